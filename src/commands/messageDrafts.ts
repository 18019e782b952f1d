import * as vscode from "vscode";
import type { CommandId } from "../manifest";
import { plainLabel } from "../ui/plainText";

/** The cluster a draft is for. */
export interface DraftCluster {
  readonly id: string;
  readonly name: string;
}

/** Behind the lines above a draft; both take the editor that is in front. */
const commands = {
  send: "kafkaOffsets.sendThisMessage",
  sendElsewhere: "kafkaOffsets.sendThisMessageElsewhere",
} as const satisfies Record<string, CommandId>;

/** Untitled documents that messages are written in, each with lines above it that send it. */
export class MessageDrafts implements vscode.CodeLensProvider, vscode.Disposable {
  private readonly clusters = new Map<string, DraftCluster>();
  private readonly owned: vscode.Disposable;

  constructor() {
    const untitledJson = { language: "json", scheme: "untitled" };
    this.owned = vscode.Disposable.from(
      vscode.languages.registerCodeLensProvider(untitledJson, this),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => {
        this.clusters.delete(uri.toString());
      }),
    );
  }

  async open(cluster: DraftCluster, content: string): Promise<void> {
    const document = await vscode.workspace.openTextDocument({ content, language: "json" });
    this.clusters.set(document.uri.toString(), cluster);
    await vscode.window.showTextDocument(document, { preview: false });
  }

  /** Undefined for a document that was not opened here, or before the window was reloaded. */
  clusterOf(document: Pick<vscode.TextDocument, "uri">): DraftCluster | undefined {
    return this.clusters.get(document.uri.toString());
  }

  provideCodeLenses(document: Pick<vscode.TextDocument, "uri" | "getText">): vscode.CodeLens[] {
    const cluster = this.clusterOf(document);
    if (cluster === undefined) return [];
    const hasBase64 = document.getText().includes('ncoding": "base64"');
    const hints = [
      "partition null: by key · timestamp null: now · value null: tombstone",
      ...(hasBase64 ? ["base64 is sent byte for byte, schema-encoded messages too"] : []),
    ];
    return [
      lens(`Send to ${plainLabel(cluster.name)}…`, commands.send),
      lens("Send to Another Cluster…", commands.sendElsewhere),
      ...hints.map((hint) => lens(hint, "")),
    ];
  }

  dispose(): void {
    this.owned.dispose();
  }
}

function lens(title: string, command: string): vscode.CodeLens {
  return new vscode.CodeLens(new vscode.Range(0, 0, 0, 0), { title, command });
}
