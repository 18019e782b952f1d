import * as vscode from "vscode";
import type { EditedText, NamedText } from "../panels/reset/resetHost";
import { UserError } from "../ui/userError";

/** More would be no file of offsets. */
const maxFileBytes = 32 * 1024 * 1024;

/** Opens an untitled document to edit, beside what is open. */
export async function openEditedCsv(content: string): Promise<EditedText> {
  const document = await vscode.workspace.openTextDocument({ content, language: "plaintext" });
  await vscode.window.showTextDocument(document, vscode.ViewColumn.Beside);
  return { read: () => (document.isClosed ? undefined : document.getText()) };
}

/**
 * Asks for a file of offsets and reads it. Undefined: the question was closed.
 * @throws UserError for a file too large to be one
 */
export async function chooseOffsetsFile(): Promise<NamedText | undefined> {
  const [uri] =
    (await vscode.window.showOpenDialog({
      title: "Offsets to Reset to",
      openLabel: "Plan",
      filters: { Offsets: ["csv", "txt", "tsv"], "All files": ["*"] },
    })) ?? [];
  if (uri === undefined) return undefined;
  const name = uri.path.split("/").at(-1) ?? "the file";
  const { size } = await vscode.workspace.fs.stat(uri);
  if (size > maxFileBytes) throw new UserError(`${name} is too large for a file of offsets.`);
  const bytes = await vscode.workspace.fs.readFile(uri);
  return { name, text: new TextDecoder().decode(bytes) };
}
