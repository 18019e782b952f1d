import * as vscode from "vscode";
import { writeChunks } from "../../documents/writeChunks";
import { KafkaError } from "../../kafka/errors";
import type { Message, Position } from "../../kafka/model";
import { notifyInformation } from "../../ui/notify";
import { suggestedFile } from "../../ui/suggestedFile";
import type { Chunks, FileProgress, FileTarget, NamedText, PeekHost } from "./peekHost";
import type { Query, RowOrder } from "./protocol/query";

/** Read-only documents. `folder` tells those of one name apart. */
export interface PeekDocuments {
  open(document: NamedText & { readonly folder: string }): Promise<void>;
  compare(
    left: NamedText & { readonly folder: string },
    right: NamedText & { readonly folder: string },
  ): Promise<void>;
}

export interface VscodeHostOptions {
  readonly clusterName: string;
  readonly documents: PeekDocuments;
  readonly commitHere: (position: Position) => Promise<void>;
  readonly resend: (message: Message) => Promise<void>;
  readonly duplicate: (query: Query, order: RowOrder) => void;
  readonly showTitle: (query: Query) => void;
}

/** The editor around a peek panel. */
export class VscodeHost implements PeekHost {
  constructor(private readonly options: VscodeHostOptions) {}

  async copy(text: string): Promise<void> {
    await vscode.env.clipboard.writeText(text);
  }

  async openDocument(name: string, text: string): Promise<void> {
    await this.options.documents.open({ folder: this.options.clusterName, name, text });
  }

  async compare(left: NamedText, right: NamedText): Promise<void> {
    const folder = this.options.clusterName;
    await this.options.documents.compare({ folder, ...left }, { folder, ...right });
  }

  async writeFile(
    { name, title }: FileTarget,
    chunks: (progress: FileProgress) => Chunks,
  ): Promise<boolean> {
    const uri = await vscode.window.showSaveDialog({ defaultUri: suggestedFile(name), title });
    if (uri === undefined) return false;
    if (uri.scheme !== "file") {
      throw new KafkaError("Choose a file on this computer.", { kind: "invalidInput" });
    }
    const location = vscode.ProgressLocation.Notification;
    const options = { location, title, cancellable: true };
    return vscode.window.withProgress(options, async (progress, token) => {
      const abort = new AbortController();
      const listener = token.onCancellationRequested(() => {
        abort.abort();
      });
      const report = (message: string, percent: number): void => {
        progress.report({ message, increment: percent });
      };
      try {
        await writeChunks(uri.fsPath, chunks({ signal: abort.signal, report }), abort.signal);
        return true;
      } catch (error) {
        if (abort.signal.aborted) return false;
        throw error;
      } finally {
        listener.dispose();
      }
    });
  }

  async commitHere(position: Position): Promise<void> {
    await this.options.commitHere(position);
  }

  async resend(message: Message): Promise<void> {
    await this.options.resend(message);
  }

  async openSettings(): Promise<void> {
    await vscode.commands.executeCommand("workbench.action.openSettings", "kafkaOffsets.peek");
  }

  duplicate(query: Query, order: RowOrder): void {
    this.options.duplicate(query, order);
  }

  showTitle(query: Query): void {
    this.options.showTitle(query);
  }

  tell(message: string): void {
    void notifyInformation(message);
  }
}
