import type { ClusterChanges } from "../changes/clusterChanges";
import type { ChangeJournal } from "../changes/journal";
import type { Cluster, Clusters } from "../config/clusters";
import type { WriteGuard } from "../config/guard";
import type { ReadOnlyDocuments } from "../documents/readOnlyDocuments";
import { KafkaError } from "../kafka/errors";
import type { TopicPartition } from "../kafka/model";
import type { ResetPanels } from "../panels/reset/panel";
import type { ResetHost } from "../panels/reset/session";
import type { FormatNumber } from "../ui/numberFormat";
import { confirm, notifyError, notifyInformation } from "../ui/notify";
import type { Pickers } from "./pickers";

export interface ResetServices {
  readonly clusters: Pick<Clusters, "list" | "get">;
  readonly pickers: Pick<Pickers, "cluster" | "group" | "topic">;
  readonly guard: Pick<WriteGuard, "mayWrite">;
  readonly changes: Pick<ClusterChanges, "resetOffsets">;
  readonly journal: Pick<ChangeJournal, "undoCsv">;
  readonly documents: Pick<ReadOnlyDocuments, "open">;
  readonly panels: Pick<ResetPanels, "show">;
  /** Opens the messages from this offset on. */
  readonly peekAt: (
    clusterId: string,
    position: TopicPartition & { readonly offset: bigint },
  ) => Promise<void>;
  /** The group's offsets were written: what shows them is outdated. */
  readonly didReset: (clusterId: string, groupId: string) => void;
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
    writeObstacle: () => {
      const known = cluster();
      if (known === undefined) return "This cluster is no longer in the settings.";
      const permission = services.guard.mayWrite(known.profile);
      return permission.allowed ? undefined : permission.reason;
    },
    confirm: ({ question, detail, verb }) => confirm(question, detail, verb),
    apply: async (plan) => {
      const known = cluster();
      if (known === undefined) {
        throw new KafkaError("This cluster is no longer in the settings.", {
          kind: "invalidInput",
        });
      }
      try {
        return await services.changes.resetOffsets(known, plan);
      } finally {
        services.didReset(clusterId, plan.groupId);
      }
    },
    showUndoFile: async (changeId) => {
      const text = await services.journal.undoCsv(changeId);
      await services.documents.open({ folder: "undo", name: `undo-${changeId}.csv`, text });
    },
    tellResult: ({ ok, message }) => {
      void (ok ? notifyInformation(message) : notifyError(message));
    },
    peek: (position) => services.peekAt(clusterId, position),
  };
}
