import * as vscode from "vscode";
import { extensionId, walkthroughId } from "../manifest";
import type { CommandHandlers } from "./commandArguments";

export function walkthroughCommands(): Pick<CommandHandlers, "kafkaOffsets.openWalkthrough"> {
  return {
    "kafkaOffsets.openWalkthrough": async () => {
      const category = `${extensionId}#${walkthroughId}`;
      await vscode.commands.executeCommand("workbench.action.openWalkthrough", category, false);
    },
  };
}
