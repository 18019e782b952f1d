import path from "node:path";
import * as vscode from "vscode";

const maxBytes = 8 * 1024 * 1024;

/** The text of a file, by its whole path or by its path in the workspace's first folder. */
export async function readWorkspaceFile(file: string): Promise<string> {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  const isWhole = path.isAbsolute(file) || folder === undefined;
  const uri = isWhole ? vscode.Uri.file(file) : vscode.Uri.joinPath(folder, file);
  const { size } = await vscode.workspace.fs.stat(uri);
  if (size > maxBytes) throw new Error(`${file} has more than ${maxBytes} bytes.`);
  return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
}
