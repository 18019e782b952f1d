import type { ClusterGateway, OffsetGap, ReadRequest } from "../../src/kafka/gateway";
import type { Message } from "../../src/kafka/model";
import { inTopic, ofPartition } from "./positions";

export interface ReadThrough {
  readonly messages: readonly Message[];
  readonly gaps: readonly OffsetGap[];
  readonly pages: number;
}

type Options = Partial<ReadRequest> & { readonly partitions?: number };

const maxPages = 10_000;

/** Reads a topic from start to end, page by page. */
export async function readAllForward(
  gateway: ClusterGateway,
  topic: string,
  options: Options = {},
): Promise<ReadThrough> {
  return readAll("forward", gateway, topic, options);
}

/** Reads a topic from end to start, page by page. */
export async function readAllBackward(
  gateway: ClusterGateway,
  topic: string,
  options: Options = {},
): Promise<ReadThrough> {
  return readAll("backward", gateway, topic, options);
}

async function readAll(
  direction: "forward" | "backward",
  gateway: ClusterGateway,
  topic: string,
  { partitions = 1, maxMessages = 500, isolation = "readCommitted", ...more }: Options,
): Promise<ReadThrough> {
  const isForward = direction === "forward";
  const ends = await gateway.listOffsets(
    Array.from({ length: partitions }, (_, partition) => ({
      topic,
      partition,
      at: isForward ? ("earliest" as const) : ("latest" as const),
    })),
    isolation,
  );
  let from: ReadRequest["from"] = inTopic(topic, ...ends.map(({ offset }) => offset ?? 0n));
  const messages: Message[] = [];
  const gaps: OffsetGap[] = [];
  for (let pages = 1; pages <= maxPages; pages++) {
    const request = { from, maxMessages, isolation, continues: pages > 1, ...more };
    const page = await (isForward ? gateway.readForward(request) : gateway.readBackward(request));
    for (const { message } of page.failures) throw new Error(message);
    messages.push(...page.messages);
    gaps.push(...page.gaps);
    from = page.next;
    const isThrough = page.ranges.every(({ partition, start, end }) => {
      const at = ofPartition(page.next, partition)?.offset ?? 0n;
      return isForward ? at >= end : at <= start;
    });
    if (isThrough) return { messages, gaps, pages };
  }
  throw new Error(`${topic} does not come to an end`);
}
