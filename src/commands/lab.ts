import type { Cluster } from "../config/clusters";
import type { LabPanels } from "../panels/lab/panel";
import type { LabTab } from "../panels/lab/protocol";
import { UserError } from "../ui/userError";
import type { CommandHandlers, CommandNode } from "./commandArguments";
import { labObstacle, type LabClusterDeps } from "./labCluster";
import type { Pickers } from "./pickers";

export interface LabCommandDeps extends Pick<LabClusterDeps, "clusters" | "guard"> {
  readonly pickers: Pick<Pickers, "cluster">;
  readonly labs: Pick<LabPanels, "show">;
}

type LabCommandId = "kafkaOffsets.rebalanceLab" | "kafkaOffsets.offsetLab";

/** Learning by doing, on a cluster where nothing can be harmed. */
export function labCommands(deps: LabCommandDeps): Pick<CommandHandlers, LabCommandId> {
  const show = (title: string, tab: LabTab) => (node?: CommandNode<LabCommandId>) =>
    showLab(deps, title, tab, node);
  return {
    "kafkaOffsets.rebalanceLab": show("Rebalance Lab", "rebalance"),
    "kafkaOffsets.offsetLab": show("Offset Lab", "offsets"),
  };
}

async function showLab(
  deps: LabCommandDeps,
  title: string,
  tab: LabTab,
  node: CommandNode<LabCommandId> | undefined,
): Promise<void> {
  const cluster: Cluster | undefined = await deps.pickers.cluster(title, node?.cluster.id);
  if (cluster === undefined) return;
  const { id: clusterId, name: clusterName } = cluster.profile;
  const obstacle = labObstacle(deps, clusterId);
  if (obstacle !== undefined) throw new UserError(obstacle);
  deps.labs.show({ clusterId, clusterName }, tab);
}
