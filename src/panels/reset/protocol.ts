/** What the reset page and its host say to each other. Types only. Offsets are decimal strings. */

/** Where to move a group, as a person chooses it. `given`: what the panel was opened with or given as a file. */
export type TargetKind =
  | "earliest"
  | "latest"
  | "current"
  | "offset"
  | "timestamp"
  | "duration"
  | "shiftBy"
  | "group"
  | "given";

/** `ofTarget`: the partitions that a file, a change or another group names. */
export type ScopeKind = "allTopics" | "named" | "ofTarget";

/** What to move where, as typed: only the host reads it. */
export interface AimDraft {
  target: TargetKind;
  /** What the kind of target needs; empty where it needs nothing. */
  targetText: string;
  /** Of a timestamp without an offset from UTC. */
  timeZone: string;
  scope: ScopeKind;
  /** `orders payments:0,1` for `named`. */
  scopeText: string;
}

export interface ResetRequests {
  /** What the host shows now; it plans first where there is no plan yet. */
  open: { params: Record<string, never>; result: ResetView };
  /** Reads the cluster again and plans anew. */
  refresh: { params: Record<string, never>; result: ResetView };
  /** Turns to another target or scope and plans anew; edited rows are forgotten. */
  aim: { params: AimDraft; result: AimResult };
  /** Gives one row a target of its own; an empty text takes it away again. Nothing is read for it. */
  editRow: { params: { planId: string; row: number; text: string }; result: RowEditResult };
  /** When the messages at the targets were written: asked after the plan is shown. */
  times: { params: { planId: string }; result: RowTime[] };
  /** What a second look at the group tells: whole sentences. */
  laterWarnings: { params: { planId: string }; result: string[] };
  /** Carries out the plan the host holds under this id, after asking the person itself. */
  apply: { params: { planId: string }; result: ResetView };
  /** Opens the messages at a row's target, or the last one before it. */
  peek: { params: { planId: string; row: number; at: PeekAt }; result: null };
  /** Copies the command of Kafka's own tool; answers with a sentence. */
  copyCommand: { params: { planId: string }; result: string };
  /** Opens the plan's offsets as a document to edit; `applyCsv` reads it back. */
  editAsCsv: { params: { planId: string }; result: ResetView };
  applyCsv: { params: Record<string, never>; result: AimResult };
  /** Asks for topics and partitions of the groups, in place of the scope of this draft. Null: never mind. */
  chooseScope: { params: AimDraft; result: AimResult | null };
  /** Asks for a file of offsets. Null: never mind. */
  chooseFile: { params: Record<string, never>; result: AimResult | null };
  /** Opens the undo file of the reset just done, of one group. */
  showUndoFile: { params: { group: number }; result: null };
  /** Opens the preview of undoing the reset just done, of one group. */
  undo: { params: { group: number }; result: null };
}

export interface ResetEvents {
  /** The host has something else to show: ask with `open`. */
  changed: Record<string, never>;
}

export type PeekAt = "target" | "lastSkipped";

export type AimResult =
  | { ok: true; view: ResetView }
  /** Sentences, about what was typed or what stands in a file. */
  | { ok: false; at: "target" | "scope" | "file"; problems: string[] };

export type RowEditResult = { ok: true; view: ResetView } | { ok: false; problem: string };

export type EffectKind =
  "replays" | "skips" | "firstCommit" | "deletesCommit" | "unchanged" | "leftAlone";

export interface RowView {
  /** The place of its group in the view's. */
  group: number;
  topic: string;
  partition: number;
  start: string;
  /** Null: no commit. */
  committed: string | null;
  end: string;
  /** Null: no offset is committed. */
  target: string | null;
  /** The person's own target stands here. */
  isEdited: boolean;
  effect: { kind: EffectKind; offsets: string };
  notes: string[];
  /** What became of it; null before. */
  outcome: { isWritten: boolean; text: string } | null;
}

/** What is known of the first message a group would read from a row's target. */
export interface RowTime {
  row: number;
  /** In UTC: "2026-11-20 13:58:02"; null where there is none. */
  time: string | null;
  note: string | null;
}

export interface ResultView {
  ok: boolean;
  /** Sentences. */
  message: string;
  /** There is something to undo, and a file that does. Of several groups, each tells it of itself. */
  hasUndoFile: boolean;
}

/** One of the groups that are reset together. */
export interface GroupView {
  groupId: string;
  /** "Empty · consumer", or that it does not exist. */
  state: string;
  /** What would change: "6 partitions change · replays 40". */
  summary: string;
  /** Why it is left out: whole sentences. */
  obstacle: string | null;
  result: ResultView | null;
}

export interface ResetView {
  planId: string;
  /** An undo has one target and one scope, which nobody edits. */
  mode: "reset" | "undo";
  /** One, or several that are reset together, each by itself. */
  groups: GroupView[];
  clusterName: string;
  /** What is moved and where to: "all topics with a commit, to earliest". */
  aim: string;
  draft: AimDraft;
  /** What the target `given` is called; null where there is none. */
  givenLabel: string | null;
  /** To choose from, as IANA names. */
  timeZones: string[];
  /** A document of the plan's offsets is open to be edited. */
  isCsvOpen: boolean;
  rows: RowView[];
  /** Totals in one line. */
  summary: string;
  warnings: string[];
  /** Label of the button, which is disabled while there is an obstacle or a result. */
  applyLabel: string;
  /** Why the plan may not be carried out: of several groups, none of them. */
  obstacle: string | null;
  /** Why the last attempt to carry it out came to nothing: whole sentences. */
  failure: string | null;
  /** Of all groups together. */
  result: ResultView | null;
}
