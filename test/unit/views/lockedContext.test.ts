import assert from "node:assert/strict";
import { contextValues } from "../../../src/manifest";
import { lockedContext } from "../../../src/views/lockedContext";

describe("lockedContext", () => {
  for (const [value, locked] of [
    ["topic", "topic.locked"],
    ["topic.pinned", "topic.locked.pinned"],
    ["partition", "partition.locked"],
    ["group.resettable", "group.locked"],
    ["group.active.pinned", "group.locked.pinned"],
    ["groupTopic.active", "groupTopic.locked"],
    ["groupPartition.resettable", "groupPartition.locked"],
    ["topics", "topics"],
    ["topicGroups", "topicGroups"],
    ["cluster", "cluster"],
  ] as const) {
    it(`makes ${value} ${locked}`, () => {
      assert.equal(lockedContext(value), locked);
    });
  }

  it("leaves no row to which something could be written", () => {
    const locked = contextValues.map(lockedContext);
    assert.ok(locked.every((value) => !/resettable|active/.test(value)));
    assert.ok(locked.every((value) => contextValues.some((known) => known === value)));
  });
});
