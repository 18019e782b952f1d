import type {
  ClusterGateway,
  OffsetGap,
  PartitionFailure,
  ReadRequest,
} from "../../src/kafka/gateway";
import { KafkaError } from "../../src/kafka/errors";
import type { Message } from "../../src/kafka/model";

export interface Walk {
  /** In the order they were read, over all pages. */
  readonly messages: readonly Message[];
  readonly gaps: readonly OffsetGap[];
  /** Of pages that were read again, from where they had come to. */
  readonly failures: readonly (KafkaError | PartitionFailure)[];
  readonly throttleMs: number;
}

interface WalkOptions {
  readonly direction?: "forward" | "backward";
  /** Called after each page with the number of messages read so far. */
  readonly afterPage?: (messages: number) => unknown;
}

/** Long enough for an election. */
const maxMs = 30_000;

/**
 * Pages through partitions to their end as a person would: a page that fails is asked for again, and what was read
 * is never asked for twice.
 * @throws when they are not through in time
 */
export async function walkPages(
  gateway: ClusterGateway,
  request: ReadRequest,
  { direction = "forward", afterPage }: WalkOptions = {},
): Promise<Walk> {
  const isForward = direction === "forward";
  const messages: Message[] = [];
  const gaps: OffsetGap[] = [];
  const failures: (KafkaError | PartitionFailure)[] = [];
  let throttleMs = 0;
  let now = request;
  const endMs = performance.now() + maxMs;
  while (performance.now() < endMs) {
    try {
      const page = await (isForward ? gateway.readForward(now) : gateway.readBackward(now));
      messages.push(...page.messages);
      gaps.push(...page.gaps);
      failures.push(...page.failures);
      throttleMs += page.throttleMs;
      now = { ...now, from: page.next, topicIds: page.topicIds, continues: true };
      const isThrough = page.ranges.every(({ topic, partition, start, end }) => {
        const at = page.next.find((next) => next.topic === topic && next.partition === partition);
        return at !== undefined && (isForward ? at.offset >= end : at.offset <= start);
      });
      if (isThrough && page.failures.length === 0) return { messages, gaps, failures, throttleMs };
    } catch (error) {
      if (!(error instanceof KafkaError)) throw error;
      failures.push(error);
    }
    await afterPage?.(messages.length);
  }
  throw new Error("The pages do not come to an end", { cause: failures.at(-1) });
}
