import type { Cluster, Clusters } from "../config/clusters";
import type { ClusterProfiles } from "../config/clusterProfiles";
import { confirm, notifyInformation } from "../ui/notify";
import type { CommandHandlers } from "./commandArguments";
import type { ConnectionEditors } from "./connectionEditors";
import type { Pickers } from "./pickers";

export interface ClusterCommandDeps {
  readonly profiles: Pick<ClusterProfiles, "update" | "remove">;
  readonly clusters: Pick<Clusters, "reconnect">;
  readonly pickers: Pick<Pickers, "cluster">;
  readonly editors: Pick<ConnectionEditors, "add" | "edit" | "test" | "refuseRestricted">;
}

type Handlers = Pick<
  CommandHandlers,
  | "kafkaOffsets.addCluster"
  | "kafkaOffsets.editCluster"
  | "kafkaOffsets.testConnection"
  | "kafkaOffsets.toggleReadOnly"
  | "kafkaOffsets.removeCluster"
  | "kafkaOffsets.reconnectCluster"
>;

export function clusterCommands(deps: ClusterCommandDeps): Handlers {
  const { profiles, clusters, pickers, editors } = deps;
  return {
    "kafkaOffsets.addCluster": () => {
      editors.add();
      return Promise.resolve();
    },

    "kafkaOffsets.editCluster": async (node) => {
      const cluster = await pickers.cluster("Edit Cluster", node?.cluster.id);
      if (cluster !== undefined) editors.edit(cluster.profile);
    },

    "kafkaOffsets.testConnection": async (node) => {
      const cluster = await pickers.cluster("Test Connection", node?.cluster.id);
      if (cluster !== undefined) editors.test(cluster.profile);
    },

    "kafkaOffsets.toggleReadOnly": async (node) => {
      editors.refuseRestricted();
      const cluster = await pickers.cluster("Toggle Read-Only", node?.cluster.id);
      if (cluster !== undefined) await toggleReadOnly(profiles, cluster);
    },

    "kafkaOffsets.removeCluster": async (node) => {
      editors.refuseRestricted();
      const cluster = await pickers.cluster("Remove Cluster", node?.cluster.id);
      if (cluster === undefined) return;
      const { id, name } = cluster.profile;
      const detail =
        "It is taken out of the settings, and what is stored of its passwords is deleted. Nothing changes on the cluster itself.";
      const question = `Remove the cluster "${name}" from the list?`;
      if (await confirm(question, detail, "Remove Cluster")) await profiles.remove(id);
    },

    "kafkaOffsets.reconnectCluster": async (node) => {
      const cluster = await pickers.cluster("Reconnect Cluster", node?.cluster.id);
      if (cluster !== undefined) clusters.reconnect(cluster.profile.id);
    },
  };
}

/** Protecting a cluster asks nothing; taking the protection away does. */
async function toggleReadOnly(
  profiles: ClusterCommandDeps["profiles"],
  { profile }: Cluster,
): Promise<void> {
  const { name, isReadOnly, isProduction = false } = profile;
  if (isReadOnly) {
    const question = `Allow changes to the cluster "${name}"?`;
    const detail = isProduction
      ? "It is a production cluster. Every change will still ask for a name to be typed."
      : "Every change will still show what it does and ask first.";
    if (!(await confirm(question, detail, "Allow Changes"))) return;
  }
  await profiles.update({ ...profile, isReadOnly: !isReadOnly });
  const now = isReadOnly ? "can be changed from here now" : "is read-only now";
  await notifyInformation(`The cluster "${name}" ${now}.`);
}
