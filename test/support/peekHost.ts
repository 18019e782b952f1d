import type { Message, Position } from "../../src/kafka/model";
import type {
  Chunks,
  FileProgress,
  FileTarget,
  NamedText,
  PeekHost,
} from "../../src/panels/peek/peekHost";
import type { Query } from "../../src/panels/peek/protocol/query";

/** An editor that remembers what a peek session had it do. */
export class FakePeekHost implements PeekHost {
  readonly copied: string[] = [];
  readonly documents: NamedText[] = [];
  readonly compared: (readonly [NamedText, NamedText])[] = [];
  readonly commits: Position[] = [];
  readonly duplicates: Query[] = [];
  readonly titles: Query[] = [];
  readonly told: string[] = [];
  readonly reports: string[] = [];
  /** Name and content of what was written whole. */
  readonly files = new Map<string, string>();
  /** Aborted: the person cancels. */
  readonly cancel = new AbortController();

  settingsOpened = 0;

  openSettings(): Promise<void> {
    this.settingsOpened++;
    return Promise.resolve();
  }

  copy(text: string): Promise<void> {
    this.copied.push(text);
    return Promise.resolve();
  }

  openDocument(name: string, text: string): Promise<void> {
    this.documents.push({ name, text });
    return Promise.resolve();
  }

  compare(left: NamedText, right: NamedText): Promise<void> {
    this.compared.push([left, right]);
    return Promise.resolve();
  }

  async writeFile(
    { name }: FileTarget,
    chunks: (progress: FileProgress) => Chunks,
  ): Promise<boolean> {
    const { signal } = this.cancel;
    const report = (message: string, percent: number): void => {
      this.reports.push(`${message}, ${percent} %`);
    };
    const written: Buffer[] = [];
    try {
      for await (const chunk of chunks({ signal, report })) written.push(Buffer.from(chunk));
    } catch (error) {
      if (signal.aborted) return false;
      throw error;
    }
    this.files.set(name, Buffer.concat(written).toString());
    return true;
  }

  readonly resent: Message[] = [];

  resend(message: Message): Promise<void> {
    this.resent.push(message);
    return Promise.resolve();
  }

  commitHere(position: Position): Promise<void> {
    this.commits.push(position);
    return Promise.resolve();
  }

  duplicate(query: Query): void {
    this.duplicates.push(query);
  }

  showTitle(query: Query): void {
    this.titles.push(query);
  }

  tell(message: string): void {
    this.told.push(message);
  }
}
