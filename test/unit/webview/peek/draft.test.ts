import assert from "node:assert/strict";
import type { Query } from "../../../../src/panels/peek/protocol";
import { draftOf, parseOffset, queryOf } from "../../../../webview/peek/draft";

const query: Query = {
  position: { kind: "latest" },
  isolation: "committed",
  pageSize: 100,
  timeZone: "UTC",
};

describe("the toolbar's draft", () => {
  it("stands for the query it was made of", () => {
    const queries: Query[] = [
      query,
      { ...query, partitions: [1, 2], position: { kind: "offset", offset: "5" } },
      { ...query, position: { kind: "timestamp", text: "2026-11-20 14:00" } },
      {
        ...query,
        position: { kind: "offsets", label: "x", offsets: [{ partition: 0, offset: "1" }] },
      },
    ];
    for (const one of queries) {
      assert.deepEqual(queryOf(draftOf(one)), { ok: true, query: one });
    }
  });

  it("keeps what was typed while another position is chosen", () => {
    const typed = { ...draftOf(query), kind: "offset" as const, offsetText: "42" };
    assert.equal(draftOf(query, typed).offsetText, "42");
  });

  it("says what is missing", () => {
    const draft = draftOf(query);
    const refused = [
      { ...draft, kind: "offset" as const, offsetText: "" },
      { ...draft, kind: "offset" as const, offsetText: "-5" },
      { ...draft, kind: "timestamp" as const, timestampText: " " },
      { ...draft, partitions: [] },
    ];
    for (const one of refused) assert.equal(queryOf(one).ok, false);
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
