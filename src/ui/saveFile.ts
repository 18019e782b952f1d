import * as vscode from "vscode";
import { notifyInformation } from "./notify";
import { suggestedFile } from "./suggestedFile";

/** Asks where to, and writes the text there. Nothing happens when the question is closed. */
export async function saveTextFile(file: {
  readonly name: string;
  readonly text: string;
}): Promise<void> {
  const defaultUri = suggestedFile(file.name);
  const uri = await vscode.window.showSaveDialog({ defaultUri, title: "Export" });
  if (uri === undefined) return;
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(file.text));
  void notifyInformation(`Written to ${uri.fsPath}.`);
}
