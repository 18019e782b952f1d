import type { ChangeRecord } from "../../src/changes/changeRecord";
import type { GuardedClusters } from "../../src/commands/refuseWrite";

const id = "20261120T140000000Z-0123abcd";

/** A reset of orders-0 of group billing on the cluster "demo" that was written: 40 → 0. */
export function aChange(overrides: Partial<ChangeRecord> = {}): ChangeRecord {
  return {
    version: 2,
    id,
    at: "2026-11-20T14:00:00.000Z",
    action: "resetOffsets",
    cluster: { id: "demo", name: "demo", bootstrapServers: ["h:1"], clusterId: "memory" },
    groupId: "billing",
    target: "earliest",
    undoes: null,
    partitions: [
      { topic: "orders", partition: 0, before: "40", after: "0", metadata: "", leaderEpoch: -1 },
    ],
    outcome: {
      at: "2026-11-20T14:00:01.000Z",
      ok: true,
      message: "1 of 1 written and read back.",
      partitions: [{ topic: "orders", partition: 0, result: "written" }],
    },
    ...overrides,
  };
}

/** The cluster of `aChange`, which may be written to. */
export const writable: GuardedClusters = {
  clusters: {
    list: () => [
      { id: "demo", name: "demo", bootstrapServers: ["127.0.0.1:9092"], isReadOnly: false },
    ],
  },
  guard: { mayWrite: () => ({ allowed: true }) },
};
