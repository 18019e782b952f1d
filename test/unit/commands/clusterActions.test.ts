import assert from "node:assert/strict";
import { clusterActions } from "../../../src/commands/clusterActions";
import { Pickers } from "../../../src/commands/pickers";
import type { ClusterProfile } from "../../../src/config/clusterProfile";
import { MemoryGateway } from "../../support/memoryGateway";
import { fakeWindow } from "../../support/vscode";

const profile = (id: string, isReadOnly: boolean): ClusterProfile => ({
  id,
  name: `name of ${id}`,
  bootstrapServers: ["a:1"],
  isReadOnly,
});
const profiles = [profile("a", false), profile("b", true)];

describe("Cluster Actions", () => {
  let done: string[];
  let run: (clusterId: string | undefined) => Promise<void>;

  beforeEach(() => {
    fakeWindow.reset();
    done = [];
    const gateway = new MemoryGateway();
    const pickers = new Pickers(
      {
        list: () => profiles,
        get: (id) => {
          const found = profiles.find((candidate) => candidate.id === id);
          return found && { profile: found, gateway };
        },
      },
      String,
    );
    const handler =
      (what: string) =>
      (node?: { readonly cluster: { readonly id: string } }): Promise<void> => {
        done.push(`${what} ${node?.cluster.id ?? ""}`);
        return Promise.resolve();
      };
    run = (clusterId) =>
      clusterActions(
        { status: { clusterId }, pickers },
        {
          "kafkaOffsets.editCluster": handler("edit"),
          "kafkaOffsets.testConnection": handler("test"),
          "kafkaOffsets.toggleReadOnly": handler("toggle"),
          "kafkaOffsets.reconnectCluster": handler("reconnect"),
        },
      )["kafkaOffsets.clusterActions"]();
  });

  const choose = (label: string): void => {
    fakeWindow.answer("showQuickPick", (items: readonly { label: string }[]) =>
      items.find((item) => item.label === label),
    );
  };

  for (const [id, label, expected] of [
    ["a", "Edit Cluster…", "edit a"],
    ["a", "Test Connection…", "test a"],
    ["a", "Make Read-Only", "toggle a"],
    ["b", "Allow Changes…", "toggle b"],
    ["b", "Reconnect Cluster", "reconnect b"],
  ] as const) {
    it(`does what is chosen to the cluster in the status bar: ${label}`, async () => {
      choose(label);
      await run(id);
      assert.deepEqual(done, [expected]);
    });
  }

  it("asks which cluster where none is shown, and does nothing without a choice", async () => {
    await run(undefined);
    assert.deepEqual(
      fakeWindow.calls.map(({ name }) => name),
      ["showQuickPick"],
    );
    await run("a");
    assert.deepEqual(done, []);
  });
});
