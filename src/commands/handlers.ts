import { saveTextFile } from "../ui/saveFile";
import { changeCommands } from "./changes";
import { clusterCommands } from "./clusters";
import type { ClusterCommandDeps } from "./clusters";
import type { CommandHandlers } from "./commandArguments";
import { deletionCommands } from "./deletions";
import type { DeletionDeps } from "./deletions";
import { resetServices } from "./groupActions";
import type { GroupActionDeps } from "./groupActions";
import { groupCommands } from "./groups";
import type { GroupCommandDeps } from "./groups";
import { messageCommands } from "./messages";
import type { MessageCommandDeps } from "./messages";
import { resetCommands } from "./resetOffsets";
import { viewCommands } from "./view";
import type { ViewCommandDeps } from "./view";

/** What the commands do their work with. */
export type CommandServices = ClusterCommandDeps &
  MessageCommandDeps &
  ViewCommandDeps &
  GroupCommandDeps &
  GroupActionDeps &
  DeletionDeps;

/** Every command; one without a handler does not compile. */
export function commandHandlers(services: CommandServices): CommandHandlers {
  const reset = resetServices(services);
  return {
    ...clusterCommands(services),
    ...messageCommands(services).commands,
    ...viewCommands(services),
    ...groupCommands(services),
    ...resetCommands(reset),
    ...deletionCommands({ ...reset, changes: services.changes }),
    ...changeCommands({ ...reset, saveFile: saveTextFile }),
  };
}
