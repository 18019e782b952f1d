import { clusterNode } from "../views/clusterChildren";
import type { CommandHandlers } from "./commandArguments";
import type { Pickers } from "./pickers";

export interface ClusterActionDeps {
  /** The status bar's item: the cluster that is shown there is meant. */
  readonly status: { readonly clusterId: string | undefined };
  readonly pickers: Pick<Pickers, "cluster" | "choose">;
}

type Action =
  | "kafkaOffsets.editCluster"
  | "kafkaOffsets.testConnection"
  | "kafkaOffsets.toggleReadOnly"
  | "kafkaOffsets.reconnectCluster";

/** What can be done with the cluster in the status bar, as a list to choose from. */
export function clusterActions(
  { status, pickers }: ClusterActionDeps,
  handlers: Pick<CommandHandlers, Action>,
): Pick<CommandHandlers, "kafkaOffsets.clusterActions"> {
  return {
    "kafkaOffsets.clusterActions": async () => {
      const cluster = await pickers.cluster("Cluster Actions", status.clusterId);
      if (cluster === undefined) return;
      const { name, isReadOnly } = cluster.profile;
      const action = await pickers.choose<Action>(name, "What to do with this cluster", [
        { label: "Edit Cluster…", value: "kafkaOffsets.editCluster" },
        { label: "Test Connection…", value: "kafkaOffsets.testConnection" },
        {
          label: isReadOnly ? "Allow Changes…" : "Make Read-Only",
          description: isReadOnly ? "read-only now" : "",
          value: "kafkaOffsets.toggleReadOnly",
        },
        { label: "Reconnect Cluster", value: "kafkaOffsets.reconnectCluster" },
      ]);
      if (action !== undefined) await handlers[action](clusterNode(cluster.profile));
    },
  };
}
