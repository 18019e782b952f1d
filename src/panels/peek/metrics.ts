import type { Traffic } from "../../kafka/gateway";
import type { Position } from "../../kafka/model";
import type { PageContent } from "./pagedMessages";
import type { SearchProgress } from "./protocol/streams";

export interface MetricsFacts {
  readonly cluster: string;
  readonly traffic: Traffic;
  /** What was read for what is shown. */
  readonly page?: Pick<
    PageContent,
    "offsets" | "partitions" | "bytes" | "requests" | "messages"
  > & {
    readonly elapsedMs: number;
  };
  readonly positions: readonly Position[];
  readonly search?: SearchProgress;
}

/** Numbers for people and programs, as JSON. Offsets are bare digits, exact for readers with 64-bit integers. */
export function metricsText({ cluster, traffic, page, positions, search }: MetricsFacts): string {
  const { requests, receivedBytes, throttleMs, answerMs } = traffic;
  const lines = [
    member("cluster", cluster),
    member("traffic", {
      requests,
      receivedBytes,
      throttleMs,
      answerMs,
      answerMsPerRequest: requests === 0 ? 0 : Math.round((answerMs / requests) * 100) / 100,
    }),
    ...(page === undefined ? [] : [member("shown", pageNumbers(page))]),
    ...(search === undefined ? [] : [member("search", searchNumbers(search))]),
    `  "positions": [${positions.map(positionText).join(",")}${positions.length === 0 ? "" : "\n  "}]`,
  ];
  return `{\n${lines.join(",\n")}\n}\n`;
}

function pageNumbers(page: NonNullable<MetricsFacts["page"]>): object {
  const { messages, offsets, partitions, bytes, requests, elapsedMs } = page;
  const counts = { messages: messages.length, offsets: String(offsets), partitions };
  return { ...counts, bytes, requests, elapsedMs };
}

function searchNumbers(search: SearchProgress): object {
  const { scannedOffsets, totalOffsets, offsetsPerSecond, hits, isDone } = search;
  return { scannedOffsets, totalOffsets, offsetsPerSecond, hits, isDone };
}

function member(name: string, value: unknown): string {
  return `  ${JSON.stringify(name)}: ${JSON.stringify(value, undefined, 2).replaceAll("\n", "\n  ")}`;
}

function positionText({ topic, partition, offset }: Position): string {
  return `\n    {"topic": ${JSON.stringify(topic)}, "partition": ${partition}, "offset": ${offset}}`;
}
