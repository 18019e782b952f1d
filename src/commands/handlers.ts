import { saveTextFile } from "../ui/saveFile";
import { arrangeCommands } from "./arrange";
import type { ArrangeCommandDeps } from "./arrange";
import { changeCommands } from "./changes";
import { clusterActions } from "./clusterActions";
import type { ClusterActionDeps } from "./clusterActions";
import { clusterCommands } from "./clusters";
import type { ClusterCommandDeps } from "./clusters";
import type { CommandHandlers } from "./commandArguments";
import { deletionCommands } from "./deletions";
import type { DeletionDeps } from "./deletions";
import { findCommands } from "./find";
import type { FindCommandDeps } from "./find";
import { resetServices } from "./groupActions";
import type { GroupActionDeps } from "./groupActions";
import { exportCommands } from "./exportClusters";
import { groupCommands } from "./groups";
import type { GroupCommandDeps } from "./groups";
import { importCommands } from "./importClusters";
import { labCommands } from "./lab";
import type { LabCommandDeps } from "./lab";
import { localKafkaCommands } from "./localKafka";
import type { LocalKafkaCommandDeps } from "./localKafka";
import { messageCommands } from "./messages";
import type { MessageCommandDeps } from "./messages";
import { resetCommands } from "./resetOffsets";
import { sendCommands } from "./sendMessage";
import type { SendServices } from "./sendMessage";
import { viewCommands } from "./view";
import type { ViewCommandDeps } from "./view";
import { walkthroughCommands } from "./walkthrough";

/** What the commands do their work with. */
export type CommandServices = ClusterCommandDeps &
  ClusterActionDeps &
  MessageCommandDeps &
  ViewCommandDeps &
  GroupCommandDeps &
  ArrangeCommandDeps &
  FindCommandDeps &
  GroupActionDeps &
  LabCommandDeps &
  Omit<SendServices, "peekAt"> &
  LocalKafkaCommandDeps &
  DeletionDeps;

/** Every command; one without a handler does not compile. */
export function commandHandlers(services: CommandServices): CommandHandlers {
  const reset = resetServices(services);
  const clusters = clusterCommands(services);
  return {
    ...clusters,
    ...clusterActions(services, clusters),
    ...importCommands(services),
    ...exportCommands({ ...services, saveFile: saveTextFile }),
    ...messageCommands(services).commands,
    ...sendCommands({ ...services, peekAt: reset.peekAt }),
    ...viewCommands(services),
    ...groupCommands(services),
    ...arrangeCommands(services),
    ...findCommands(services),
    ...labCommands(services),
    ...walkthroughCommands(),
    ...resetCommands(reset),
    ...localKafkaCommands(services),
    ...deletionCommands({ ...reset, changes: services.changes }),
    ...changeCommands({ ...reset, saveFile: saveTextFile }),
  };
}
