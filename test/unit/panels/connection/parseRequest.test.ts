import assert from "node:assert/strict";
import { emptyDraft } from "../../../../src/commands/connectionDraft";
import { connectionSchemas } from "../../../../src/panels/connection/parseRequest";
import type { ConnectionRequests } from "../../../../src/panels/connection/protocol";
import { parseMessage } from "../../../../src/panels/rpc";

const parse = (method: string, params: unknown): string => {
  const parsed = parseMessage<ConnectionRequests>({ id: 1, method, params }, connectionSchemas);
  return parsed.kind === "invalid" ? parsed.reason : parsed.kind;
};

const edit = (change: object): string =>
  parse("edit", { revision: 1, draft: { ...emptyDraft, ...change } });

describe("requests of the connection editor's page", () => {
  it("are taken in the shape the page sends", () => {
    assert.equal(parse("open", {}), "request");
    assert.equal(edit({ name: "demo" }), "request");
    assert.equal(parse("enterSecret", { name: "password" }), "request");
    assert.equal(parse("chooseFile", { field: "caFile" }), "request");
    assert.equal(parse("save", {}), "request");
  });

  it("cannot carry a secret", () => {
    assert.match(parse("enterSecret", { name: "password", value: "x" }), /not valid/);
    assert.match(edit({ password: "x" }), /not valid/);
    assert.match(parse("save", { password: "x" }), /not valid/);
  });

  it("are refused with anything missing, of another type, or too long", () => {
    const nameless = { ...emptyDraft, name: undefined };
    assert.match(parse("edit", { revision: 1, draft: nameless }), /not valid/);
    assert.match(edit({ isReadOnly: "yes" }), /not valid/);
    assert.match(edit({ protocol: "HTTP" }), /not valid/);
    assert.match(edit({ name: "x".repeat(1025) }), /draft.name is not valid/);
    assert.match(edit({ bootstrapServers: "x".repeat(16_385) }), /not valid/);
    const rows = Array.from({ length: 101 }, () => ({ advertised: "a", reachable: "b" }));
    assert.match(edit({ addressMap: rows }), /not valid/);
    assert.match(parse("edit", { revision: -1, draft: emptyDraft }), /not valid/);
    assert.match(parse("chooseFile", { field: "name" }), /not valid/);
    assert.match(parse("readSecret", { name: "password" }), /unknown method/);
  });
});
