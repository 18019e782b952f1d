import type { PartitionProducers } from "../model";
import type { GroupTimeline } from "../watch/timeline";
import type { GroupProgress } from "../watch/groupWindow";
import type { GroupSample } from "../watch/groupSample";

export type Severity = "ok" | "info" | "warning" | "error";

/** One thing that is so, what it was seen from, and what to do about it. */
export interface Finding {
  readonly severity: Severity;
  /** A sentence. */
  readonly finding: string;
  readonly evidence: readonly string[];
  /** A sentence. */
  readonly nextStep: string;
}

/** How numbers and times are written for the reader. */
export interface ExplainWords {
  readonly number: (value: bigint | number) => string;
  /** Epoch milliseconds. */
  readonly time: (epochMs: number) => string;
}

/** Everything that is known of the group, from a window of samples. */
export interface GroupFacts {
  readonly samples: readonly GroupSample[];
  /** Over `samples`, of which there is at least one. */
  readonly progress: GroupProgress;
  readonly timeline: GroupTimeline;
  /** Of partitions whose last stable offset is before their end, where they could be asked. */
  readonly producers: readonly PartitionProducers[];
  readonly words: ExplainWords;
}

/** Looks for one kind of trouble. */
export type Rule = (facts: GroupFacts) => readonly Finding[];

const shownAtMost = 10;

/** The first lines of many, and how many more there are. */
export function firstOf(lines: readonly string[], { number }: ExplainWords): readonly string[] {
  const more = lines.length - shownAtMost;
  return more > 0 ? [...lines.slice(0, shownAtMost), `And ${number(more)} more.`] : lines;
}

/** "1 partition", "3 partitions". */
export function count(value: number, noun: string, { number }: ExplainWords): string {
  return `${number(value)} ${noun}${value === 1 ? "" : "s"}`;
}
