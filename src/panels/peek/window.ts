import type {
  ClusterGateway,
  OffsetGap,
  PartitionFailure,
  ReadableRange,
  ReadPage,
  ReadRequest,
} from "../../kafka/gateway";
import type { Message, Offset, Position, TopicPartition } from "../../kafka/model";
import { PartitionMap } from "../../kafka/partitionMap";
import type { Offsets } from "./beginning";

/** The offsets one page covers: from `low` up to, not including, `high`, for every partition. */
export interface OffsetWindow {
  readonly low: Offsets;
  readonly high: Offsets;
}

/** What a window held when it was read. */
export interface WindowContent {
  readonly window: OffsetWindow;
  /** Each partition in offset order, oldest first. */
  readonly messages: readonly Message[];
  readonly gaps: readonly OffsetGap[];
  readonly ranges: PartitionMap<ReadableRange>;
  readonly failures: readonly PartitionFailure[];
  readonly bytes: number;
  readonly requests: number;
}

export type Direction = "forward" | "backward";

/** What a read asks besides where it begins. */
export type ReadSettings = Omit<ReadRequest, "from">;

/** A page's worth of messages needs one round, or few; a broken reader must not loop for ever. */
const maxRounds = 100;

/** Reads a new page; the window it returns says which offsets the page covers. */
export async function readNewWindow(
  gateway: ClusterGateway,
  direction: Direction,
  from: Offsets,
  settings: ReadSettings,
  signal: AbortSignal,
): Promise<WindowContent> {
  const request = { ...settings, from: from.values() };
  const page =
    direction === "forward"
      ? await gateway.readForward(request, signal)
      : await gateway.readBackward(request, signal);
  const { gaps, bytes, requests, failures } = page;
  const messages = direction === "forward" ? page.messages : [...page.messages].reverse();
  const reached = new PartitionMap(page.next);
  const window =
    direction === "forward" ? { low: from, high: reached } : { low: reached, high: from };
  const ranges = new PartitionMap(page.ranges);
  return { window, messages, gaps, ranges, failures, bytes, requests };
}

/** Upwards as far as `until` allows in each partition; those without such a bound are read on. */
export async function readUpTo(
  gateway: ClusterGateway,
  from: Offsets,
  until: Offsets,
  settings: ReadSettings,
  signal: AbortSignal,
): Promise<WindowContent> {
  const isInside = (at: Position): boolean => at.offset < (until.get(at)?.offset ?? at.offset + 1n);
  const parts = new Parts();
  let reached = from;
  for (let round = 0; round < maxRounds; round++) {
    const left = settings.maxMessages - parts.messages.length;
    const going = reached.values().filter(isInside);
    if (going.length === 0 || left <= 0) break;
    const page = await gateway.readForward({ ...settings, from: going, maxMessages: left }, signal);
    parts.add(page, until);
    const next = new PartitionMap([
      ...reached.values(),
      ...page.next.map((at) => atMost(at, until)),
    ]);
    const hasMoved = going.some((at) => next.get(at)?.offset !== at.offset);
    reached = next;
    if (!hasMoved || page.failures.length > 0) break;
  }
  return parts.content({ low: from, high: reached });
}

/**
 * Reads the same offsets again, so that paging back shows what was there, whatever was written since. Messages
 * that compaction took in the meantime are missing, those that were deleted are a gap.
 */
export async function readWindowAgain(
  gateway: ClusterGateway,
  window: OffsetWindow,
  settings: ReadSettings,
  signal: AbortSignal,
): Promise<WindowContent> {
  const { low, high } = window;
  const parts = new Parts();
  const isInside = (at: Position): boolean => at.offset < (high.get(at)?.offset ?? 0n);
  let from = low.values().filter(isInside);
  for (let round = 0; from.length > 0 && round < maxRounds; round++) {
    const page = await gateway.readForward({ ...settings, from }, signal);
    parts.add(page, high);
    from = advanced(from, page, isInside);
  }
  return parts.content(window);
}

/** What several rounds brought, without what lies at or after `high`. */
class Parts {
  readonly messages: Message[] = [];
  private readonly gaps: OffsetGap[] = [];
  private ranges: ReadableRange[] = [];
  private readonly failures: PartitionFailure[] = [];
  private bytes = 0;
  private requests = 0;

  add(page: ReadPage, high: Offsets): void {
    const isInside = (at: TopicPartition, offset: Offset): boolean =>
      offset < (high.get(at)?.offset ?? offset + 1n);
    this.messages.push(...page.messages.filter((one) => isInside(one, one.offset)));
    for (const gap of page.gaps) {
      if (isInside(gap, gap.firstOffset)) this.gaps.push(cutGap(gap, high));
    }
    this.ranges = [...this.ranges, ...page.ranges];
    this.failures.push(...page.failures);
    this.bytes += page.bytes;
    this.requests += page.requests;
  }

  content(window: OffsetWindow): WindowContent {
    const { messages, gaps, ranges, failures, bytes, requests } = this;
    return {
      window,
      messages,
      gaps,
      ranges: new PartitionMap(ranges),
      failures: new PartitionMap(failures).values(),
      bytes,
      requests,
    };
  }
}

/** Partitions that go on: not failed, not at the window's end, and further than before. */
function advanced(
  from: readonly Position[],
  page: ReadPage,
  isInside: (at: Position) => boolean,
): Position[] {
  const failed = new PartitionMap(page.failures);
  const reached = new PartitionMap(page.next);
  const going = from.filter((at) => !failed.has(at));
  const next = going.flatMap((at) => {
    const now = reached.get(at);
    return now !== undefined && now.offset > at.offset && isInside(now) ? [now] : [];
  });
  // Partitions the page had no room for have not moved yet; they are read once the others are done.
  const isFull = page.messages.length > 0;
  const waiting = isFull ? going.filter((at) => reached.get(at)?.offset === at.offset) : [];
  return [...next, ...waiting];
}

function cutGap(gap: OffsetGap, high: Offsets): OffsetGap {
  const end = high.get(gap)?.offset;
  return end === undefined || gap.lastOffset < end ? gap : { ...gap, lastOffset: end - 1n };
}

function atMost(at: Position, until: Offsets): Position {
  const end = until.get(at)?.offset;
  return end === undefined || at.offset < end ? at : { ...at, offset: end };
}

/** How many offsets a window covers. */
export function offsetCount({ low, high }: OffsetWindow): bigint {
  let sum = 0n;
  for (const at of low.values()) {
    const end = high.get(at)?.offset ?? at.offset;
    if (end > at.offset) sum += end - at.offset;
  }
  return sum;
}
