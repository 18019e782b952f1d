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
  it("calls the gateway's writes in two places, which re-check and read back", () => {
    // A call of it, a reference to it, or its name among the methods that a function asks for.
    const uses = /(?<!\bchanges)\.(?:commitOffsets|deleteOffsets|deleteGroups)\b(?!")/;
    const takes = /\{[^{}]*\b(?:commitOffsets|deleteOffsets|deleteGroups)\b[^{}]*\} = /;
    const places = ["kafka/reset/applyGroupDeletion.ts", "kafka/reset/applyReset.ts"];
    assert.deepEqual(filesWith(uses), places);
    assert.deepEqual(filesWith(takes), []);
  });

  it("goes there through the guard and the journal only", () => {
    const called = /(?<!function )\b(?:applyReset|applyGroupDeletion)\(/;
    assert.deepEqual(filesWith(called), ["changes/clusterChanges.ts"]);
  });

  it("is asked of brokers by the gateway only", () => {
    const requests = /import \{[^}]*\b(?:offsetCommitApi|offsetDeleteApi|deleteGroupsApi)\b/;
    assert.deepEqual(filesWith(requests), [
      "kafka/groups/commitOffsets.ts",
      "kafka/groups/deleteGroups.ts",
      "kafka/groups/deleteOffsets.ts",
    ]);
    const writes = /from "[^"]*\/groups\/(?:commitOffsets|deleteOffsets|deleteGroups)"/;
    assert.deepEqual(filesWith(writes), ["kafka/connection/createClusterGateway.ts"]);
  });
});
