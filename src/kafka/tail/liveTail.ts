import type { CallsUnderWay } from "../connection/callsUnderWay";
import { cancelled, throwIfCancelled } from "../connection/deadline";
import type { Lane } from "../connection/lane";
import type { Router } from "../connection/router";
import { KafkaError } from "../errors";
import type { FetchTuning, OffsetGap, Tail, TailBatch, TailRequest } from "../gateway";
import type { Message, Position, TopicPartition } from "../model";
import { partitionKey } from "../partitionMap";
import { mergeByTime } from "./mergeByTime";
import type { Chunk } from "./chunk";
import { ChunkMessages } from "./chunkMessages";
import { FedPartition } from "./fedPartition";
import type { FeedRouter } from "./feedLookUps";
import { PartitionFeeds } from "./partitionFeeds";

const defaults: Required<FetchTuning> = {
  minBytes: 1,
  maxWaitMs: 500,
  maxBytes: 4 * 1024 * 1024,
  maxPartitionBytes: 1024 * 1024,
};

type PollLimits = Parameters<Tail["poll"]>[0];

type TailRouter = FeedRouter & Pick<Router, "openLane">;

/**
 * @param calls end polls, whatever they wait for
 * @throws KafkaError `invalidInput` for a negative offset
 */
export function openTail(
  router: TailRouter,
  calls: Pick<CallsUnderWay, "run">,
  request: TailRequest,
): Tail {
  for (const { offset } of request.from) throwIfNegative(offset);
  return new LiveTail(router, calls, request);
}

class LiveTail implements Tail {
  /** In the order they were asked for. */
  private readonly byKey: Map<string, FedPartition>;
  private readonly fed: Set<FedPartition>;
  private opened: { readonly lane: Lane; readonly feeds: PartitionFeeds } | undefined;
  private readonly decoders = new WeakMap<Chunk, ChunkMessages>();
  private told = { requests: 0, receivedBytes: 0, throttleMs: 0, troubles: "" };
  private isPolling = false;
  private isClosed = false;

  constructor(
    private readonly router: TailRouter,
    private readonly calls: Pick<CallsUnderWay, "run">,
    private readonly request: TailRequest,
  ) {
    const partitions = request.from.map((position) => new FedPartition(position, undefined));
    this.byKey = new Map(partitions.map((partition) => [partitionKey(partition), partition]));
    this.fed = new Set(this.byKey.values());
  }

  async poll(limits: PollLimits, signal?: AbortSignal): Promise<TailBatch> {
    return this.calls.run(signal, (ending) => this.pollUntil(limits, ending));
  }

  pause(partitions: readonly TopicPartition[]): void {
    for (const partition of this.known(partitions)) {
      partition.isPaused = true;
      partition.drop();
    }
  }

  resume(partitions: readonly TopicPartition[]): void {
    for (const partition of this.known(partitions)) partition.isPaused = false;
    this.opened?.feeds.bell.ring();
  }

  seek(position: Position): void {
    throwIfNegative(position.offset);
    const key = partitionKey(position);
    const known = this.byKey.get(key);
    if (known === undefined) {
      const added = new FedPartition(position, undefined);
      this.byKey.set(key, added);
      this.fed.add(added);
    } else known.seek(position.offset);
    this.opened?.feeds.bell.ring();
  }

  close(): void {
    this.isClosed = true;
    this.opened?.feeds.close();
    this.opened?.feeds.bell.ring();
  }

  private async pollUntil(
    { maxMessages, maxWaitMs }: PollLimits,
    signal: AbortSignal,
  ): Promise<TailBatch> {
    if (this.isPolling) throw invalid("The tail is being polled already.");
    if (!Number.isInteger(maxMessages) || maxMessages < 1) {
      throw invalid("A poll asks for one message at least.");
    }
    const endMs = performance.now() + maxWaitMs;
    this.isPolling = true;
    try {
      for (;;) {
        const { feeds } = this.open();
        feeds.kick();
        const batch = this.collect(maxMessages);
        // there may be room for another answer now, also where this one held nothing to show
        feeds.kick();
        if (batch !== undefined) return batch;
        const now = performance.now();
        if (now >= endMs) return this.batch([], []);
        await feeds.bell.wait(Math.min(endMs, feeds.nextAttemptMs()) - now, signal);
        throwIfCancelled(signal);
      }
    } finally {
      this.isPolling = false;
    }
  }

