/** What the group page and its host say to each other. Types only. Offsets and times are decimal strings. */

export type Decimal = string;

/** Burrow's words, from what was seen while the panel watched; `unknown` while too little was seen. */
export type GroupStatus = "OK" | "WARN" | "STALL" | "STOP" | "REWIND" | "unknown";

export interface GroupPartitionRow {
  readonly topic: string;
  readonly partition: number;
  /** Missing where `problem` says why. */
  readonly start?: Decimal;
  readonly end?: Decimal;
  /** Where they differ from `end`: the last stable offset, of an open transaction. */
  readonly lastStableOffset?: Decimal;
  /** Null: no commit. */
  readonly committed?: Decimal | null;
  readonly metadata?: string;
  readonly leaderEpoch?: number;
  /** Undefined where it cannot be told: no commit, no leader. */
  readonly lag?: Decimal;
  /** Lag at up to 60 samples, oldest first; null where it could not be told. For the sparkline only. */
  readonly lagTrend: readonly (number | null)[];
  /** Offsets committed per second over the last minute watched; undefined with fewer than two samples. */
  readonly consumedPerSecond?: number;
  readonly producedPerSecond?: number;
  /** Age of the next message to read: how far behind in time. */
  readonly timeLagMs?: number;
  /** Until caught up at these rates; undefined when it never will be, or is not known. */
  readonly etaMs?: number;
  readonly owner?: string;
  readonly status: GroupStatus;
  /** "committed is 12 past the end", "5 offsets already deleted" and the like. */
  readonly notes: readonly string[];
  readonly problem?: string;
}

export interface GroupMemberRow {
  readonly memberId: string;
  readonly instanceId?: string;
  readonly clientId: string;
  readonly host: string;
  readonly rack?: string;
  readonly memberEpoch?: number;
  /** "orders 0, 1 · payments 3" */
  readonly assignment: string;
  /** Only where it differs from the assignment. */
  readonly targetAssignment?: string;
  readonly partitions: number;
  readonly subscription: string;
}

export interface GroupHead {
  readonly groupId: string;
  readonly clusterName: string;
  readonly state: string;
  readonly type: string;
  readonly assignor: string;
  readonly coordinator: string;
  readonly groupEpoch?: number;
  readonly totalLag: Decimal;
  /** Partitions whose lag could not be told, without commit and otherwise. */
  readonly withoutCommit: number;
  readonly unreadable: number;
  readonly maxTimeLagMs?: number;
  readonly etaMs?: number;
  readonly status: GroupStatus;
  /** A sentence: why this status. */
  readonly statusReason: string;
  readonly lagTrend: readonly (number | null)[];
}

export type GroupTab = "partitions" | "members" | "rebalances" | "explain" | "history";

export type LiveIntervalMs = 0 | 1000 | 2000 | 5000 | 10000 | 30000;

/** How a person arranged the partitions. The page's own: the host only has to let it pass. */
export interface GroupArrangement {
  /** A column's id. */
  readonly sortBy?: string;
  readonly descending?: boolean;
  readonly filter?: string;
  readonly onlyLagging?: boolean;
}

/**
 * What a page hands to `setState`, so that a reload of the window restores its panel. It comes with every view; the
 * page changes tabs, interval and arrangement in it and nothing else, for the group's id is the exact one.
 */
export interface SavedGroup {
  readonly clusterId: string;
  readonly groupId: string;
  readonly intervalMs: LiveIntervalMs;
  readonly tab: GroupTab;
  /** The tab the host last asked the page for. Where it asks for another one, that is where a page begins. */
  readonly askedTab?: GroupTab;
  readonly arrangement?: GroupArrangement;
}

export interface GroupView {
  /** `tab` is the one to begin with, `intervalMs` the one in force. */
  readonly saved: SavedGroup;
  readonly head: GroupHead;
  readonly partitions: readonly GroupPartitionRow[];
  readonly members: readonly GroupMemberRow[];
  /** When it was read, in words of the page's time zone. */
  readonly readAt: string;
  readonly notes: readonly string[];
  readonly writeObstacle?: string;
  /** Why a reset is not possible now; undefined when it is. */
  readonly resetObstacle?: string;
}

