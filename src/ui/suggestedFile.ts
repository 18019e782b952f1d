import * as vscode from "vscode";

/** Where a file of this name may go: the first folder that is open; the dialog knows a place where there is none. */
export function suggestedFile(name: string): vscode.Uri {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  return folder === undefined ? vscode.Uri.file(name) : vscode.Uri.joinPath(folder, name);
}
