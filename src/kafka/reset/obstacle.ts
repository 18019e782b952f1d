export type ObstacleKind =
  | "invalidTarget"
  | "emptyGroupId"
  | "otherTool"
  | "groupActive"
  /** The group itself could not be read, so nothing is known of it. */
  | "unreadableGroup"
  | "unreadablePartitions"
  /** Partitions without a commit cannot be shifted. */
  | "nothingToShift"
  | "nothingInScope"
  | "nothingToChange"
  /** The change is not one that can be undone. */
  | "cannotUndo"
  /** Somebody committed since the change to undo. */
  | "movedOn";

/** Why a plan may not be carried out, with what to do about it. */
export interface Obstacle {
  readonly kind: ObstacleKind;
  readonly message: string;
}
