import type { ChangeRecord } from "../changes/changeRecord";
import type { ChangeJournal } from "../changes/journal";
import { undoRefusal } from "../changes/undo";
import type { ShownChange } from "../views/changeNodes";
import type { ChangeSource } from "../views/changesTree";

/** The journal as the view of recent changes wants it. */
export function changeSource(journal: Pick<ChangeJournal, "list" | "onDidChange">): ChangeSource {
  return {
    list: async () => toShownChanges((await journal.list()).records),
    onDidChange: (listener) => journal.onDidChange(listener),
  };
}

/** @param records the whole journal, newest first */
export function toShownChanges(records: readonly ChangeRecord[]): readonly ShownChange[] {
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
      undoObstacle: undoRefusal(record, records),
    };
  });
}
