import type { Traffic } from "../../kafka/gateway";
import type { Position } from "../../kafka/model";
import { PartitionMap } from "../../kafka/partitionMap";
import type { PageContent } from "./pagedMessages";
import type { SearchProgress } from "./protocol/streams";

export interface MetricsFacts {
  readonly cluster: string;
  readonly traffic: Traffic;
  /** What was read for what is shown. */
  readonly page?: Pick<
    PageContent,
    "offsets" | "partitions" | "bytes" | "requests" | "messages" | "ends"
  > & {
    readonly elapsedMs: number;
  };
  readonly positions: readonly Position[];
  readonly search?: SearchProgress;
}

/** Numbers for people and programs, as JSON. Offsets are bare digits, exact for readers with 64-bit integers. */
export function metricsText({ cluster, traffic, page, positions, search }: MetricsFacts): string {
  const { requests, receivedBytes, throttleMs, answerMs } = traffic;
  const ends = new PartitionMap(page?.ends ?? []);
  const told = positions.map((position) => positionText(position, ends.get(position)?.offset));
  const lines = [
    member("cluster", cluster),
    member("traffic", {
      requests,
      receivedBytes,
      throttleMs,
      answerMs: Math.round(answerMs),
      answerMsPerRequest: requests === 0 ? 0 : Math.round((answerMs / requests) * 100) / 100,
    }),
    ...(page === undefined ? [] : [member("shown", pageNumbers(page))]),
    ...(search === undefined ? [] : [member("search", searchNumbers(search))]),
    ...lagLine(positions, ends),
    `  "positions": [${told.join(",")}${told.length === 0 ? "" : "\n  "}]`,
  ];
  return `{\n${lines.join(",\n")}\n}\n`;
}

function pageNumbers(page: NonNullable<MetricsFacts["page"]>): object {
  const { messages, offsets, partitions, bytes, requests, elapsedMs } = page;
  const counts = { messages: messages.length, offsets: String(offsets), partitions };
  return { ...counts, bytes, requests, elapsedMs, ...rates(messages.length, bytes, elapsedMs) };
}

/** A live view has no time that it took. */
function rates(messages: number, bytes: number, elapsedMs: number): object {
  if (elapsedMs === 0) return {};
  const perSecond = (count: number): number => Math.round((count * 1000) / elapsedMs);
  return { messagesPerSecond: perSecond(messages), bytesPerSecond: perSecond(bytes) };
}

function searchNumbers(search: SearchProgress): object {
  const { scannedOffsets, totalOffsets, offsetsPerSecond, hits, isDone } = search;
  return { scannedOffsets, totalOffsets, offsetsPerSecond, hits, isDone };
}

function member(name: string, value: unknown): string {
  return `  ${JSON.stringify(name)}: ${JSON.stringify(value, undefined, 2).replaceAll("\n", "\n  ")}`;
}

/** Over all partitions whose end is known; without any, nothing is said. */
function lagLine(positions: readonly Position[], ends: PartitionMap<Position>): string[] {
  const lags = positions.flatMap((position) => {
    const end = ends.get(position)?.offset;
    return end === undefined ? [] : [lagToEnd(position, end)];
  });
  if (lags.length === 0) return [];
  return [`  "lagToEnd": ${lags.reduce((sum, lag) => sum + lag, 0n)}`];
}

function positionText(position: Position, end: bigint | undefined): string {
  const { topic, partition, offset } = position;
  const lag = end === undefined ? "" : `, "end": ${end}, "lagToEnd": ${lagToEnd(position, end)}`;
  return `\n    {"topic": ${JSON.stringify(topic)}, "partition": ${partition}, "offset": ${offset}${lag}}`;
}

/** A log that was truncated ends before the position: then nothing is left. */
function lagToEnd({ offset }: Position, end: bigint): bigint {
  return end > offset ? end - offset : 0n;
}
