import type { ChangeJournal } from "../changes/journal";
import type { GroupChanges } from "../panels/group/history";
import { showChangeRecord } from "./changes";
import { toShownChanges } from "./changeSource";
import { previewUndo, type ResetServices } from "./resetOffsetsHost";

type Services = Omit<ResetServices, "journal"> & {
  readonly journal: Pick<ChangeJournal, "undoCsv" | "list" | "onDidChange">;
};

/** The journal as the panel of one group wants it. */
export function groupChanges(services: Services, clusterId: string, groupId: string): GroupChanges {
  const { journal } = services;
  return {
    list: async () => {
      const { records } = await journal.list();
      const isOfGroup = new Set(
        records
          .filter((record) => record.cluster.id === clusterId && record.groupId === groupId)
          .map(({ id }) => id),
      );
      // whether a change can be undone, all records tell
      return toShownChanges(records, services).filter(({ id }) => isOfGroup.has(id));
    },
    onDidChange: (listener) => journal.onDidChange(listener),
    show: (changeId) => showChangeRecord(services, changeId),
    undo: (changeId) => previewUndo(services, changeId),
  };
}
