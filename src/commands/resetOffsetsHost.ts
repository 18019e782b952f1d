import * as vscode from "vscode";
import type { ChangeRecord } from "../changes/changeRecord";
import type { ClusterChanges } from "../changes/clusterChanges";
import type { ChangeJournal } from "../changes/journal";
import { undoRequest } from "../changes/undo";
import type { Cluster, Clusters } from "../config/clusters";
import type { WriteGuard } from "../config/guard";
import type { ReadOnlyDocuments } from "../documents/readOnlyDocuments";
import { KafkaError } from "../kafka/errors";
import type { Position } from "../kafka/model";
import type { ResetRequest } from "../kafka/reset/target";
import type { ResetPanels } from "../panels/reset/panel";
import type { ResetHost } from "../panels/reset/resetHost";
import type { FormatNumber } from "../ui/numberFormat";
import { notifyError, notifyInformation } from "../ui/notify";
import { UserError } from "../ui/userError";
import { asConfirmed } from "./asConfirmed";
import { confirmChange } from "./confirmChange";
import { chooseOffsetsFile, openEditedCsv } from "./editedCsv";
import type { Pickers } from "./pickers";
import { writeObstacle } from "./refuseWrite";

export interface ResetServices {
  readonly clusters: Pick<Clusters, "list" | "get">;
  readonly pickers: Pick<
    Pickers,
    | "cluster"
    | "group"
    | "groups"
    | "groupsOrNew"
    | "topic"
    | "scope"
    | "scopeParts"
    | "committedScope"
    | "choose"
  >;
  readonly guard: Pick<WriteGuard, "mayWrite">;
  readonly changes: Pick<ClusterChanges, "applyAll">;
  readonly journal: Pick<ChangeJournal, "undoCsv" | "list">;
  readonly documents: Pick<ReadOnlyDocuments, "open">;
  readonly panels: Pick<ResetPanels, "show">;
  /** Opens the messages from this offset on. */
  readonly peekAt: (clusterId: string, position: Position) => Promise<void>;
  /** Offsets of groups were written: what shows them is outdated. */
  readonly didReset: (clusterId: string) => void;
  /** IANA name of this computer's time zone. */
  readonly timeZone: string;
  readonly formatNumber: FormatNumber;
}

/** Joins a reset panel with the cluster it is about, always as configured at the time of the call. */
export function resetHost(services: ResetServices, clusterId: string): ResetHost {
  const cluster = (): Cluster | undefined => services.clusters.get(clusterId);
  return {
    timeZone: services.timeZone,
    formatNumber: services.formatNumber,
    cluster: () => {
      const known = cluster();
      if (known === undefined) return undefined;
      const { name, bootstrapServers } = known.profile;
      return { name, bootstrapServers, gateway: known.gateway };
    },
    writeObstacle: () => writeObstacle(services, clusterId),
    confirm: async (question) => {
      const known = cluster();
      if (known === undefined || !(await confirmChange(question, known.profile))) return false;
      asConfirmed(services.clusters, known, "Nothing was written.");
      return true;
    },
    apply: async (plans) => {
      const known = cluster();
      if (known === undefined) {
        throw new KafkaError("This cluster is no longer in the settings.", {
          kind: "invalidInput",
        });
      }
      try {
        const changes = await services.changes.applyAll(known, plans);
        return changes.map(({ change }) => change);
      } finally {
        services.didReset(clusterId);
      }
    },
    undo: (changeId) => previewUndo(services, changeId),
    showUndoFile: async (changeId) => {
      const text = await services.journal.undoCsv(changeId);
      await services.documents.open({ folder: "undo", name: `undo-${changeId}.csv`, text });
    },
    tellResult: ({ ok, message }) => {
      void (ok ? notifyInformation(message) : notifyError(message));
    },
    peek: (position) => services.peekAt(clusterId, position),
    copyText: async (text) => {
      await vscode.env.clipboard.writeText(text);
    },
    showFile: ({ name, text }) => services.documents.open({ folder: "plan", name, text }),
    openCsv: openEditedCsv,
    chooseScope: async (groupIds, scope) => {
      const known = cluster();
      if (known === undefined) return undefined;
      return services.pickers.scopeParts("Reset Offsets", known.gateway, groupIds, scope);
    },
    chooseFile: chooseOffsetsFile,
  };
}

/**
 * Opens the preview of a reset, of a group or several.
 * @throws UserError when the cluster was removed from the settings
 */
export function showPreview(
  services: ResetServices,
  clusterId: string,
  requests: readonly ResetRequest[],
): void {
  const cluster = services.clusters.get(clusterId);
  if (cluster === undefined) throw new UserError("The cluster is no longer in the settings.");
  const host = resetHost(services, clusterId);
  services.panels.show({ clusterId, clusterName: cluster.profile.name, requests, host });
}

/** Opens the preview of what undoes a change. It tells itself why that may not be carried out. */
export async function previewUndo(services: ResetServices, changeId: string): Promise<void> {
  const { records } = await services.journal.list();
  const record = records.find(({ id }) => id === changeId);
  if (record === undefined) throw new UserError("The record of this change is no longer there.");
  refuseOtherAddress(services, record);
  showPreview(services, record.cluster.id, [undoRequest(record, records)]);
}

/** Where the cluster did not tell its id, only its address says that it is the one the change was made on. */
function refuseOtherAddress({ clusters }: ResetServices, { cluster }: ChangeRecord): void {
  const now = clusters.get(cluster.id)?.profile.bootstrapServers;
  if (now === undefined || cluster.clusterId !== null) return;
  if (now.join() === cluster.bootstrapServers.join()) return;
  throw new UserError(
    "The cluster's bootstrap servers were changed since, so it is not known to be the one the change was made on.",
  );
}
