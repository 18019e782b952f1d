import { visibleText } from "../../decode/visibleText";
import { KafkaError } from "../../kafka/errors";
import { changeWords, type ChangeInWords } from "../../ui/changeWords";
import type { FormatNumber } from "../../ui/numberFormat";
import type { Handlers } from "../rpc";
import type { GroupRequests, HistoryRow } from "./protocol";

/** A change of the group that was made from this computer. */
export interface GroupChange extends ChangeInWords {
  readonly id: string;
  readonly topics: readonly string[];
  readonly atMs: number;
  /** `unknown`: the window was closed before the outcome was. */
  readonly outcome: "ok" | "failed" | "unknown";
  /** What the person was told; empty for an unknown outcome. */
  readonly message: string;
  /** Why it cannot be undone, as far as that is known here: a sentence. */
  readonly undoObstacle: string | undefined;
}

/** The changes of one group, wherever they are kept. */
export interface GroupChanges {
  /** Newest first. */
  list(): Promise<readonly GroupChange[]>;
  /** Calls back soon after a change was made, by any window. */
  onDidChange(listener: () => void): { dispose(): void };
  /** Opens the record of a change. */
  show(changeId: string): Promise<void>;
  /** Opens the preview of undoing a change. */
  undo(changeId: string): Promise<void>;
}

export interface GroupHistoryOptions {
  readonly changes: GroupChanges;
  readonly emit: (rows: readonly HistoryRow[]) => void;
  readonly formatTime: (atMs: number) => string;
  readonly formatNumber: FormatNumber;
  /** For the log. */
  readonly report: (error: unknown) => void;
}

type HistoryMethod = "history" | "showChange" | "undoChange";

/** What was changed of a group from here: told when the page asks for it, and again whenever it is another. */
export class GroupHistory {
  private listener: { dispose(): void } | undefined;

  constructor(private readonly options: GroupHistoryOptions) {}

  readonly handlers: Pick<Handlers<GroupRequests>, HistoryMethod> = {
    history: async () => {
      this.listener ??= this.options.changes.onDidChange(() => void this.tell());
      return this.rows();
    },
    showChange: ({ changeId }) => this.withChange(changeId, (id) => this.options.changes.show(id)),
    undoChange: ({ changeId }) => this.withChange(changeId, (id) => this.options.changes.undo(id)),
  };

  dispose(): void {
    this.listener?.dispose();
  }

  private async tell(): Promise<void> {
    try {
      this.options.emit(await this.rows());
    } catch (error) {
      this.options.report(error);
    }
  }

  private async rows(): Promise<readonly HistoryRow[]> {
    const { changes, formatTime, formatNumber } = this.options;
    return (await changes.list()).map((change) => ({
      id: change.id,
      at: formatTime(change.atMs),
      what: changeWords(change, formatNumber),
      topics: visibleText(change.topics.join(", ")),
      outcome: change.outcome,
      message: visibleText(change.message),
      undoObstacle: change.undoObstacle === undefined ? null : visibleText(change.undoObstacle),
    }));
  }

  /** The page names a change of its own group, and no other. */
  private async withChange(
    changeId: string,
    use: (changeId: string) => Promise<void>,
  ): Promise<null> {
    const known = await this.options.changes.list();
    if (!known.some(({ id }) => id === changeId)) {
      const message = "The record of this change is no longer there.";
      throw new KafkaError(message, { kind: "invalidInput" });
    }
    await use(changeId);
    return null;
  }
}
