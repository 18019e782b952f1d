import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join, sep } from "node:path";

/** Every source of the extension, by its path with slashes. */
const sources: ReadonlyMap<string, string> = new Map(
  readdirSync("src", { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts"))
    .map((name) => [name.split(sep).join("/"), readFileSync(join("src", name), "utf8")]),
);

const filesWith = (pattern: RegExp): readonly string[] =>
  [...sources].flatMap(([name, text]) => (pattern.test(text) ? [name] : [])).sort();

describe("what writes to a cluster", () => {
  it("calls the gateway's writes in four places, which check before and tell what became of it", () => {
    // A call of it, a reference to it, or its name among the methods that a function asks for.
    const writes = "commitOffsets|deleteOffsets|deleteGroups|produce|createTopics|deleteTopics";
    const uses = new RegExp(`(?<!\\bchanges)\\.(?:${writes})\\b(?!")`);
    const takes = new RegExp(`\\{[^{}]*\\b(?:${writes})\\b[^{}]*\\} = `);
    const places = [
      "kafka/produce/applyProduce.ts",
      "kafka/reset/applyGroupDeletion.ts",
      "kafka/reset/applyReset.ts",
      "kafka/topics/applyTopics.ts",
    ];
    assert.deepEqual(
      filesWith(uses).filter((file) => !file.startsWith("lab/")),
      places,
    );
    assert.deepEqual(filesWith(takes), []);
    const byLab = filesWith(new RegExp(`\\bgateway(?:\\(\\))?\\s*\\.(?:${writes})\\b`));
    assert.deepEqual(
      byLab.filter((file) => file.startsWith("lab/")),
      [],
    );
  });

  it("leaves kafkajs's own consumers and producers to the processes of the lab", () => {
    const builds = /\bkafkaOf\(/;
    const files = filesWith(builds);
    assert.ok(files.length > 0);
    for (const file of files) assert.match(file, /^lab\/worker\//);
  });

  it("goes there through the guard and the journal only", () => {
    const called =
      /(?<!function )\b(?:applyReset|applyGroupDeletion|applyProduce|applyTopicCreation|applyTopicDeletion)\(/;
    assert.deepEqual(filesWith(called), ["changes/clusterChanges.ts"]);
  });

  it("is asked of brokers by the gateway only", () => {
    const requests =
      /import \{[^}]*\b(?:offsetCommitApi|offsetDeleteApi|deleteGroupsApi|produceApi|createTopicsApi|deleteTopicsApi)\b/;
    assert.deepEqual(filesWith(requests), [
      "kafka/groups/commitOffsets.ts",
      "kafka/groups/deleteGroups.ts",
      "kafka/groups/deleteOffsets.ts",
      "kafka/produce/produce.ts",
      "kafka/topics/createTopics.ts",
      "kafka/topics/deleteTopics.ts",
    ]);
    const writes =
      /from "[^"]*\/(?:groups\/(?:commitOffsets|deleteOffsets|deleteGroups)|produce\/produce|topics\/(?:createTopics|deleteTopics))"/;
    assert.deepEqual(filesWith(writes), ["kafka/connection/createClusterGateway.ts"]);
  });

  it("is started by commands only, which ask a person at the one place for that", () => {
    const started =
      /\bchanges\.(?:apply|applyAll|deleteGroups|produce|createTopics|deleteTopics)\(/;
    const files = filesWith(started);
    assert.ok(files.length > 0);
    // what the lab may write is decided by the lab's own obstacle, and asked for in labParts.ts
    const lab = "commands/labCluster.ts";
    assert.match(sources.get(lab) ?? "", /\blabObstacle\(/);
    for (const file of files) {
      assert.match(file, /^commands\//);
      if (file === lab) continue;
      assert.match(sources.get(file) ?? "", /\bconfirmChange\(/, file);
    }
    const asking = ["commands/deletions.ts", "commands/resetOffsetsHost.ts"];
    assert.ok(asking.every((file) => files.includes(file)));
  });
});
