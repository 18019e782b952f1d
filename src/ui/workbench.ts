import * as vscode from "vscode";

/** Shows the settings whose names begin so. */
export async function openSettings(prefix: string): Promise<void> {
  await vscode.commands.executeCommand("workbench.action.openSettings", prefix);
}

/** In the person's browser. */
export async function openExternal(address: string): Promise<void> {
  await vscode.env.openExternal(vscode.Uri.parse(address));
}
