/** A write to a cluster that was made from this computer, as its row shows it. */
export interface ShownChange {
  readonly id: string;
  readonly action:
    | "resetOffsets"
    | "deleteOffsets"
    | "deleteGroup"
    | "undo"
    | "produce"
    | "createTopics"
    | "deleteTopics";
  readonly clusterName: string;
  /** Null: the change is of no group. */
  readonly groupId: string | null;
  /** Without repetition. */
  readonly topics: readonly string[];
  readonly partitions: number;
  /** Where a message was sent to. */
  readonly sentTo?: {
    readonly topic: string;
    readonly partition: number;
    /** Decimal; undefined when it was not written, or that is not known. */
    readonly offset?: string | undefined;
  };
  /** Follows "to". */
  readonly target: string;
  readonly atMs: number;
  /** `unknown`: the window was closed before the outcome was. */
  readonly outcome: "ok" | "failed" | "unknown";
  /** What the person was told; empty for an unknown outcome. */
  readonly message: string;
  /** Why it cannot be undone, as far as that is known here: a sentence. */
  readonly undoObstacle: string | undefined;
}

export interface ChangeNode {
  readonly kind: "change";
  readonly change: ShownChange;
}
