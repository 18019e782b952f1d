import type {
  OffsetRange,
  PartitionFailure,
  ScanFilter,
  ScanRequest,
  ScanStep,
} from "../../src/kafka/gateway";
import type { Message } from "../../src/kafka/model";
import { readMemory, type ReadableTopic } from "./memoryReader";

const messagesPerStep = 1_000;

/** Scans logs in memory, by the contract of a scan: one step for every thousand messages. */
export async function* scanMemory(
  topics: ReadonlyMap<string, ReadableTopic>,
  { ranges, isolation, includeAborted = false, filter, maxMessages = Infinity }: ScanRequest,
): AsyncGenerator<ScanStep, void, undefined> {
  const clamped = ranges.map((range) => clamp(topics, range, isolation === "readCommitted"));
  const positions = clamped.map(({ from }) => from);
  const failures: PartitionFailure[] = [];
  const total = sum(clamped.map(({ from, to }) => to - from));
  let scannedMessages = 0n;
  let delivered = 0;

  const step = (messages: readonly Message[], gaps: ScanStep["gaps"]): ScanStep => ({
    messages,
    gaps: filter === undefined ? gaps : gaps.filter(({ isDeleted }) => isDeleted),
    failures: [...failures],
    interruptions: [],
    progress: {
      scannedOffsets: sum(clamped.map(({ from }, index) => (positions[index] ?? from) - from)),
      totalOffsets: total,
      scannedMessages,
      bytes: Number(scannedMessages) * 100,
      elapsedMs: 1,
      left: clamped.flatMap((range, index) => {
        const from = positions[index] ?? range.from;
        return from < range.to ? [{ ...range, from }] : [];
      }),
    },
  });

  for (const [index, { topic, partition, to }] of clamped.entries()) {
    for (let offset = positions[index] ?? to; offset < to; offset = positions[index] ?? to) {
      const room = filter === undefined ? maxMessages - delivered : messagesPerStep;
      const page = readMemory(
        topics,
        {
          from: [{ topic, partition, offset }],
          maxMessages: Math.min(messagesPerStep, room),
          isolation,
          includeAborted,
          continues: true,
        },
        "forward",
      );
      failures.push(...page.failures);
      if (page.failures.length > 0) break;
      const seen = page.messages.filter((message) => message.offset < to);
      const next = page.next[0]?.offset ?? to;
      positions[index] = next < to ? next : to;
      scannedMessages += BigInt(seen.length);
      const hits = filter === undefined ? seen : await choose(filter, seen);
      const shown = hits.slice(0, maxMessages - delivered);
      const last = shown.at(-1);
      delivered += shown.length;
      if (filter !== undefined && delivered === maxMessages && last !== undefined) {
        positions[index] = last.offset + 1n;
      }
      const gaps = page.gaps.filter(({ firstOffset }) => firstOffset < to);
      yield step(
        shown,
        gaps.map((gap) => ({ ...gap, lastOffset: gap.lastOffset < to ? gap.lastOffset : to - 1n })),
      );
      if (delivered >= maxMessages) return;
    }
  }
  yield step([], []);
}

/** What is not there yet is not waited for. */
function clamp(
  topics: ReadonlyMap<string, ReadableTopic>,
  range: OffsetRange,
  isCommitted: boolean,
): OffsetRange {
  const log = topics.get(range.topic)?.logs.get(range.partition);
  if (log === undefined) return range;
  const end = isCommitted ? log.lastStableOffset : log.highWatermark;
  const to = end < range.to ? end : range.to;
  return { ...range, to: to < range.from ? range.from : to };
}

async function choose(
  filter: ScanFilter,
  messages: readonly Message[],
): Promise<readonly Message[]> {
  const { anyOf } = filter;
  const candidates = messages.filter((message) => anyOf === undefined || holds(message, anyOf));
  return candidates.length === 0 ? [] : filter.select(candidates);
}

function holds({ key, value, headers }: Message, anyOf: readonly Buffer[]): boolean {
  const parts = [key, value, ...headers.flatMap((h) => [Buffer.from(h.key), h.value])];
  return anyOf.some((needle) => parts.some((part) => part?.includes(needle)));
}

function sum(numbers: readonly bigint[]): bigint {
  return numbers.reduce((one, other) => one + other, 0n);
}
