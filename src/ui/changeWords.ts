import { counted, type FormatNumber } from "./numberFormat";
import { plainLabel } from "./plainText";

/** A change of a cluster, as far as a few words tell it. */
export interface ChangeInWords {
  readonly action:
    | "resetOffsets"
    | "deleteOffsets"
    | "deleteGroup"
    | "undo"
    | "produce"
    | "createTopics"
    | "deleteTopics";
  /** Whose commits are changed. */
  readonly partitions: number;
  /** Follows "to". */
  readonly target: string;
}

/** "6 offsets · to earliest" */
export function changeWords(
  { action, partitions, target }: ChangeInWords,
  format: FormatNumber,
): string {
  const offsets = counted(partitions, "offset", format);
  switch (action) {
    case "resetOffsets":
      return `${offsets} · to ${plainLabel(target)}`;
    case "deleteOffsets":
      return `${offsets} deleted`;
    case "deleteGroup":
      return `group deleted with ${offsets}`;
    case "undo":
      return `${offsets} · undo`;
    case "produce":
      return "message sent";
    case "createTopics":
      return "created";
    case "deleteTopics":
      return "deleted";
  }
}
