import assert from "node:assert/strict";
import {
  topics,
  topicNode,
  partition,
  partitionNode,
  show,
  iconOf,
  tooltipOf,
} from "../../support/treeNodes";

describe("tree items of topics", () => {
  it("count the topics once they are known", () => {
    assert.equal(show(topics).description, "");
    const value = { count: 1400, hiddenCount: 2 };
    const item = show(topics, { kind: "topics", id: "c/topics", value });
    assert.equal(item.description, "1,400");
    assert.match(tooltipOf(item), /hidden by the settings: 2/);
  });

  it("count a topic's partitions", () => {
    assert.equal(show(topicNode()).description, "1 partition");
    const two = topicNode({ partitions: [partition(0), partition(1)], isInternal: true });
    assert.equal(show(two).description, "2 partitions · internal");
  });

  it("warn of partitions without leader", () => {
    const item = show(topicNode({ partitions: [partition(0, { leader: undefined })] }));
    assert.equal(item.description, "1 partition · 1 without leader");
    assert.equal(iconOf(item), "warning");
  });

  it("say why a topic cannot be described", () => {
    const failure = { code: 29, message: "Not allowed to describe the topic." };
    const item = show(topicNode({ partitions: [], failure }));
    assert.equal(item.description, "Not allowed to describe the topic.");
    assert.equal(iconOf(item), "error");
  });
});

describe("tree item of a partition", () => {
  it("shows range, number of offsets, leader and in-sync replicas", () => {
    const item = show(partitionNode({}, { start: 12n, end: 20_071n }));
    assert.equal(item.description, "12 … 20,071 · 20,059 offsets · leader 1 · ISR 1,2,3");
    assert.match(tooltipOf(item), /End \(high watermark\): 20071\n/);
  });

  it("shows offsets above 2^53 exactly", () => {
    const item = show(partitionNode({}, { start: 0n, end: 9_223_372_036_854_775_807n }));
    assert.match(String(item.description), /9,223,372,036,854,775,807/);
  });

  it("calls an empty partition empty", () => {
    const item = show(partitionNode({}, { start: 5n, end: 5n }));
    assert.match(String(item.description), /^empty · end 5 · leader 1/);
  });

  it("warns when there is no leader", () => {
    const item = show(partitionNode({ leader: undefined }, {}));
    assert.equal(item.description, "no leader");
    assert.equal(iconOf(item), "warning");
  });

  it("says when replicas are behind", () => {
    const item = show(partitionNode({ inSyncReplicas: [1] }, { start: 0n, end: 1n }));
    assert.equal(item.description, "0 … 1 · 1 offset · leader 1 · ISR 1 · under-replicated");
    assert.equal(iconOf(item), "warning");
  });

  it("says why its range is not known", () => {
    const failure = { code: 29, message: "Not allowed." };
    assert.match(String(show(partitionNode({}, { failure })).description), /^Not allowed\. · /);
  });
});
