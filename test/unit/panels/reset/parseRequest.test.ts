import assert from "node:assert/strict";
import { resetSchemas } from "../../../../src/panels/reset/parseRequest";
import type { ResetRequests } from "../../../../src/panels/reset/protocol";
import { parseMessage } from "../../../../src/panels/rpc";

const kindOf = (method: string, params: unknown): string =>
  parseMessage<ResetRequests>({ id: 1, method, params }, resetSchemas).kind;

describe("what the reset page may say", () => {
  it("names a plan, and nothing of what to write", () => {
    assert.equal(kindOf("apply", { planId: "1" }), "request");
    assert.equal(kindOf("apply", { planId: "1", offset: "0" }), "invalid");
    assert.equal(kindOf("apply", {}), "invalid");
    assert.equal(kindOf("commit", { planId: "1" }), "invalid");
  });

  it("names a row by its place", () => {
    assert.equal(kindOf("peek", { planId: "1", row: 0 }), "request");
    for (const row of [-1, 0.5, "0", null]) {
      assert.equal(kindOf("peek", { planId: "1", row }), "invalid");
    }
  });

  it("asks for the view without parameters", () => {
    for (const method of ["open", "refresh", "showUndoFile"]) {
      assert.equal(kindOf(method, {}), "request");
      assert.equal(kindOf(method, { groupId: "other" }), "invalid");
    }
  });

  it("is short", () => {
    assert.equal(kindOf("apply", { planId: "1".repeat(65) }), "invalid");
  });
});