/** Who owned a partition from when to when; times are epoch ms. */
export interface OwnershipSpan {
  readonly topic: string;
  readonly partition: number;
  /** Undefined: nobody consumed it. */
  readonly memberId?: string;
  /** Short name of the member, as in the legend. */
  readonly label: string;
  readonly fromMs: number;
  readonly toMs: number;
}

export interface TimelineEvent {
  readonly atMs: number;
  /** `failure`: nothing was seen for a while, because reading failed or the panel was hidden. */
  readonly kind: "joined" | "left" | "state" | "assignment" | "epoch" | "failure";
  /** A sentence. */
  readonly text: string;
  /** For how long the group consumed nothing or less, where an event ends that. */
  readonly pausedMs?: number;
}

export interface TimelineMember {
  readonly memberId: string;
  /** "M1", in the order they were first seen. A static member that comes back keeps its own. */
  readonly label: string;
  /** From 0, in the same order; a page with fewer colours begins again. */
  readonly colorIndex: number;
  readonly clientId: string;
  readonly host: string;
}

export interface Timeline {
  /** IANA name of the zone that the events' sentences tell times in. */
  readonly timeZone: string;
  readonly fromMs: number;
  readonly toMs: number;
  readonly members: readonly TimelineMember[];
  readonly spans: readonly OwnershipSpan[];
  readonly states: readonly {
    readonly state: string;
    readonly fromMs: number;
    readonly toMs: number;
  }[];
  readonly events: readonly TimelineEvent[];
}

export interface ExplainFinding {
  readonly severity: "ok" | "info" | "warning" | "error";
  /** What is the matter: a sentence. */
  readonly finding: string;
  /** What it was seen from. */
  readonly evidence: readonly string[];
  /** What to do next: a sentence. */
  readonly nextStep: string;
}

/** A change of the group that was made from this computer. */
export interface HistoryRow {
  readonly id: string;
  /** When it was made, in words of the page's time zone. */
  readonly at: string;
  /** "6 offsets · to earliest" */
  readonly what: string;
  readonly topics: string;
  /** `unknown`: the window was closed before the outcome was. */
  readonly outcome: "ok" | "failed" | "unknown";
  /** What the person was told: sentences; empty for an unknown outcome. */
  readonly message: string;
  /** Why it cannot be undone: a sentence; null when it may be. */
  readonly undoObstacle: string | null;
}

export interface GroupRequests {
  open: { params: Record<string, never>; result: GroupView };
  /** Reads the cluster now. */
  refresh: { params: Record<string, never>; result: GroupView };
  /** 0: no live view. The host polls only while the panel is visible. */
  setInterval: { params: { readonly intervalMs: LiveIntervalMs }; result: null };
  timeline: { params: Record<string, never>; result: Timeline };
  explain: {
    params: Record<string, never>;
    result: { readonly findings: readonly ExplainFinding[] };
  };
  /** Opens the messages at this partition's committed offset. */
  peek: { params: { readonly topic: string; readonly partition: number }; result: null };
  /** Opens the reset panel for the group, a topic or a partition of it. */
  reset: { params: { readonly topic?: string; readonly partition?: number }; result: null };
  /** The changes made from here, newest first; `history` events follow whenever they are others. */
  history: { params: Record<string, never>; result: readonly HistoryRow[] };
  /** Opens the record of a change. */
  showChange: { params: { readonly changeId: string }; result: null };
  /** Opens the preview of undoing a change. */
  undoChange: { params: { readonly changeId: string }; result: null };
  exportTimeline: { params: { readonly format: "json" | "csv" | "svg" }; result: null };
}

export interface GroupEvents {
  /** A new reading. */
  view: GroupView;
  timeline: Timeline;
  history: readonly HistoryRow[];
  /** A command asks for this part of the panel, which is open already. */
  show: { readonly tab: GroupTab };
  /** Reading failed; the last view stays. */
  failed: { readonly message: string };
}
