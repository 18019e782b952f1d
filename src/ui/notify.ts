import * as vscode from "vscode";
import { plainLabel } from "./plainText";

/** Button label → what it does: a button without an action cannot exist. */
export type Actions = Readonly<Record<string, () => unknown>>;

/** Shows an error with its buttons, and runs the chosen one. Resolves when the notification is gone. */
export async function notifyError(message: string, actions: Actions = {}): Promise<void> {
  await run(actions, await vscode.window.showErrorMessage(plainLabel(message), ...labels(actions)));
}

/** Shows an information with its buttons, and runs the chosen one. Resolves when the notification is gone. */
export async function notifyInformation(message: string, actions: Actions = {}): Promise<void> {
  await run(
    actions,
    await vscode.window.showInformationMessage(plainLabel(message), ...labels(actions)),
  );
}

/**
 * Asks in a modal dialog; `verb` names what will happen. True only if the person chose it.
 * @param detail in one line, or in several
 */
export async function confirm(
  question: string,
  detail: string | readonly string[],
  verb: string,
): Promise<boolean> {
  const lines = typeof detail === "string" ? [detail] : detail;
  const options = { modal: true, detail: lines.map(plainLabel).join("\n") };
  return (await vscode.window.showWarningMessage(plainLabel(question), options, verb)) === verb;
}

/** Asks for a name to be typed, exactly. True only if the person did. */
export async function confirmByTyping(title: string, name: string): Promise<boolean> {
  const typed = await vscode.window.showInputBox({
    title: plainLabel(title),
    prompt: plainLabel(`Type ${name} to go ahead.`),
    placeHolder: name,
    ignoreFocusOut: true,
    validateInput: (text) =>
      text.trim() === name ? undefined : plainLabel(`Type ${name}, or press Escape.`),
  });
  return typed?.trim() === name;
}

const labels = (actions: Actions): string[] => Object.keys(actions);

async function run(actions: Actions, label: string | undefined): Promise<void> {
  if (label !== undefined) await actions[label]?.();
}
