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
    const run = handlers[id] as (node?: ViewNode, selected?: readonly ViewNode[]) => Promise<void>;
    const kinds: readonly ViewNodeKind[] = commandNodeKinds[id];
    const isRow = (value: unknown): value is ViewNode =>
      isNode(value) && kinds.includes(value.kind);
    return vscode.commands.registerCommand(id, async (argument: unknown, all: unknown) => {
      try {
        const rows: unknown[] = Array.isArray(all) && all.includes(argument) ? all : [argument];
        await run(isRow(argument) ? argument : undefined, rows.filter(isRow));
      } catch (error) {
        await report(id, error);
      }
    });
  });
}
