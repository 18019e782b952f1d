import assert from "node:assert/strict";
import { labCluster } from "../../../src/commands/labCluster";
import { WriteGuard } from "../../../src/config/guard";
import { MemoryGateway } from "../../support/memoryGateway";
import { MemoryStore } from "../../support/memoryStore";

describe("the lab's cluster", () => {
  it("takes nothing for its own that it created at other addresses", async () => {
    const gateway = new MemoryGateway();
    let bootstrapServers = ["here:9092"];
    const unused = (): never => assert.fail("it is not asked for");
    const cluster = labCluster(
      {
        clusters: {
          get: () => ({
            profile: { id: "c1", name: "demo", bootstrapServers, isReadOnly: false },
            gateway,
          }),
        },
        profiles: { connectionTo: unused },
        guard: new WriteGuard(() => true),
        changes: {
          createTopics: unused,
          deleteTopics: unused,
          deleteGroups: unused,
          produce: unused,
        },
        store: new MemoryStore(),
      },
      { clusterId: "c1", clusterName: "demo" },
    );
    await cluster.creations.add("topic", "lab");
    bootstrapServers = ["elsewhere:9092"];
    assert.deepEqual(cluster.creations.names("topic"), []);
    bootstrapServers = ["here:9092"];
    assert.deepEqual(cluster.creations.names("topic"), ["lab"]);
  });
});
