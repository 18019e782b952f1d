import { KafkaError } from "../../src/kafka/errors";
import type { OffsetGap, ReadPage, ReadRequest } from "../../src/kafka/gateway";
import type { Message } from "../../src/kafka/model";
import type { MemoryLog } from "./memoryLog";

interface Lane {
  readonly partition: number;
  readonly log: MemoryLog;
  readonly from: bigint;
  readonly end: bigint;
  /** In reading order. */
  readonly waiting: Message[];
  readonly taken: Message[];
}

/** One page of a topic held in memory, by the contract of readForward and readBackward. */
export function readMemory(
  logs: ReadonlyMap<number, MemoryLog>,
  request: ReadRequest,
  direction: "forward" | "backward",
): ReadPage {
  if (request.maxMessages < 1 || request.maxMessages > 10_000) {
    throw new KafkaError("A page has 1 to 10,000 messages.", { kind: "invalidInput" });
  }
  const failures = new Map<number, string>();
  const lanes: Lane[] = [];
  for (const [partition, from] of request.from) {
    const lane = openLane(logs, partition, from, request, direction);
    if (typeof lane === "string") failures.set(partition, lane);
    else lanes.push(lane);
  }
  const messages = take(lanes, request.maxMessages, direction);
  const next = new Map(request.from);
  const ranges = new Map<number, { start: bigint; end: bigint }>();
  const gaps: OffsetGap[] = [];
  for (const lane of lanes) {
    const reached = reachedBy(lane, direction);
    next.set(lane.partition, reached);
    ranges.set(lane.partition, { start: lane.log.start, end: lane.end });
    const [low, high] = direction === "forward" ? [lane.from, reached] : [reached, lane.from];
    gaps.push(...lane.log.gaps(low, high, lane.taken));
  }
  return { messages, gaps, next, ranges, failures, bytes: messages.length * 100 };
}

function openLane(
  logs: ReadonlyMap<number, MemoryLog>,
  partition: number,
  from: bigint,
  request: ReadRequest,
  direction: "forward" | "backward",
): Lane | string {
  const log = logs.get(partition);
  if (log === undefined) return "This partition does not exist.";
  if (log.leader === undefined) return "This partition has no leader.";
  const isCommitted = request.isolation === "readCommitted";
  const end = isCommitted ? log.lastStableOffset : log.highWatermark;
  if (direction === "forward" && (from < log.start || from > log.highWatermark)) {
    return `Offset ${from} is out of range: it has ${log.start} to ${log.highWatermark}.`;
  }
  const isMarked = request.includeAborted === true && isCommitted;
  const waiting =
    direction === "forward"
      ? log.messages(from, end, isMarked || !isCommitted)
      : log.messages(log.start, from < end ? from : end, isMarked || !isCommitted).reverse();
  const marked = waiting.map((message) => (isMarked ? message : { ...message, isAborted: false }));
  return { partition, log, from, end, waiting: marked, taken: [] };
}

/** Merges by timestamp; a partition's own order is kept. */
function take(lanes: readonly Lane[], max: number, direction: "forward" | "backward"): Message[] {
  const messages: Message[] = [];
  while (messages.length < max) {
    let best: Lane | undefined;
    for (const lane of lanes) {
      const [head] = lane.waiting;
      const [other] = best?.waiting ?? [];
      if (head === undefined) continue;
      const isBetter =
        other === undefined ||
        (direction === "forward"
          ? head.timestampMs < other.timestampMs
          : head.timestampMs > other.timestampMs);
      if (isBetter) best = lane;
    }
    const message = best?.waiting.shift();
    if (best === undefined || message === undefined) return messages;
    best.taken.push(message);
    messages.push(message);
  }
  return messages;
}

function reachedBy(lane: Lane, direction: "forward" | "backward"): bigint {
  const last = lane.taken.at(-1);
  if (lane.waiting.length === 0) {
    const edge = direction === "forward" ? lane.end : lane.log.start;
    const isBeyond = direction === "forward" ? lane.from > edge : lane.from < edge;
    return isBeyond ? lane.from : edge;
  }
  if (last === undefined) return lane.from;
  return direction === "forward" ? last.offset + 1n : last.offset;
}
