import assert from "node:assert/strict";
import { applyReset } from "../../src/kafka/reset/applyReset";
import { describeResult } from "../../src/kafka/reset/describeResult";
import { planReset, type ResetPlan } from "../../src/kafka/reset/plan";
import { readResetFacts } from "../../src/kafka/reset/readResetFacts";
import type { ResetRequest } from "../../src/kafka/reset/target";
import { ResetScene } from "./resetScene";

/** What a group is committed at, by partition. */
type History = Readonly<Record<number, bigint>>;

/** Offsets by partition, as text: what a tool prints and what a plan says compare alike. */
export type Offsets = Readonly<Record<string, string>>;

/** Two groups of one kind and one history: what we do to one, Kafka's tool does to the other. */
export interface Twins {
  readonly ours: string;
  readonly theirs: string;
  readonly history: History;
}

/** A classic group that nobody ever joined, and two whose members have left. */
const groupKinds = ["commits", "classic", "consumer"] as const;

/** Committed before the start (1, 4), past the end (5), inside the log, and in an empty partition (3). */
const everywhere: History = { 0: 3n, 1: 1n, 2: 4n, 3: 0n, 4: 2n, 5: 50n };
/** Past the end once, and nowhere else. */
const once: History = { 0: 9_999n };

/**
 * One topic of everything that makes a difference: 0 is plain, of 1 the first four offsets are deleted, 2 has markers,
 * an aborted and an open transaction, 3 was never written to, of 4 everything is deleted, 5 is out of order.
 */
export class ConformanceScene extends ResetScene {
  topicName = "";
  committedEverywhere: readonly Twins[] = [];
  committedOnce: readonly Twins[] = [];

  get twins(): readonly Twins[] {
    return [...this.committedEverywhere, ...this.committedOnce];
  }

  override async open(): Promise<void> {
    await super.open();
    const topic = await this.emptyTopic(6);
    this.topicName = topic;
    await Promise.all([
      this.produce(topic, 0, 10),
      this.produce(topic, 1, 10).then(() => this.deleteBefore(topic, 1, 4)),
      this.writeTransactions(topic, 2),
      this.produce(topic, 4, 5).then(() => this.deleteBefore(topic, 4, 5)),
      this.produceAt(topic, 5, [60, 10, 50, 20, 40, 30]),
    ]);
    this.committedEverywhere = await this.twinsOf(everywhere);
    this.committedOnce = await this.twinsOf(once);
  }

  /** Every group is at its history again. */
  async restoreHistories(): Promise<void> {
    const groups = this.twins.flatMap(({ ours, theirs, history }) => [
      { groupId: ours, history },
      { groupId: theirs, history },
    ]);
    await Promise.all(groups.map(({ groupId, history }) => this.restore(groupId, history)));
  }

  /** What we plan and write for a group; the plan's targets, and the commits afterwards. */
  async reset(request: ResetRequest): Promise<{ plan: ResetPlan; targets: Offsets }> {
    const plan = planReset(request, await readResetFacts(this.gateway, request));
    if (plan.obstacle?.kind === "nothingToChange") return { plan, targets: targetsOf(plan) };
    assert.equal(plan.obstacle, undefined);
    const result = await applyReset(this.gateway, plan);
    assert.equal(describeResult(plan, result).ok, true);
    return { plan, targets: targetsOf(plan) };
  }

  /** New offsets as Kafka's tool prints them, by group; it writes them. */
  async kafkaResets(
    groupIds: readonly string[],
    words: readonly string[],
  ): Promise<ReadonlyMap<string, Offsets>> {
    const groups = groupIds.flatMap((groupId) => ["--group", groupId]);
    const lines = await this.kafkaReset([...groups, ...words, "--execute"]);
    const printed = new Map<string, Record<string, string>>();
    for (const line of lines) {
      const [groupId = "", topic, partition = "", offset = ""] = line.trim().split(/\s+/);
      if (topic !== this.topicName) continue;
      printed.set(groupId, { ...printed.get(groupId), [partition]: offset });
    }
    return printed;
  }

  async committedOffsets(groupId: string): Promise<Offsets> {
    const commits = Object.entries(await this.commits(groupId));
    return Object.fromEntries(commits.map(([partition, offset]) => [partition, offset.toString()]));
  }

  private async twinsOf(history: History): Promise<readonly Twins[]> {
    return Promise.all(
      groupKinds.map(async (kind) => {
        const [ours, theirs] = await Promise.all([this.group(kind), this.group(kind)]);
        return { ours, theirs, history };
      }),
    );
  }

  private group(kind: (typeof groupKinds)[number]): Promise<string> {
    return kind === "commits"
      ? Promise.resolve(this.name("commits"))
      : this.stoppedGroup(kind, this.topicName, 1);
  }

  private async restore(groupId: string, history: History): Promise<void> {
    const topic = this.topicName;
    const commits = Object.keys(await this.commits(groupId));
    if (commits.length > 0) {
      const partitions = commits.map((partition) => ({ topic, partition: Number(partition) }));
      await this.gateway.deleteOffsets(groupId, partitions);
    }
    const offsets = Object.entries(history).map(([partition, offset]) => ({
      topic,
      partition: Number(partition),
      offset,
    }));
    await this.gateway.commitOffsets(groupId, offsets);
    const restored = await this.commits(groupId);
    assert.deepEqual(restored, Object.fromEntries(Object.entries(history)));
  }

  private async writeTransactions(topic: string, partition: number): Promise<void> {
    await this.transaction(topic, partition, [0, 1, 2], "commit");
    await this.transaction(topic, partition, [3, 4], "abort");
    await this.transaction(topic, partition, [5, 6, 7], "commit");
    await this.transaction(topic, partition, [8, 9], "leaveOpen");
  }
}

function targetsOf({ rows }: ResetPlan): Offsets {
  return Object.fromEntries(
    rows.flatMap(({ partition, target }) =>
      target === undefined ? [] : [[partition.toString(), target.toString()]],
    ),
  );
}
