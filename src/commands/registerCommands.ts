import * as vscode from "vscode";
import { commandIds } from "../manifest";
import type { CommandId } from "../manifest";
import { commandNodeKinds } from "./commandArguments";
import type { CommandHandlers, ViewNode, ViewNodeKind } from "./commandArguments";

export interface CommandBoundary {
  /** Anybody may call a command with anything: only nodes that a view has shown are passed on. */
  readonly isNode: (value: unknown) => value is ViewNode;
  /** Tells the user; must not reject. */
  readonly report: (id: CommandId, error: unknown) => Promise<void>;
}

/** Registers every command. What a handler throws ends in `report`, never at the caller. */
export function registerCommands(
  handlers: CommandHandlers,
  { isNode, report }: CommandBoundary,
): vscode.Disposable[] {
  return commandIds.map((id) => {
    // the node's kind is checked against the very table its type is derived from
    const run = handlers[id] as (node?: ViewNode) => Promise<void>;
    const kinds: readonly ViewNodeKind[] = commandNodeKinds[id];
    return vscode.commands.registerCommand(id, async (argument: unknown): Promise<void> => {
      try {
        await run(isNode(argument) && kinds.includes(argument.kind) ? argument : undefined);
      } catch (error) {
        await report(id, error);
      }
    });
  });
}
