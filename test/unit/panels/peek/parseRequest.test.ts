import assert from "node:assert/strict";
import fc from "fast-check";
import * as v from "valibot";
import { peekSchemas, savedView } from "../../../../src/panels/peek/parseRequest";
import type { Query } from "../../../../src/panels/peek/protocol";
import { parseMessage } from "../../../../src/panels/rpc";

const query: Query = {
  position: { kind: "offset", offset: "9223372036854775807" },
  partitions: [0, 5],
  isolation: "committed",
  pageSize: 100,
  timeZone: "Europe/Paris",
};

function accepts(method: string, params: unknown): boolean {
  return parseMessage({ id: 1, method, params }, peekSchemas).kind === "request";
}

describe("the requests of the peek page", () => {
  it("are accepted when they are whole", () => {
    assert.ok(accepts("open", {}));
    assert.ok(accepts("read", query));
    assert.ok(accepts("read", { ...query, position: { kind: "timestamp", text: "2026-11-20" } }));
    assert.ok(accepts("more", { direction: "older" }));
    assert.ok(accepts("format", { timeZone: "UTC" }));
    assert.ok(accepts("details", { partition: 0, offset: "0" }));
    assert.ok(accepts("copy", { partition: 0, offset: "0", part: "key" }));
  });

  it("take offsets as decimal text inside int64 only", () => {
    for (const offset of [
      "-1",
      "1e3",
      " 1",
      "",
      "0x1",
      "1.0",
      "9223372036854775808",
      "１",
      1,
      null,
    ]) {
      assert.ok(!accepts("details", { partition: 0, offset }), String(offset));
    }
  });

  it("take page sizes from 1 to 1000", () => {
    for (const pageSize of [0, 1001, -1, 1.5, Number.NaN, Infinity, "100"]) {
      assert.ok(!accepts("read", { ...query, pageSize }), String(pageSize));
    }
    assert.ok(accepts("read", { ...query, pageSize: 1000 }));
  });

  it("are refused with keys too many, too few or of another kind", () => {
    assert.ok(!accepts("read", { ...query, groupId: "billing" }));
    assert.ok(!accepts("read", { ...query, position: { kind: "latest", offset: "1" } }));
    assert.ok(!accepts("read", { ...query, isolation: undefined }));
    assert.ok(!accepts("read", { ...query, partitions: [] }));
    assert.ok(!accepts("read", { ...query, partitions: [2 ** 31] }));
    assert.ok(!accepts("more", { direction: "sideways" }));
    assert.ok(!accepts("copy", { partition: 0, offset: "0", part: "all" }));
  });

  it("are refused when they are too long", () => {
    const text = "2".repeat(65);
    assert.ok(!accepts("read", { ...query, position: { kind: "timestamp", text } }));
    assert.ok(!accepts("format", { timeZone: "A".repeat(65) }));
  });

  it("never make the host throw, whatever comes", () => {
    const methods = fc.constantFrom(...Object.keys(peekSchemas), "other");
    const messages = fc.oneof(
      fc.anything(),
      fc.record({ id: fc.oneof(fc.nat(), fc.anything()), method: methods, params: fc.anything() }),
      fc.record({
        id: fc.nat(),
        method: methods,
        params: fc.object({ key: fc.constantFrom(...Object.keys(query), "offset", "partition") }),
      }),
    );
    fc.assert(
      fc.property(messages, (message) => {
        const parsed = parseMessage(message, peekSchemas);
        assert.ok(["request", "cancel", "invalid"].includes(parsed.kind));
      }),
      { numRuns: 300 },
    );
  });
});

describe("savedView", () => {
  it("takes what a page wrote, and nothing that holds more", () => {
    const saved = { clusterId: "c1", topic: "orders", query, order: "newestFirst" };
    assert.ok(v.is(savedView, saved));
    assert.ok(!v.is(savedView, { ...saved, rows: [] }));
    assert.ok(!v.is(savedView, undefined));
  });
});
