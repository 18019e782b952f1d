import assert from "node:assert/strict";
import type { Query } from "../../../../src/panels/peek/protocol/query";
import {
  draftOf,
  noFilter,
  parseOffset,
  queryOf,
  withFormat,
} from "../../../../webview/peek/draft";
import type { Draft } from "../../../../webview/peek/draft";
import { sampleQuery as query } from "./samples";

describe("the toolbar's draft", () => {
  it("stands for the query it was made of", () => {
    const orders = { topic: "orders", partition: 1 };
    const queries: Query[] = [
      query,
      { ...query, partitions: [orders], position: { kind: "offset", offset: "5" } },
      { ...query, position: { kind: "last", count: 20 } },
      { ...query, position: { kind: "timestamp", text: "2 h ago" } },
      { ...query, position: { kind: "timeRange", from: "2 h ago", to: "1 h ago" } },
      { ...query, position: { kind: "committed", groupId: "billing", before: 5 } },
      { ...query, position: { kind: "committed", groupId: "billing", before: 5, after: 0 } },
      { ...query, topics: { kind: "pattern", pattern: "orders-.*" } },
      { ...query, filter: { ...noFilter, kind: "regex", text: "a+", parts: ["key"] } },
      {
        ...query,
        position: { kind: "offsets", label: "x", offsets: [{ ...orders, offset: "1" }] },
      },
    ];
    for (const one of queries) {
      assert.deepEqual(queryOf(draftOf(one), []), { ok: true, query: one });
    }
  });

  it("keeps what was typed while another position is chosen", () => {
    const typed = { ...draftOf(query), kind: "offset" as const, offsetText: "42" };
    assert.equal(draftOf(query, typed).offsetText, "42");
  });

  it("asks for the columns' paths, and for another position where that is wanted", () => {
    const draft: Draft = { ...draftOf(query), kind: "offset", offsetText: "no number" };
    const parsed = queryOf(draft, ["$.a"], { kind: "latest" });
    assert.deepEqual(parsed, { ok: true, query: { ...query, columnPaths: ["$.a"] } });
  });

  it("says what is missing", () => {
    const draft = draftOf(query);
    const refused: Partial<Draft>[] = [
      { kind: "offset", offsetText: "" },
      { kind: "offset", offsetText: "-5" },
      { kind: "last", countText: "0" },
      { kind: "last", countText: "9999999999" },
      { kind: "timestamp", timestampText: " " },
      { kind: "timeRange", fromText: "2 h ago", toText: "" },
      { kind: "committed", groupText: "" },
      { kind: "committed", groupText: "billing", beforeText: "some" },
      { kind: "committed", groupText: "billing", afterText: "-1" },
      { kind: "offsets" },
      { partitions: [] },
      { topicsText: " , " },
    ];
    for (const change of refused) {
      assert.equal(queryOf({ ...draft, ...change }, []).ok, false, JSON.stringify(change));
    }
  });

  it("has no filter while its text is empty, and takes one away", () => {
    const filter = { ...noFilter, text: " " };
    const parsed = queryOf({ ...draftOf(query), filter }, []);
    assert.deepEqual(parsed, { ok: true, query });
    const filtered = { ...query, filter: { ...noFilter, text: "a" } };
    const { timeZone, decodings, columnPaths } = query;
    assert.deepEqual(withFormat(filtered, { timeZone, decodings, columnPaths }), query);
  });
});

describe("parseOffset", () => {
  it("reads digits, also grouped as a locale shows them", () => {
    for (const text of [
      "19204",
      "19,204",
      "19.204",
      "19 204",
      "19\u202f204",
      "19’204",
      " 19204 ",
    ]) {
      assert.equal(parseOffset(text), "19204", text);
    }
  });

  it("keeps all digits of an int64 and refuses more", () => {
    assert.equal(parseOffset("9223372036854775807"), "9223372036854775807");
    assert.equal(parseOffset("9223372036854775808"), undefined);
  });

  it("refuses what is no whole number from 0 on", () => {
    for (const text of ["", "-1", "1e3", "1,5", "0x10", "1,2345", "abc", "1.5"]) {
      assert.equal(parseOffset(text), undefined, text);
    }
  });
});
