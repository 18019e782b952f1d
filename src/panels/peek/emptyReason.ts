import type { ReadableRange } from "../../kafka/gateway";
import { counted } from "../../ui/numberFormat";
import type { FormatNumber } from "../../ui/numberFormat";
import type { WindowContent } from "./window";

export interface EmptyFacts {
  readonly ranges: readonly ReadableRange[];
  /** All partitions are chosen. */
  readonly isAll: boolean;
  /** "time range": what reading ends with, where it does before the end of the log. */
  readonly bound: string | undefined;
  readonly topics: number;
  readonly hasNewer: boolean;
  readonly format: FormatNumber;
}

/** Why a page shows nothing at all, in a sentence; nothing for one that does. */
export function emptyReason(
  { messages, gaps, failures }: WindowContent,
  { ranges, isAll, bound, topics, hasNewer, format }: EmptyFacts,
): { readonly empty?: string } {
  if (messages.length > 0 || gaps.length > 0) return {};
  const all = topics > 1 ? "These topics hold" : "This topic holds";
  const what = isAll ? all : "The chosen partitions hold";
  if (ranges.length === 0) return { empty: "None of the chosen partitions can be read." };
  if (ranges.every(({ start, end }) => start === end)) {
    const last = ranges.reduce((sum, { end }) => sum + end, 0n);
    if (last === 0n) return { empty: `${what} no messages yet.` };
    const deleted =
      last === 1n ? "its 1 offset was" : `all ${counted(last, "offset", format)} were`;
    return { empty: `${what} no messages now: ${deleted} deleted.` };
  }
  if (failures.length > 0) return { empty: "Nothing could be read." };
  if (bound !== undefined && !hasNewer) return { empty: `The ${bound} holds no messages.` };
  return hasNewer ? {} : { empty: "There are no messages from here on yet: this is the end." };
}
