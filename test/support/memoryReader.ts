import { KafkaError } from "../../src/kafka/errors";
import type {
  OffsetGap,
  PartitionFailure,
  ReadableRange,
  ReadPage,
  ReadRequest,
} from "../../src/kafka/gateway";
import type { Message, Position } from "../../src/kafka/model";
import { PartitionMap } from "../../src/kafka/partitionMap";
import type { MemoryLog } from "./memoryLog";

export interface ReadableTopic {
  readonly topicId: string;
  readonly logs: ReadonlyMap<number, MemoryLog>;
}

interface Lane {
  readonly topic: string;
  readonly partition: number;
  readonly log: MemoryLog;
  readonly from: bigint;
  readonly end: bigint;
  /** In reading order. */
  readonly waiting: Message[];
  readonly taken: Message[];
}

/** One page of topics held in memory, by the contract of readForward and readBackward. */
export function readMemory(
  topics: ReadonlyMap<string, ReadableTopic>,
  request: ReadRequest,
  direction: "forward" | "backward",
): ReadPage {
  if (request.maxMessages < 1 || request.maxMessages > 10_000) {
    throw new KafkaError("A page has 1 to 10,000 messages.", { kind: "invalidInput" });
  }
  const failures: PartitionFailure[] = [];
  const lanes: Lane[] = [];
  for (const position of request.from) {
    const lane = openLane(topics.get(position.topic), position, request, direction);
    if ("message" in lane) failures.push(lane);
    else lanes.push(lane);
  }
  const messages = take(lanes, request, direction);
  const ranges = lanes.map(rangeOf);
  const gaps: OffsetGap[] = [];
  const reached = new PartitionMap(lanes.map((lane) => reachedBy(lane, direction)));
  for (const lane of lanes) {
    const at = reached.get(lane)?.offset ?? lane.from;
    const [low, high] = direction === "forward" ? [lane.from, at] : [at, lane.from];
    const isDeleted = direction === "forward" && low < lane.log.start;
    if (isDeleted) gaps.push(deletedGap(lane, low));
    gaps.push(...lane.log.gaps(isDeleted ? lane.log.start : low, high, lane.taken));
  }
  const names = new Set(request.from.map(({ topic }) => topic));
  const idsNow = [...topics].filter(([topic]) => names.has(topic));
  return {
    messages,
    gaps,
    next: request.from.map((position) => reached.get(position) ?? position),
    ranges,
    failures,
    topicIds: new Map([
      ...idsNow.map(([topic, { topicId }]) => [topic, topicId] as const),
      ...(request.topicIds ?? []),
    ]),
    bytes: messages.length * 100,
    requests: lanes.length,
    throttleMs: 0,
  };
}

function deletedGap({ topic, partition, log }: Lane, firstOffset: bigint): OffsetGap {
  const lastOffset = log.start - 1n;
  const none = { controlRecords: 0, abortedMessages: 0 };
  return { topic, partition, firstOffset, lastOffset, ...none, isDeleted: true };
}

function rangeOf({ topic, partition, log, end }: Lane): ReadableRange {
  const { start, highWatermark, lastStableOffset } = log;
  return { topic, partition, start, end, highWatermark, lastStableOffset };
}

function openLane(
  found: ReadableTopic | undefined,
  { topic, partition, offset: from }: Position,
  request: ReadRequest,
  direction: "forward" | "backward",
): Lane | PartitionFailure {
  const log = found?.logs.get(partition);
  const at = { topic, partition };
  if (found === undefined || log === undefined) {
    return { ...at, message: "This partition does not exist.", kind: "notFound" };
  }
  if (found.topicId !== (request.topicIds?.get(topic) ?? found.topicId)) {
    const message = `Topic ${topic} was deleted and created again since reading began.`;
    return { ...at, message, kind: "notFound" };
  }
  if (log.leader === undefined) {
    return { ...at, message: "This partition has no leader.", kind: "noLeader" };
  }
  const isCommitted = request.isolation === "readCommitted";
  const end = isCommitted ? log.lastStableOffset : log.highWatermark;
  const isDeleted = from < log.start && request.continues !== true;
  if (direction === "forward" && (isDeleted || from > log.highWatermark)) {
    const message = `Offset ${from} is out of range: it has ${log.start} to ${log.highWatermark}.`;
    return { ...at, message, kind: "offsetOutOfRange" };
  }
  const isMarked = request.includeAborted === true && isCommitted;
  const waiting =
    direction === "forward"
      ? log.messages(from, end, isMarked || !isCommitted)
      : log.messages(log.start, from < end ? from : end, isMarked || !isCommitted).reverse();
  const marked = waiting.map((message) => (isMarked ? message : { ...message, isAborted: false }));
  return { ...at, log, from, end, waiting: marked, taken: [] };
}

/** Merges; a partition's own order is kept. */
function take(
  lanes: readonly Lane[],
  { maxMessages, order }: ReadRequest,
  direction: "forward" | "backward",
): Message[] {
  const messages: Message[] = [];
  const keyOf = (message: Message): bigint =>
    order === "offset" ? message.offset : message.timestampMs;
  while (messages.length < maxMessages) {
    let best: Lane | undefined;
    for (const lane of lanes) {
      const [head] = lane.waiting;
      const [other] = best?.waiting ?? [];
      if (head === undefined) continue;
      const isBetter =
        other === undefined ||
        (direction === "forward" ? keyOf(head) < keyOf(other) : keyOf(head) > keyOf(other));
      if (isBetter) best = lane;
    }
    const message = best?.waiting.shift();
    if (best === undefined || message === undefined) return messages;
    best.taken.push(message);
    messages.push(message);
  }
  return messages;
}

function reachedBy(lane: Lane, direction: "forward" | "backward"): Position {
  const { topic, partition } = lane;
  return { topic, partition, offset: offsetReachedBy(lane, direction) };
}

function offsetReachedBy(lane: Lane, direction: "forward" | "backward"): bigint {
  const last = lane.taken.at(-1);
  if (lane.waiting.length === 0) {
    const edge = direction === "forward" ? lane.end : lane.log.start;
    const isBeyond = direction === "forward" ? lane.from > edge : lane.from < edge;
    return isBeyond ? lane.from : edge;
  }
  if (last === undefined) return lane.from;
  return direction === "forward" ? last.offset + 1n : last.offset;
}
