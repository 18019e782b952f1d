import assert from "node:assert/strict";
import { exportCommands } from "../../../src/commands/exportClusters";
import { Pickers } from "../../../src/commands/pickers";
import type { ClusterProfile } from "../../../src/config/clusterProfile";
import { clusterNode } from "../../../src/views/clusterChildren";
import { fakeWindow } from "../../support/vscode";

const cluster = (name: string): ClusterProfile => ({
  id: name,
  name,
  bootstrapServers: [`${name}:9092`],
  isReadOnly: false,
  security: { protocol: "SASL_SSL", sasl: { mechanism: "PLAIN", username: "alice" } },
});

interface Pick {
  readonly label: string;
}

describe("Export Clusters", () => {
  let profiles: readonly ClusterProfile[];
  let saved: { readonly name: string; readonly text: string }[];
  let asked: string[];

  beforeEach(() => {
    fakeWindow.reset();
    profiles = [cluster("one"), cluster("two")];
    saved = [];
    asked = [];
  });

  async function run(labels: readonly string[], of?: ClusterProfile): Promise<void> {
    fakeWindow.answer(
      "showQuickPick",
      ...labels.map((label) => (choices: readonly Pick[], options: { placeHolder: string }) => {
        asked.push(`${options.placeHolder} ${choices.map((one) => one.label).join(", ")}`);
        return choices.find((one) => one.label === label);
      }),
    );
    const commands = exportCommands({
      clusters: { list: () => profiles },
      pickers: new Pickers({ list: () => profiles, get: () => undefined }, String),
      saveFile: (file) => {
        saved.push(file);
        return Promise.resolve();
      },
    });
    await commands["kafkaOffsets.exportClusters"](of && clusterNode(of));
  }

  it("writes all clusters as settings of another computer", async () => {
    await run(["All Clusters", "Settings (JSON)"]);
    assert.equal(saved[0]?.name, "kafka-clusters.json");
    const entries = JSON.parse(saved[0].text) as { name: string }[];
    assert.deepEqual(
      entries.map(({ name }) => name),
      ["one", "two"],
    );
  });

  it("writes one cluster for Kafka's own tools", async () => {
    await run(["client.properties"], profiles[1]);
    assert.match(saved[0]?.text ?? "", /^bootstrap\.servers\s*=\s*two\\?:9092$/m);
  });

  it("says that secrets are left out", async () => {
    await run(["client.properties"], profiles[0]);
    assert.match(asked[0] ?? "", /Passwords, tokens and passphrases are left out/);
  });

  it("offers several clusters as settings alone, and ends silently when a question is closed", async () => {
    await run(["All Clusters", "nothing"]);
    assert.doesNotMatch(asked[1] ?? "", /client\.properties/);
    await run(["nothing"]);
    assert.deepEqual(saved, []);
  });

  it("says that there is nothing to export", async () => {
    profiles = [];
    await assert.rejects(run([]), /No cluster is configured yet/);
  });
});
