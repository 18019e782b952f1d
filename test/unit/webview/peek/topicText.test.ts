import assert from "node:assert/strict";
import { parseTopics, topicText } from "../../../../webview/peek/topicText";

describe("topics as they are written", () => {
  it("are a list, or a pattern between slashes", () => {
    assert.deepEqual(parseTopics(" orders, payments orders "), {
      kind: "topics",
      topics: ["orders", "payments"],
    });
    assert.deepEqual(parseTopics("/orders-(eu|us)/"), {
      kind: "pattern",
      pattern: "orders-(eu|us)",
    });
    for (const text of ["", "  ", ",", "//"]) {
      const parsed = parseTopics(text);
      assert.ok(parsed === undefined || parsed.kind === "topics", text);
    }
  });

  it("are read back as they were", () => {
    for (const text of ["orders", "orders, payments", "/a.*/"]) {
      const parsed = parseTopics(text);
      assert.equal(parsed && topicText(parsed), text);
    }
  });
});
