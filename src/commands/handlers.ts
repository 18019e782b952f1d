import type { ClusterTree } from "../views/clusterTree";
import { clusterCommands } from "./clusters";
import type { ClusterCommandDeps } from "./clusters";
import type { CommandHandlers } from "./commandArguments";
import { messageCommands } from "./messages";
import type { MessageCommandDeps } from "./messages";
import { resetCommands } from "./resetOffsets";
import type { ResetServices } from "./resetOffsetsHost";
import { viewCommands } from "./view";
import type { ViewCommandDeps } from "./view";

/** What the commands do their work with. */
export type CommandServices = ClusterCommandDeps &
  MessageCommandDeps &
  ViewCommandDeps &
  Omit<ResetServices, "peekAt" | "didReset"> & { readonly tree: ClusterTree };

/** Every command; one without a handler does not compile. */
export function commandHandlers(services: CommandServices): CommandHandlers {
  const messages = messageCommands(services);
  return {
    ...clusterCommands(services),
    ...messages.commands,
    ...viewCommands(services),
    ...resetCommands({
      ...services,
      peekAt: messages.peekAt,
      didReset: (clusterId) => void services.tree.refreshGroups(clusterId),
    }),
  };
}
