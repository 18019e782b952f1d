import type { ClusterGateway, Tail } from "../../../src/kafka/gateway";
import { KafkaError } from "../../../src/kafka/errors";
import { readGroupSample, type GroupSample } from "../../../src/kafka/watch/groupSample";
import { GroupWatch } from "../../../src/kafka/watch/groupWatch";
import { GroupWindow } from "../../../src/kafka/watch/groupWindow";
import { Moments } from "../../../src/kafka/watch/moments";
import { childrenOf } from "../../../src/views/children";
import { clusterNode } from "../../../src/views/clusterChildren";
import type { ClusterTreeNode } from "../../../src/views/nodes";
import { DeliveryCheck } from "./deliveryCheck";

const watchIntervalMs = 500;
const treeIntervalMs = 1_000;
const pollLimits = { maxMessages: 500, maxWaitMs: 500 };
/** What views hold is bounded, and full before anything is measured. */
const windowLimits = { maxAgeMs: 5_000, maxSamples: 10, maxPartitions: 1_000 };
const momentLimits = { maxMoments: 20, maxItems: 1_000 };

/** What a person has open all day, on one gateway: a live view of a topic, a group's panel, the tree unfolded. */
export class SoakLoad {
  readonly checks: readonly DeliveryCheck[];
  /** What went wrong that must not, as sentences. */
  readonly problems: string[] = [];
  readonly counts = { samples: 0, failedSamples: 0, refreshes: 0, failedRefreshes: 0 };
  private readonly stopping = new AbortController();
  private readonly tail: Tail;
  private readonly window = new GroupWindow(windowLimits);
  private readonly moments = new Moments(momentLimits);
  private readonly watch: GroupWatch<GroupSample>;
  private readonly loops: Promise<void>[];

  constructor(
    private readonly gateway: ClusterGateway,
    { topic, partitions, groupId }: { topic: string; partitions: number; groupId: string },
  ) {
    this.checks = Array.from(
      { length: partitions },
      (_, partition) => new DeliveryCheck(partition),
    );
    const from = this.checks.map((_, partition) => ({ topic, partition, offset: 0n }));
    this.tail = gateway.openTail({ from, isolation: "readCommitted" });
    this.watch = new GroupWatch<GroupSample>(
      {
        read: (signal) => {
          const known = this.window.latest?.partitions.map((one) => one.topic);
          const topics = [...new Set(known)];
          return readGroupSample(gateway, groupId, { now: Date.now, topics }, signal);
        },
        onSample: (sample) => {
          this.counts.samples++;
          this.window.add(sample);
          this.moments.add(sample);
        },
        onFailure: (error) => {
          this.counts.failedSamples++;
          this.expectKafkaError(error);
        },
      },
      watchIntervalMs,
    );
    this.watch.resume();
    this.loops = [this.follow(), this.refreshAgainAndAgain()];
  }

  /** One past the last offset delivered, of each partition. */
  get positions(): readonly bigint[] {
    return this.checks.map(({ position }) => position);
  }

  /** The tree and the group as they are read when every broker is up. @throws whatever reading throws */
  async readAll(): Promise<void> {
    await this.refresh();
    const sample = await this.watch.readNow();
    const failed = sample.partitions.find(({ failure }) => failure !== undefined);
    if (failed?.failure !== undefined) throw new Error(failed.failure.message);
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    this.watch.stop();
    await Promise.all(this.loops);
    this.tail.close();
  }

  private async follow(): Promise<void> {
    const { signal } = this.stopping;
    while (!this.isStopping()) {
      try {
        const { messages, gaps, failures } = await this.tail.poll(pollLimits, signal);
        for (const message of messages) this.checks[message.partition]?.deliver(message);
        for (const { partition, firstOffset } of gaps) {
          this.report(`A gap of partition ${partition} was told at ${firstOffset.toString()}.`);
        }
        for (const { partition, message } of failures) {
          this.report(`Partition ${partition} ended: ${message}`);
        }
        if (failures.length > 0) return;
      } catch (error) {
        if (this.isStopping()) return;
        this.report(`The tail failed: ${String(error)}`);
        return;
      }
    }
  }

  private async refreshAgainAndAgain(): Promise<void> {
    while (!this.isStopping()) {
      try {
        await this.refresh();
      } catch (error) {
        this.counts.failedRefreshes++;
        if (!this.isStopping()) this.expectKafkaError(error);
      }
      await this.pause(treeIntervalMs);
    }
  }

  /** Every level down to partitions and members, with what is learnt afterwards. */
  private async refresh(): Promise<void> {
    const { signal } = this.stopping;
    const context = { gateway: this.gateway, showsInternalTopics: true, signal };
    const identity = { id: "soak", name: "soak", bootstrapServers: [], isReadOnly: true };
    const open: ClusterTreeNode[] = [clusterNode(identity)];
    for (let node = open.shift(); node !== undefined; node = open.shift()) {
      const { nodes, learnMore } = await childrenOf(node, context);
      await learnMore?.(signal);
      open.push(...nodes);
    }
    this.counts.refreshes++;
  }

  private isStopping(): boolean {
    return this.stopping.signal.aborted;
  }

  private pause(durationMs: number): Promise<void> {
    const { signal } = this.stopping;
    return new Promise((resolve) => {
      const end = (): void => {
        clearTimeout(timer);
        signal.removeEventListener("abort", end);
        resolve();
      };
      const timer = setTimeout(end, durationMs);
      signal.addEventListener("abort", end);
    });
  }

  private expectKafkaError(error: unknown): void {
    if (!(error instanceof KafkaError)) this.report(`Not a KafkaError: ${String(error)}`);
  }

  private report(problem: string): void {
    if (!this.problems.includes(problem)) this.problems.push(problem);
  }
}
