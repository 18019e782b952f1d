import assert from "node:assert/strict";
import fc from "fast-check";
import * as v from "valibot";
import { peekSchemas, savedView } from "../../../../src/panels/peek/parseRequest";
import type { Position, Query } from "../../../../src/panels/peek/protocol/query";
import { parseMessage } from "../../../../src/panels/rpc";

const query: Query = {
  topics: { kind: "topics", topics: ["orders", "payments"] },
  position: { kind: "offset", offset: "9223372036854775807" },
  partitions: [
    { topic: "orders", partition: 0 },
    { topic: "payments", partition: 5 },
  ],
  isolation: "committed",
  pageSize: 100,
  timeZone: "Europe/Paris",
  decodings: { key: "long", value: "auto" },
  filter: { kind: "text", text: "a", isCaseSensitive: true, parts: ["value"] },
  columnPaths: ["$.id"],
};

const { timeZone, decodings, columnPaths } = query;
const shown = { timeZone, decodings, columnPaths };
const message = { topic: "orders", partition: 0, offset: "0" };

function accepts(method: string, params: unknown): boolean {
  return parseMessage({ id: 1, method, params }, peekSchemas).kind === "request";
}

describe("the requests of the peek page", () => {
  it("are accepted when they are whole", () => {
    assert.ok(accepts("open", {}));
    assert.ok(accepts("read", query));
    assert.ok(accepts("read", { ...query, position: { kind: "timestamp", text: "2026-11-20" } }));
    assert.ok(accepts("more", { direction: "older" }));
    assert.ok(accepts("format", shown));
    assert.ok(accepts("details", message));
    assert.ok(accepts("copy", { ...message, part: "key" }));
    assert.ok(accepts("live", { ...query, from: "page" }));
    assert.ok(accepts("search", query));
    assert.ok(accepts("livePause", { partitions: query.partitions, isPaused: true }));
    assert.ok(accepts("partitions", { groupId: "billing" }));
    assert.ok(accepts("export", { what: "range", format: "csv" }));
    assert.ok(accepts("openContent", { ...message, part: "value", to: "file" }));
  });

  it("take every kind of position and choice of topics", () => {
    const positions: Position[] = [
      { kind: "last", count: 100 },
      { kind: "timeRange", from: "2 h ago", to: "now" },
      { kind: "committed", groupId: "", before: 10 },
    ];
    for (const position of positions) assert.ok(accepts("read", { ...query, position }));
    const topics = { kind: "pattern", pattern: "orders-.*" };
    assert.ok(accepts("read", { ...query, topics }));
    assert.ok(!accepts("read", { ...query, topics: { kind: "topics", topics: [] } }));
    assert.ok(!accepts("read", { ...query, topics: { kind: "pattern", pattern: "" } }));
    assert.ok(!accepts("read", { ...query, position: { kind: "last", count: 0 } }));
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
      assert.ok(!accepts("details", { ...message, offset }), String(offset));
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
    assert.ok(
      !accepts("read", { ...query, partitions: [{ topic: "orders", partition: 2 ** 31 }] }),
    );
    assert.ok(!accepts("more", { direction: "sideways" }));
    assert.ok(!accepts("copy", { ...message, part: "all" }));
  });

  it("are refused when they are too long", () => {
    const text = "2".repeat(65);
    assert.ok(!accepts("read", { ...query, position: { kind: "timestamp", text } }));
    assert.ok(!accepts("read", { ...query, columnPaths: Array.from({ length: 21 }, () => "$") }));
    const long = { kind: "regex", text: "a".repeat(10_001), isCaseSensitive: true, parts: [] };
    assert.ok(!accepts("search", { ...query, filter: long }));
    assert.ok(!accepts("details", { ...message, topic: "a".repeat(257) }));
    assert.ok(!accepts("format", { ...shown, timeZone: "A".repeat(65) }));
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
    const saved = { clusterId: "c1", query, order: "newestFirst" };
    assert.ok(v.is(savedView, saved));
    assert.ok(!v.is(savedView, { ...saved, rows: [] }));
    assert.ok(!v.is(savedView, undefined));
  });
});
