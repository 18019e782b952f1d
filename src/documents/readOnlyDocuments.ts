import * as vscode from "vscode";
import { visibleText } from "../decode/visibleText";

/** The scheme of the documents below; nothing can be saved under it. */
export const documentScheme = "kafka-offsets";

/** Texts are let go when their document is closed; this bounds those whose closing is never told. */
const maxHeld = 50;
const maxHeldCharacters = 128 * 1024 * 1024;

export interface ReadOnlyDocument {
  /** What the name is unique within: a cluster's name, for instance. */
  readonly folder: string;
  /** The editor's title; its ending chooses the language. */
  readonly name: string;
  readonly text: string;
}

/** Shows texts as read-only documents. They live in memory only, and not beyond a reload of the window. */
export class ReadOnlyDocuments implements vscode.TextDocumentContentProvider, vscode.Disposable {
  private readonly texts = new Map<string, string>();
  private readonly changed = new vscode.EventEmitter<vscode.Uri>();
  private readonly owned: vscode.Disposable;

  readonly onDidChange = this.changed.event;

  constructor() {
    this.owned = vscode.Disposable.from(
      this.changed,
      vscode.workspace.registerTextDocumentContentProvider(documentScheme, this),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => {
        if (uri.scheme === documentScheme) this.texts.delete(uri.toString());
      }),
    );
  }

  /** Opens it in an editor; the same folder and name again show the same document. */
  async open(shown: ReadOnlyDocument): Promise<void> {
    const uri = uriOf(shown);
    this.hold(uri, shown.text);
    const document = await vscode.workspace.openTextDocument(uri);
    await vscode.window.showTextDocument(document, { preview: true });
  }

  /** Shows both in the editor for differences. */
  async compare(left: ReadOnlyDocument, right: ReadOnlyDocument): Promise<void> {
    const [one, other] = [uriOf(left), uriOf(right)];
    this.hold(one, left.text);
    this.hold(other, right.text);
    const title = visibleText(`${left.name} ↔ ${right.name}`);
    await vscode.commands.executeCommand("vscode.diff", one, other, title);
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    return (
      this.texts.get(uri.toString()) ??
      "This text is no longer held. Open it again from where it came.\n"
    );
  }

  dispose(): void {
    this.owned.dispose();
    this.texts.clear();
  }

  private hold(uri: vscode.Uri, text: string): void {
    const key = uri.toString();
    const before = this.texts.get(key);
    this.texts.delete(key);
    this.texts.set(key, text);
    if (before !== undefined && before !== text) this.changed.fire(uri);
    this.letGo();
  }

  /** Of the oldest; the newest is always held. */
  private letGo(): void {
    let characters = 0;
    const newestFirst = [...this.texts].reverse();
    for (const [index, [key, text]] of newestFirst.entries()) {
      characters += text.length;
      if (index >= maxHeld || (index > 0 && characters > maxHeldCharacters)) this.texts.delete(key);
    }
  }
}

function uriOf({ folder, name }: ReadOnlyDocument): vscode.Uri {
  const path = `/${encodeURIComponent(folder)}/${encodeURIComponent(name).replaceAll("%20", " ")}`;
  return vscode.Uri.from({ scheme: documentScheme, path });
}
