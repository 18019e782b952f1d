import assert from "node:assert/strict";
import { cluster, topics, show } from "../../support/treeNodes";

describe("tree items of failures and notes", () => {
  it("show sentence and advice, and can be tried again", () => {
    const item = show({
      kind: "failure",
      id: "c/failure",
      parent: cluster,
      sentence: "Nothing is listening.",
      advice: "Check the servers.",
      severity: "error",
    });
    assert.equal(item.label, "Nothing is listening.");
    assert.equal(item.description, "Check the servers.");
    assert.equal(item.contextValue, "failure");
    assert.equal(item.accessibilityInformation?.label, "Nothing is listening., Check the servers.");
  });

  it("offer no retry for a broken entry of the settings", () => {
    const item = show({
      kind: "failure",
      id: "problem:0",
      parent: undefined,
      sentence: "Cluster 1 in the settings is left out.",
      advice: "",
      severity: "error",
    });
    assert.equal(item.contextValue, undefined);
  });

  it("tell why a branch is empty", () => {
    const item = show({ kind: "note", id: "c/topics/note", parent: topics, text: "No topics." });
    assert.equal(item.label, "No topics.");
    assert.equal(item.collapsibleState, 0);
  });
});
