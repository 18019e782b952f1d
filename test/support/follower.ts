import type { OffsetGap, PartitionFailure, Tail, TailBatch } from "../../src/kafka/gateway";
import type { Message, Offset, TopicPartition } from "../../src/kafka/model";
import { eventually } from "./eventually";

/** Elections included. */
const timeoutMs = 40_000;
const limits = { maxMessages: 500, maxWaitMs: 500 };

/** Polls a tail on and on, as a page that shows it does, and keeps everything it tells. */
export class Follower {
  readonly messages: Message[] = [];
  readonly gaps: OffsetGap[] = [];
  /** What the tail told while it delivered nothing. */
  readonly interruptions = new Set<string>();
  failures: readonly PartitionFailure[] = [];
  throttleMs = 0;
  private last: TailBatch | undefined;
  private error: unknown;
  private readonly stopping = new AbortController();
  private readonly polling: Promise<void>;

  constructor(private readonly tail: Tail) {
    this.polling = this.poll();
  }

  /** Waits until the tail goes on at the offset or behind it. */
  untilAt({ topic, partition }: TopicPartition, offset: Offset): Promise<unknown> {
    return this.until(`the tail of partition ${partition} is at ${offset.toString()}`, () =>
      this.last?.next.some(
        (next) => next.topic === topic && next.partition === partition && next.offset >= offset,
      ),
    );
  }

  /** @throws what a poll has thrown */
  until(what: string, condition: () => boolean | undefined): Promise<unknown> {
    const isOver = (): boolean | undefined => this.error !== undefined || condition();
    return eventually(what, isOver, timeoutMs).then(() => {
      if (this.error !== undefined) throw this.error as Error;
    });
  }

  /** Closes the tail too. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.polling;
    this.tail.close();
  }

  private async poll(): Promise<void> {
    const { signal } = this.stopping;
    for (;;) {
      try {
        const batch = await this.tail.poll(limits, signal);
        this.last = batch;
        this.messages.push(...batch.messages);
        this.gaps.push(...batch.gaps);
        this.failures = batch.failures;
        this.throttleMs += batch.throttleMs;
        for (const { message } of batch.interruptions) this.interruptions.add(message);
      } catch (error) {
        if (!signal.aborted) this.error = error;
        return;
      }
    }
  }
}
