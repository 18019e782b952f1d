import type { Message, Position } from "../../kafka/model";
import type { Query, RowOrder } from "./protocol/query";

/** A file the person chose to write to. */
export interface FileTarget {
  /** "orders.jsonl" */
  readonly name: string;
  /** What is being done, for the progress: "Exporting Messages". */
  readonly title: string;
}

export interface FileProgress {
  /** Aborted by the person. */
  readonly signal: AbortSignal;
  /** A few words, and the share done since the last report, in percent. */
  report(message: string, percent: number): void;
}

export type Chunks = AsyncIterable<string | Uint8Array> | Iterable<string | Uint8Array>;

/** What a session needs of the editor around it. */
export interface PeekHost {
  copy(text: string): Promise<void>;
  openDocument(name: string, text: string): Promise<void>;
  compare(left: NamedText, right: NamedText): Promise<void>;
  /**
   * Asks for a file and writes the chunks to it, under a progress that can be cancelled. A file that could not be
   * finished is not left behind. False when the person chose none, or cancelled.
   */
  writeFile(target: FileTarget, chunks: (progress: FileProgress) => Chunks): Promise<boolean>;
  /** Asks for a group, and shows what committing it to this offset would do. Writes nothing by itself. */
  commitHere(position: Position): Promise<void>;
  /** Opens a document that sends the message again, edited or not. Writes nothing by itself. */
  resend(message: Message): Promise<void>;
  /** Shows the settings of how much is fetched and held. */
  openSettings(): Promise<void>;
  /** Another panel that looks at the same. */
  duplicate(query: Query, order: RowOrder): void;
  /** What is looked at has changed: the tab is named by it. */
  showTitle(query: Query): void;
  tell(message: string): void;
}

export interface NamedText {
  readonly name: string;
  readonly text: string;
}
