import assert from "node:assert/strict";
import { commandNodeKinds } from "../../../src/commands/commandArguments";
import type { CommandHandlers } from "../../../src/commands/commandArguments";
import { registerCommands } from "../../../src/commands/registerCommands";
import { commandIds } from "../../../src/manifest";
import type { CommandId } from "../../../src/manifest";
import { clusterNode } from "../../../src/views/clusterChildren";
import type { ClusterTreeNode } from "../../../src/views/nodes";
import { registeredCommands } from "../../support/vscode";

const identity = { id: "a", name: "demo", bootstrapServers: [], isReadOnly: false };
const cluster: ClusterTreeNode = clusterNode(identity);

describe("registerCommands", () => {
  let started: { id: CommandId; node: unknown }[];
  let chosen: unknown[];
  let reported: { id: CommandId; error: unknown }[];
  let failure: unknown;
  let registrations: { dispose(): void }[];

  beforeEach(() => {
    started = [];
    chosen = [];
    reported = [];
    failure = undefined;
    const run =
      (id: CommandId) =>
      (node?: unknown, selected?: unknown): Promise<void> => {
        started.push({ id, node });
        chosen.push(selected);
        return failure === undefined ? Promise.resolve() : thrown(failure);
      };
    const handlers = Object.fromEntries(commandIds.map((id) => [id, run(id)]));
    registrations = registerCommands(handlers as unknown as CommandHandlers, {
      isNode: (value): value is ClusterTreeNode => value === cluster,
      report: (id, error) => {
        reported.push({ id, error });
        return Promise.resolve();
      },
    });
  });
  afterEach(() => {
    for (const registration of registrations) registration.dispose();
  });

  const execute = async (id: CommandId, ...args: unknown[]): Promise<void> => {
    await registeredCommands.get(id)?.(...args);
  };

  it("registers every command of the manifest", () => {
    assert.deepEqual([...registeredCommands.keys()], [...commandIds]);
  });

  it("passes on the node that a command was started on", async () => {
    await execute("kafkaOffsets.refresh", cluster, [cluster]);
    assert.deepEqual(started, [{ id: "kafkaOffsets.refresh", node: cluster }]);
  });

  it("passes on the rows that were chosen along with it, and of them what the tree has shown", async () => {
    await execute("kafkaOffsets.refresh", cluster, [cluster, { ...cluster }, "a"]);
    await execute("kafkaOffsets.refresh", cluster, ["rows the command was not started on"]);
    await execute("kafkaOffsets.refresh", cluster, "no list");
    await execute("kafkaOffsets.refresh", undefined, undefined);
    assert.deepEqual(chosen, [[cluster], [cluster], [cluster], []]);
  });

  it("passes on nothing that the tree has not shown", async () => {
    for (const argument of [{ ...cluster }, "a", 7, null, undefined]) {
      await execute("kafkaOffsets.removeCluster", argument);
    }
    assert.ok(started.every(({ node }) => node === undefined));
    assert.equal(started.length, 5);
  });

  it("passes on no node of a kind that the command does not take", async () => {
    await execute("kafkaOffsets.resetOffsets", cluster);
    assert.deepEqual(started, [{ id: "kafkaOffsets.resetOffsets", node: undefined }]);
    assert.ok(
      !(commandNodeKinds["kafkaOffsets.resetOffsets"] as readonly string[]).includes("cluster"),
    );
  });

  it("reports what a handler throws, and does not reject", async () => {
    for (failure of [new Error("boom"), "text"]) await execute("kafkaOffsets.showLog");
    assert.deepEqual(
      reported.map(({ id }) => id),
      ["kafkaOffsets.showLog", "kafkaOffsets.showLog"],
    );
    assert.equal(reported[1]?.error, "text");
  });
});

/** Rejects with anything, as code that is not ours may. */
async function thrown(value: unknown): Promise<never> {
  await Promise.resolve();
  throw value;
}
