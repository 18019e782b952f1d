import assert from "node:assert/strict";
import type { ChangeRecord } from "../../../src/changes/changeRecord";
import { Pickers } from "../../../src/commands/pickers";
import { resetCommands } from "../../../src/commands/resetOffsets";
import type { ResetServices } from "../../../src/commands/resetOffsetsHost";
import type { Cluster } from "../../../src/config/clusters";
import type { WritePermission } from "../../../src/config/guard";
import { applyReset } from "../../../src/kafka/reset/applyReset";
import type { ResetRequest } from "../../../src/kafka/reset/target";
import type { ResetPanelTarget } from "../../../src/panels/reset/panel";
import { numberFormatter } from "../../../src/ui/numberFormat";
import type {
  ClusterNode,
  GroupNode,
  GroupPartitionNode,
  GroupTopicNode,
} from "../../../src/views/nodes";
import { ResetCluster } from "../../support/resetCluster";

export interface Scene {
  readonly at: ResetCluster;
  readonly commands: ReturnType<typeof resetCommands>;
  readonly services: ResetServices;
  readonly panels: ResetPanelTarget[];
  readonly events: string[];
  permission: WritePermission;
  records: readonly ChangeRecord[];
  /** The panel that was shown, and what it is asked of its first group. */
  readonly shown: () => ResetPanelTarget & { readonly request: ResetRequest };
}

const profile = (id: string): Cluster["profile"] => ({
  id,
  name: id,
  bootstrapServers: ["127.0.0.1:9092"],
  isReadOnly: false,
});

export const scene = ({ ids = ["demo"], timeZone = "Europe/Paris" } = {}): Scene => {
  const at = new ResetCluster().withTopic("orders", { end: 9n, committed: 4n }, { end: 7n });
  const panels: ResetPanelTarget[] = [];
  const events: string[] = [];
  const clusters: ResetServices["clusters"] = {
    list: () => ids.map(profile),
    get: (id) => (ids.includes(id) ? { profile: profile(id), gateway: at } : undefined),
  };
  const services: ResetServices = {
    clusters,
    timeZone,
    formatNumber: numberFormatter("en"),
    pickers: new Pickers(clusters, numberFormatter("en")),
    guard: { mayWrite: () => made.permission },
    changes: {
      applyAll: ({ gateway }, plans) =>
        Promise.all(
          plans.map(async (plan) => ({
            groupId: plan.groupId,
            change: {
              kind: "done" as const,
              changeId: "change-1",
              result: await applyReset(gateway, plan),
              isRecorded: true,
            },
          })),
        ),
    },
    journal: {
      undoCsv: (id) => Promise.resolve(`undo of ${id}`),
      list: () => Promise.resolve({ records: made.records, unreadableFiles: [] }),
    },
    documents: {
      open: ({ name, text }) => {
        events.push(`open ${name}: ${text}`);
        return Promise.resolve();
      },
    },
    panels: {
      show: (target) => {
        panels.push(target);
      },
    },
    peekAt: (clusterId, { topic, partition, offset }) => {
      events.push(`peek ${clusterId} ${topic}-${partition} ${offset}`);
      return Promise.resolve();
    },
    didReset: (clusterId) => {
      events.push(`reset ${clusterId}`);
    },
  };
  const made: Scene = {
    at,
    panels,
    events,
    permission: { allowed: true },
    records: [],
    shown: () => {
      const [panel] = panels;
      const request = panel?.requests[0];
      assert.ok(panel !== undefined && request !== undefined && panels.length === 1);
      return { ...panel, request };
    },
    services,
    commands: resetCommands(services),
  };
  return made;
};

const cluster: ClusterNode = {
  kind: "cluster",
  id: "demo",
  parent: undefined,
  cluster: profile("demo"),
};
export const group: GroupNode = {
  kind: "group",
  id: "demo/groups/billing",
  parent: { kind: "groups", id: "demo/groups", parent: cluster, cluster: cluster.cluster },
  cluster: cluster.cluster,
  group: { groupId: "billing", type: "classic", protocolType: "consumer", state: "Empty" },
};
export const groupTopic: GroupTopicNode = {
  kind: "groupTopic",
  id: "demo/groups/billing/orders",
  parent: group,
  cluster: cluster.cluster,
  group: group.group,
  groupId: "billing",
  topic: "orders",
  isResettable: true,
  partitions: [],
};
export const groupPartition: GroupPartitionNode = {
  kind: "groupPartition",
  id: "demo/groups/billing/orders/1",
  parent: groupTopic,
  cluster: cluster.cluster,
  groupId: "billing",
  topic: "orders",
  isResettable: true,
  position: {
    partition: 1,
    committed: undefined,
    measured: { start: 0n, end: 7n, failure: undefined },
    lag: { kind: "noCommit" },
    owners: [],
  },
};
