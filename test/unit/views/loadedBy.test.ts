import assert from "node:assert/strict";
import { loadedBy } from "../../../src/views/children";
import { groupNode, groups, groupTopicNode, topicGroupsNode } from "../../support/treeNodes";

describe("loadedBy", () => {
  it("is the node whose requests brought a row", () => {
    const group = groupNode();
    assert.equal(loadedBy({ kind: "note", id: "n", parent: group, text: "" }), group);
    const failure = { kind: "failure", id: "f", sentence: "", advice: "" } as const;
    assert.equal(loadedBy({ ...failure, severity: "error", parent: groups }), groups);
  });

  it("is the group of its topic's row, or the topic's groups", () => {
    const row = groupTopicNode([]);
    assert.equal(loadedBy(row), row.parent);
    const topicGroups = topicGroupsNode();
    assert.equal(loadedBy({ ...row, parent: topicGroups }), topicGroups);
  });
});