  private open(): NonNullable<typeof this.opened> {
    if (this.isClosed) throw cancelled();
    if (this.opened === undefined) {
      const { isolation, tuning } = this.request;
      const lane = this.router.openLane();
      const cut = { ...defaults, ...tuning };
      // a broker asked for no bytes would not wait at all
      const minBytes = Math.max(1, cut.minBytes);
      const limits = { ...cut, minBytes, isolation, maxAnswersPerBroker: 1 };
      this.opened = { lane, feeds: new PartitionFeeds(this.router, lane, this.fed, limits) };
    }
    return this.opened;
  }

  private known(partitions: readonly TopicPartition[]): FedPartition[] {
    return partitions.flatMap((partition) => this.byKey.get(partitionKey(partition)) ?? []);
  }

  /** What there is to tell; undefined when it is nothing. */
  private collect(maxMessages: number): TailBatch | undefined {
    const runs = this.takeMessages(maxMessages);
    const gaps = [...this.byKey.values()].flatMap(({ gaps: ofOne }) => ofOne.take());
    if (runs.length === 0 && gaps.length === 0 && this.troubles() === this.told.troubles) {
      return undefined;
    }
    return this.batch(mergeByTime(runs), gaps);
  }

  /** Of every partition that has any an equal share, then what is left of the others. */
  private takeMessages(maxMessages: number): readonly (readonly Message[])[] {
    const { held } = this.open().feeds;
    const runs = new Map<FedPartition, Message[]>();
    let left = maxMessages;
    for (let heads = held.heads(); heads.length > 0 && left > 0; heads = held.heads()) {
      const share = Math.ceil(left / heads.length);
      for (const chunk of heads) {
        if (left === 0) break;
        const run = runs.get(chunk.partition) ?? [];
        const before = run.length;
        if (this.decoder(chunk).takeInto(run, Math.min(share, left))) held.done(chunk);
        left -= run.length - before;
        if (run.length > 0) runs.set(chunk.partition, run);
      }
    }
    return [...runs.values()];
  }

  private decoder(chunk: Chunk): ChunkMessages {
    const { includeAborted, isolation } = this.request;
    const known = this.decoders.get(chunk);
    if (known !== undefined) return known;
    const isShown = includeAborted === true && isolation === "readCommitted";
    const made = new ChunkMessages(chunk, isShown);
    this.decoders.set(chunk, made);
    return made;
  }

  private batch(messages: readonly Message[], gaps: readonly OffsetGap[]): TailBatch {
    const all = [...this.byKey.values()];
    const { requests, receivedBytes, throttleMs } = this.open().lane.traffic;
    const { told } = this;
    this.told = { requests, receivedBytes, throttleMs, troubles: this.troubles() };
    return {
      messages,
      gaps,
      next: all.map(({ topic, partition, gaps: { position: offset } }) => {
        return { topic, partition, offset };
      }),
      ranges: all.flatMap(({ range }) => range ?? []),
      failures: all.flatMap(({ failure }) => failure ?? []),
      interruptions: all.flatMap(({ interruption }) => interruption ?? []),
      bytes: receivedBytes - told.receivedBytes,
      requests: requests - told.requests,
      throttleMs: throttleMs - told.throttleMs,
    };
  }

  /** Changes when there is something new to tell of what goes wrong. */
  private troubles(): string {
    return [...this.byKey.values()]
      .flatMap(({ failure, interruption }) => failure?.message ?? interruption?.message ?? [])
      .join("\n");
  }
}

function throwIfNegative(offset: bigint): void {
  if (offset < 0n) throw invalid("An offset cannot be negative.");
}

function invalid(message: string): KafkaError {
  return new KafkaError(message, { kind: "invalidInput" });
}
