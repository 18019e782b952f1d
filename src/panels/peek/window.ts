import type {
  ClusterGateway,
  OffsetGap,
  Positions,
  ReadPage,
  ReadRequest,
} from "../../kafka/gateway";
import type { Message, Offset } from "../../kafka/model";

/** The offsets one page covers: from `low` up to, not including, `high`, for every partition. */
export interface OffsetWindow {
  readonly low: Positions;
  readonly high: Positions;
}

/** What a window held when it was read. */
export interface WindowContent {
  readonly window: OffsetWindow;
  readonly messages: readonly Message[];
  readonly gaps: readonly OffsetGap[];
  readonly ranges: ReadPage["ranges"];
  readonly failures: ReadonlyMap<number, string>;
  readonly bytes: number;
}

export type Direction = "forward" | "backward";

/** What a read asks besides where it begins. */
export type ReadSettings = Omit<ReadRequest, "from">;

/** Reads a new page; the window it returns says which offsets the page covers. */
export async function readNewWindow(
  gateway: ClusterGateway,
  direction: Direction,
  from: Positions,
  settings: ReadSettings,
  signal: AbortSignal,
): Promise<WindowContent> {
  const request = { ...settings, from };
  const page =
    direction === "forward"
      ? await gateway.readForward(request, signal)
      : await gateway.readBackward(request, signal);
  const { messages, gaps, ranges, failures, bytes, next } = page;
  const reached = withDefaults(next, from);
  const window =
    direction === "forward" ? { low: from, high: reached } : { low: reached, high: from };
  return { window, messages, gaps, ranges, failures, bytes };
}

/**
 * Reads the same offsets again, so that paging back shows what was there, whatever was written since. Messages
 * that retention or compaction took in the meantime are missing.
 */
export async function readWindowAgain(
  gateway: ClusterGateway,
  window: OffsetWindow,
  settings: ReadSettings,
  signal: AbortSignal,
): Promise<WindowContent> {
  const { low, high } = window;
  const messages: Message[] = [];
  const gaps: OffsetGap[] = [];
  const ranges = new Map<
    number,
    ReadPage["ranges"] extends ReadonlyMap<number, infer R> ? R : never
  >();
  const failures = new Map<number, string>();
  let bytes = 0;
  let from = below(low, high);
  for (let round = 0; from.size > 0 && round < maxRounds; round++) {
    const page = await gateway.readForward({ ...settings, from }, signal);
    const isInside = (partition: number, offset: Offset): boolean =>
      offset < (high.get(partition) ?? 0n);
    messages.push(...page.messages.filter((one) => isInside(one.partition, one.offset)));
    for (const gap of page.gaps) {
      if (isInside(gap.partition, gap.firstOffset)) gaps.push(cutGap(gap, high));
    }
    for (const [partition, range] of page.ranges) ranges.set(partition, range);
    for (const [partition, failure] of page.failures) failures.set(partition, failure);
    bytes += page.bytes;
    from = advanced(from, page, high);
  }
  return { window, messages, gaps, ranges, failures, bytes };
}

/** A page's worth of messages needs one round, or few; a broken reader must not loop for ever. */
const maxRounds = 100;

/** Partitions that go on: not failed, not at the window's end, and further than before. */
function advanced(from: Positions, page: ReadPage, high: Positions): Map<number, Offset> {
  const next = new Map<number, Offset>();
  for (const [partition, offset] of from) {
    const reached = page.next.get(partition);
    if (reached === undefined || page.failures.has(partition)) continue;
    if (reached > offset && reached < (high.get(partition) ?? 0n)) next.set(partition, reached);
  }
  // Partitions the page had no room for have not moved yet; they are read once the others are done.
  if (page.messages.length > 0) {
    for (const [partition, offset] of from) {
      const hasWaited = page.next.get(partition) === offset && !page.failures.has(partition);
      if (hasWaited) next.set(partition, offset);
    }
  }
  return next;
}

function below(low: Positions, high: Positions): Map<number, Offset> {
  return new Map([...low].filter(([partition, offset]) => offset < (high.get(partition) ?? 0n)));
}

function cutGap(gap: OffsetGap, high: Positions): OffsetGap {
  const last = (high.get(gap.partition) ?? 0n) - 1n;
  return gap.lastOffset <= last ? gap : { ...gap, lastOffset: last };
}

function withDefaults(next: Positions, from: Positions): Positions {
  return new Map(
    [...from].map(([partition, offset]) => [partition, next.get(partition) ?? offset]),
  );
}

/** How many offsets a window covers. */
export function offsetCount({ low, high }: OffsetWindow): bigint {
  let sum = 0n;
  for (const [partition, offset] of low) {
    const end = high.get(partition) ?? offset;
    if (end > offset) sum += end - offset;
  }
  return sum;
}
