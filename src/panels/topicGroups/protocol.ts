/** What the page of a topic's groups and its host say to each other. Types only. Offsets are decimal strings. */

export type Decimal = string;

export type LiveIntervalMs = 0 | 1000 | 2000 | 5000 | 10000 | 30000;

/** A group that has commits in the topic, or members that read it. */
export interface TopicGroupColumn {
  /** Exact, to ask for it by. */
  readonly groupId: string;
  /** As it is shown. */
  readonly name: string;
  readonly state: string;
  readonly type: string;
  readonly members?: number;
  /** On this topic. Missing where none of it could be told. */
  readonly totalLag?: Decimal;
  readonly withoutCommit: number;
  readonly unreadable: number;
}

/** Where a group stands in a partition. */
export interface TopicGroupCell {
  /** Null: no commit. Missing: it could not be read. */
  readonly committed?: Decimal | null;
  readonly lag?: Decimal;
  readonly owner?: string;
  /** "12 past the end" and the like. */
  readonly note?: string;
}

export interface TopicPartitionRow {
  readonly partition: number;
  readonly start?: Decimal;
  readonly end?: Decimal;
  readonly problem?: string;
  /** One for each group of the view, in their order. */
  readonly cells: readonly TopicGroupCell[];
}

/** How a person arranged the table. The page's own: the host only has to let it pass. */
export interface TopicGroupsArrangement {
  /** "partition", "start", "end", or "lag:" and a group's id. */
  readonly sortBy?: string;
  readonly descending?: boolean;
  /** Part of the names of the groups to compare. */
  readonly filter?: string;
}

/** What a page hands to `setState`, so that a reload of the window restores its panel. */
export interface SavedTopicGroups {
  readonly clusterId: string;
  readonly topic: string;
  readonly intervalMs: LiveIntervalMs;
  readonly arrangement?: TopicGroupsArrangement;
}

export interface TopicGroupsView {
  readonly saved: SavedTopicGroups;
  readonly topic: string;
  readonly clusterName: string;
  /** Sorted by id. */
  readonly groups: readonly TopicGroupColumn[];
  readonly partitions: readonly TopicPartitionRow[];
  /** When it was read, in words. */
  readonly readAt: string;
  /** What could not be told: sentences. */
  readonly notes: readonly string[];
}

export interface TopicGroupsRequests {
  open: { params: Record<string, never>; result: TopicGroupsView };
  /** Reads the cluster now, and looks at every group again. */
  refresh: { params: Record<string, never>; result: TopicGroupsView };
  /** 0: no live view. The host reads only while the panel is visible. */
  setInterval: { params: { readonly intervalMs: LiveIntervalMs }; result: null };
  /** Opens the messages at the group's committed offset. */
  peek: { params: { readonly groupId: string; readonly partition: number }; result: null };
  openGroup: { params: { readonly groupId: string }; result: null };
}

export interface TopicGroupsEvents {
  /** A new reading. */
  view: TopicGroupsView;
  /** Reading failed; the last view stays. */
  failed: { readonly message: string };
}
