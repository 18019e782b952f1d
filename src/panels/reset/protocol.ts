/** What the reset page and its host say to each other. Types only. Offsets are decimal strings. */

export interface ResetRequests {
  /** What the host shows now; it plans first where there is no plan yet. */
  open: { params: Record<string, never>; result: ResetView };
  /** Reads the cluster again and plans anew. */
  refresh: { params: Record<string, never>; result: ResetView };
  /** Carries out the plan the host holds under this id, after asking the person itself. */
  apply: { params: { planId: string }; result: ResetView };
  /** Opens the messages at a row's target. */
  peek: { params: { planId: string; row: number }; result: null };
  /** Opens the undo file of the reset just done. */
  showUndoFile: { params: Record<string, never>; result: null };
}

export interface ResetEvents {
  /** The host has something else to show: ask with `open`. */
  changed: Record<string, never>;
}

export type EffectKind = "replays" | "skips" | "firstCommit" | "unchanged";

export interface RowView {
  topic: string;
  partition: number;
  start: string;
  /** Null: no commit. */
  committed: string | null;
  end: string;
  target: string;
  effect: { kind: EffectKind; offsets: string };
  notes: string[];
  /** What became of it; null before. */
  outcome: { isWritten: boolean; text: string } | null;
}

export interface ResultView {
  ok: boolean;
  /** Sentences. */
  message: string;
  hasUndoFile: boolean;
}

export interface ResetView {
  planId: string;
  groupId: string;
  clusterName: string;
  /** "Empty · consumer", or that it does not exist. */
  groupState: string;
  /** What is moved and where to: "all topics with a commit, to earliest". */
  aim: string;
  rows: RowView[];
  /** Totals in one line. */
  summary: string;
  warnings: string[];
  /** Label of the button, which is disabled while there is an obstacle or a result. */
  applyLabel: string;
  /** Why the plan may not be carried out. */
  obstacle: string | null;
  /** Why the last attempt to carry it out came to nothing: whole sentences. */
  failure: string | null;
  result: ResultView | null;
}
