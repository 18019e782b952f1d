import type { ChangeRecord } from "../changes/changeRecord";
import type { ChangeJournal } from "../changes/journal";
import { undoRefusal } from "../changes/undo";
import type { ShownChange } from "../views/changeNodes";
import type { ChangeSource } from "../views/changesTree";
import { writeObstacle, type GuardedClusters } from "./refuseWrite";

/** The journal as the view of recent changes wants it. */
export function changeSource(
  journal: Pick<ChangeJournal, "list" | "onDidChange">,
  guarded: GuardedClusters,
): ChangeSource {
  return {
    list: async () => toShownChanges((await journal.list()).records, guarded),
    onDidChange: (listener) => journal.onDidChange(listener),
  };
}

/**
 * @param records the whole journal, newest first
 * @param guarded where an undo may not write, it is not offered
 */
export function toShownChanges(
  records: readonly ChangeRecord[],
  guarded: GuardedClusters,
): readonly ShownChange[] {
  const clusterIds = new Set(records.map(({ cluster }) => cluster.id));
  const obstacles = new Map([...clusterIds].map((id) => [id, writeObstacle(guarded, id)]));
  return records.map((record) => {
    const { id, action, cluster, groupId, partitions, target, at, outcome, message } = record;
    return {
      id,
      action,
      clusterName: cluster.name,
      groupId,
      topics: record.topics ?? [
        ...new Set([...(message ? [message] : []), ...partitions].map(({ topic }) => topic)),
      ],
      partitions: partitions.length,
      target,
      atMs: Date.parse(at),
      outcome: outcome === null ? "unknown" : outcome.ok ? "ok" : "failed",
      message: outcome?.message ?? "",
      ...(message && { sentTo: { ...message, offset: outcome?.offset } }),
      undoObstacle: undoRefusal(record, records) ?? obstacles.get(cluster.id),
    };
  });
}
