import type { ChangeJournal } from "../changes/journal";
import type { GroupPanelsOptions } from "../panels/group/panel";
import { saveTextFile } from "../ui/saveFile";
import type { ClusterTree } from "../views/clusterTree";
import { groupChanges } from "./groupChanges";
import { messageCommands } from "./messages";
import type { MessageCommandDeps } from "./messages";
import { writeObstacle } from "./refuseWrite";
import { startReset } from "./resetOffsets";
import type { ResetServices } from "./resetOffsetsHost";

export type GroupActionDeps = Omit<ResetServices, "peekAt" | "didReset" | "journal"> &
  MessageCommandDeps & {
    readonly tree: Pick<ClusterTree, "refreshGroups">;
    readonly journal: Pick<ChangeJournal, "undoCsv" | "list" | "onDidChange">;
  };

/** What a reset needs, with what the other commands know to do for it. */
export function resetServices(services: GroupActionDeps): ResetServices {
  return {
    ...services,
    peekAt: messageCommands(services).peekAt,
    didReset: (clusterId) => void services.tree.refreshGroups(clusterId),
  };
}

/** What a group's page may ask for beside the group itself. Nothing of it writes without a preview and a question. */
export function groupActions(
  deps: GroupActionDeps,
): Pick<GroupPanelsOptions, "peek" | "reset" | "changes" | "saveFile" | "writeObstacle"> {
  const services = { ...resetServices(deps), journal: deps.journal };
  return {
    peek: (clusterId, position) => services.peekAt(clusterId, position),
    reset: (clusterId, groupId, scope) =>
      startReset(services, { clusterId, groupIds: [groupId], scope }),
    writeObstacle: (clusterId) => writeObstacle(services, clusterId),
    changes: (clusterId, groupId) => groupChanges(services, clusterId, groupId),
    saveFile: saveTextFile,
  };
}
