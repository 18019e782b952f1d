import assert from "node:assert/strict";
import { ClusterProfiles } from "../../../src/config/clusterProfiles";
import { ConfigurationTarget, fakeConfiguration } from "../../support/vscode";

const clusters = "kafkaOffsets.clusters";
const defaults = {
  [clusters]: [],
  "kafkaOffsets.connectTimeoutMs": 2500,
  "kafkaOffsets.requestTimeoutMs": 15_000,
};

describe("ClusterProfiles", () => {
  let profiles: ClusterProfiles;
  let warnings: string[];

  beforeEach(() => {
    fakeConfiguration.reset(defaults);
    warnings = [];
    profiles = new ClusterProfiles({ warn: (message) => warnings.push(message) });
  });
  afterEach(() => {
    profiles.dispose();
  });

  it("appends a cluster to the user's own settings, with an id that stays when it is renamed", async () => {
    const entry = { name: "old", bootstrapServers: ["a:1"] };
    fakeConfiguration.set(clusters, [entry]);
    await profiles.add({ name: "new", bootstrapServers: ["b:2"] });
    const [update] = fakeConfiguration.updates;
    assert.equal(update?.target, ConfigurationTarget.Global);
    const [kept, added] = update.value as { id: string }[];
    assert.deepEqual(kept, entry);
    assert.match(added?.id ?? "", /^[0-9a-f-]{36}$/);
    assert.deepEqual(
      profiles.list().profiles.map(({ name }) => name),
      ["old", "new"],
    );
  });

  it("removes one entry and leaves broken ones as the user wrote them", async () => {
    const broken = { name: "", bootstrapServers: 1 };
    fakeConfiguration.set(clusters, [
      broken,
      { id: "x", name: "a", bootstrapServers: ["a:1"] },
      { id: "y", name: "b", bootstrapServers: ["b:1"] },
    ]);
    await profiles.remove("x");
    const [update] = fakeConfiguration.updates;
    assert.deepEqual(update?.value, [broken, { id: "y", name: "b", bootstrapServers: ["b:1"] }]);
  });

  it("writes nothing when the cluster to remove is not there", async () => {
    await profiles.remove("x");
    assert.deepEqual(fakeConfiguration.updates, []);
  });

  it("connects with the timeouts of the settings", () => {
    fakeConfiguration.set("kafkaOffsets.connectTimeoutMs", 700);
    const { clientId, ...connection } = profiles.connectionTo({ bootstrapServers: ["a:1"] });
    assert.notEqual(clientId, "");
    assert.deepEqual(connection, {
      bootstrapServers: ["a:1"],
      connectTimeoutMs: 700,
      requestTimeoutMs: 15_000,
    });
  });

  it("falls back to the default where a timeout is not a number", () => {
    fakeConfiguration.set("kafkaOffsets.connectTimeoutMs", "soon");
    assert.equal(profiles.connectionTo({ bootstrapServers: ["a:1"] }).connectTimeoutMs, 2500);
  });

  it("tells of changes of clusters and timeouts, and of no others", () => {
    let changes = 0;
    profiles.onDidChange(() => changes++);
    fakeConfiguration.set(clusters, []);
    fakeConfiguration.set("kafkaOffsets.requestTimeoutMs", 1);
    fakeConfiguration.set("kafkaOffsets.showInternalTopics", true);
    fakeConfiguration.set("editor.fontSize", 1);
    assert.equal(changes, 2);
  });

  it("writes the problems of a changed setting to the log", () => {
    fakeConfiguration.set(clusters, [{ name: "a" }]);
    assert.equal(warnings.length, 1);
    assert.match(warnings[0] ?? "", /bootstrapServers/);
  });
});
