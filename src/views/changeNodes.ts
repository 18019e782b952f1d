/** A write to a cluster that was made from this computer, as its row shows it. */
export interface ShownChange {
  readonly id: string;
  readonly action: "resetOffsets" | "deleteOffsets" | "deleteGroup" | "undo";
  readonly clusterName: string;
  readonly groupId: string;
  /** Without repetition. */
  readonly topics: readonly string[];
  readonly partitions: number;
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
