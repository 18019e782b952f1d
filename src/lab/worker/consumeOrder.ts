import { setTimeout as delay } from "node:timers/promises";
import { PartitionAssigners, type Consumer, type EachBatchPayload } from "kafkajs";
import { kafkaOf } from "./kafkaOf";
import type { ConsumeOrder, LabAssignor, LabReport } from "./orders";
import { rangeAssigner } from "./rangeAssigner";
import { messageOf } from "./messageOf";

const heartbeatsPerSession = 4;
const haltPauseMs = 200;
/** The first may find its offset out of range; then the second knows where to read. */
const fetchesToSettle = 2;
const assigners = {
  range: rangeAssigner,
  roundRobin: PartitionAssigners.roundRobin,
} satisfies Record<LabAssignor, unknown>;

/** A consumer of an application, in this process, that tells what happens to it. */
export class OrderedConsumer {
  private readonly consumer: Consumer;
  /** Partition → the next offset to read, of what was read and not yet committed. */
  private readonly read = new Map<number, bigint>();
  private worked = 0;
  private started: Promise<void> = Promise.resolve();

  constructor(
    private readonly order: ConsumeOrder,
    private readonly report: (report: LabReport) => void,
  ) {
    const { connection, clientId, groupId, assignor, sessionTimeoutMs } = order;
    this.consumer = kafkaOf(connection, clientId).consumer({
      groupId,
      partitionAssigners: [assigners[assignor]],
      sessionTimeout: sessionTimeoutMs,
      heartbeatInterval: Math.floor(sessionTimeoutMs / heartbeatsPerSession),
      rebalanceTimeout: sessionTimeoutMs,
      maxWaitTimeInMs: 500,
    });
    this.tellEvents();
  }

  start(): Promise<void> {
    this.started = this.join();
    return this.started;
  }

  /** Leaves the group. One that is about to join does so first: kafkajs would not leave what it has not joined. */
  async stop(): Promise<void> {
    await this.started.catch(() => undefined);
    await this.consumer.disconnect();
  }

  private async join(): Promise<void> {
    const { topic, startAt, commit } = this.order;
    await this.consumer.connect();
    await this.consumer.subscribe({ topic, fromBeginning: startAt === "earliest" });
    await this.consumer.run({
      autoCommit: commit.kind === "auto",
      autoCommitInterval: commit.kind === "auto" ? commit.intervalMs : null,
      eachBatchAutoResolve: false,
      eachBatch: (payload) => this.work(payload),
    });
  }

  private async work({ batch, ...batchOf }: EachBatchPayload): Promise<void> {
    const { commit, workMs } = this.order;
    for (const message of batch.messages) {
      if (!batchOf.isRunning() || batchOf.isStale()) return;
      this.report({ kind: "received", ...messageOf(batch.partition, message) });
      if (workMs > 0) await delay(workMs);
      this.read.set(batch.partition, BigInt(message.offset) + 1n);
      batchOf.resolveOffset(message.offset);
      if (commit.kind === "eachMessage") await this.commit();
      await this.heartbeat(batchOf);
      if (commit.kind === "auto") await batchOf.commitOffsetsIfNecessary();
      this.worked += 1;
      if (this.worked === this.order.haltAfter) await this.halt(batchOf);
    }
    if (commit.kind === "eachBatch") await this.commit();
  }

  /** @throws when a rebalance takes the partitions away */
  private async heartbeat(batchOf: Pick<EachBatchPayload, "heartbeat">): Promise<void> {
    try {
      await batchOf.heartbeat();
    } catch (error) {
      // before it joins again, while the broker still takes it
      if (this.order.commitsOnRevoke) await this.commit();
      throw error;
    }
  }

  private async halt(batchOf: Pick<EachBatchPayload, "heartbeat" | "isRunning">): Promise<void> {
    while (batchOf.isRunning()) {
      await delay(haltPauseMs);
      await this.heartbeat(batchOf);
    }
  }

  private async commit(): Promise<void> {
    const { topic } = this.order;
    const offsets = [...this.read].map(([partition, offset]) => ({
      topic,
      partition,
      offset: String(offset),
    }));
    this.read.clear();
    if (offsets.length > 0) await this.consumer.commitOffsets(offsets);
  }

  private tellEvents(): void {
    const { consumer, report } = this;
    const { GROUP_JOIN, REBALANCING, COMMIT_OFFSETS, CRASH, FETCH } = consumer.events;
    let fetches = 0;
    consumer.on(GROUP_JOIN, ({ payload }) => {
      fetches = 0;
      this.read.clear();
      const partitions = payload.memberAssignment[this.order.topic] ?? [];
      report({ kind: "joined", memberId: payload.memberId, partitions });
    });
    consumer.on(FETCH, () => {
      fetches += 1;
      if (fetches === fetchesToSettle) report({ kind: "reading" });
    });
    consumer.on(REBALANCING, () => {
      report({ kind: "rebalancing" });
      // sent before the next JoinGroup over the same connection, while the broker still takes it
      if (this.order.commitsOnRevoke) this.commit().catch(this.tellFailure);
    });
    consumer.on(COMMIT_OFFSETS, ({ payload }) => {
      const offsets = payload.topics.flatMap(({ partitions }) =>
        partitions.map(({ partition, offset }) => ({
          partition,
          // a Long, whatever its type says, after a commit by hand
          offset: BigInt(offset).toString(),
        })),
      );
      report({ kind: "committed", offsets });
    });
    consumer.on(CRASH, ({ payload }) => {
      this.tellFailure(payload.error);
    });
  }

  private readonly tellFailure = (error: unknown): void => {
    this.report({
      kind: "failed",
      message: error instanceof Error ? error.message : String(error),
    });
  };
}
