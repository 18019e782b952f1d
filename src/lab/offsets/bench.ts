import { retry } from "../../kafka/connection/retry";
import { cancelled, withDeadline } from "../../kafka/connection/deadline";
import { KafkaError } from "../../kafka/errors";
import { PartitionMap } from "../../kafka/partitionMap";
import type { Offset } from "../../kafka/model";
import { createLabTopic } from "../createLabTopic";
import type { LabCluster } from "../labCluster";
import type { LabProcess, LabProcesses } from "../process/labProcesses";
import type { CommitMode, LabConnection, LabOrder, LabReport } from "../worker/orders";
import type { Check, Step } from "./step";
import { commitText, offsetsText } from "./offsetsText";
import { Reader } from "./reader";

/** The shortest that brokers allow: a crash is noticed soon. */
const sessionTimeoutMs = 6000;
const leadersBudgetMs = 10_000;
const jobTimeoutMs = 30_000;

export interface ReaderOptions {
  /** `auto.offset.reset` */
  readonly startAt?: "earliest" | "latest";
  readonly commit?: CommitMode;
  readonly commitsOnRevoke?: boolean;
  /** After so many messages it handles no more, and stays in its group. */
  readonly haltAfter?: number;
}

export interface BenchOptions {
  readonly cluster: LabCluster;
  readonly processes: Pick<LabProcesses, "start">;
  readonly topic: string;
  readonly partitions: number;
  readonly signal: AbortSignal;
  readonly tell: (step: Step) => void;
  /** Told of each group before its first consumer begins. */
  readonly onGroup: (groupId: string) => void;
}

/** Where one experiment runs: its topic, its groups, its processes, and what it tells. */
export class Bench {
  readonly topic: string;
  private readonly started = new Set<LabProcess>();
  private connection: LabConnection | undefined;
  private isDisposed = false;

  constructor(private readonly options: BenchOptions) {
    this.topic = options.topic;
  }

  tell(text: string, why?: string): void {
    this.options.tell({ text, ...(why === undefined ? {} : { why }) });
  }

  check(text: string, check: Check, why?: string): void {
    this.options.tell({ text, check, ...(why === undefined ? {} : { why }) });
  }

  /** What a reader received of a partition. */
  checkReceived(text: string, reader: Reader, expected: string, why: string, partition = 0): void {
    const observed = offsetsText(reader.offsets(partition));
    this.check(text, { what: `Received in group ${reader.groupId}`, expected, observed }, why);
  }

  /** What a group has committed. */
  async checkCommitted(
    text: string,
    groupId: string,
    expected: Offset | undefined,
    why: string,
    partition = 0,
  ): Promise<void> {
    const observed = commitText(await this.committed(groupId, partition));
    const what = `Committed by group ${groupId}`;
    this.check(text, { what, expected: commitText(expected), observed }, why);
  }

  /** A group's whole name. */
  group(role: string): string {
    return `${this.topic}-${role}`;
  }

  async createTopic(): Promise<void> {
    const { cluster, partitions, signal } = this.options;
    await createLabTopic(cluster, { topic: this.topic, partitions }, signal);
    await retry({ budgetMs: leadersBudgetMs, signal }, async () =>
      (await this.hasLeaders()) ? "done" : "again",
    );
    const count = partitions === 1 ? "1 partition" : `${partitions} partitions`;
    this.tell(`Created the topic ${this.topic} with ${count}.`);
  }

  /** Writes messages one after the other, as a producer does; all to one partition where there is one. */
  async produce(count: number, keys: readonly string[] = ["0"]): Promise<void> {
    await this.job({
      kind: "produce",
      ...(await this.identity("producer")),
      topic: this.topic,
      keys,
      intervalMs: 0,
      messageCount: count,
    });
  }

  /** Deletes what is in front of this offset: the log starts there then. */
  async deleteRecords(before: Offset): Promise<void> {
    const { topic } = this;
    const about = { topic, partition: 0, before: String(before) };
    await this.job({ kind: "deleteRecords", ...(await this.identity("retention")), ...about });
  }

  /** Begins a consumer in the group of this role, as a process of its own. */
  async read(role: string, options: ReaderOptions = {}): Promise<Reader> {
    const groupId = this.group(role);
    await this.options.cluster.creations.add("group", groupId);
    this.options.onGroup(groupId);
    const { startAt = "earliest", commitsOnRevoke = false, haltAfter } = options;
    const order: LabOrder = {
      kind: "consume",
      ...(await this.identity(role)),
      groupId,
      topic: this.topic,
      assignor: "range",
      startAt,
      commit: options.commit ?? { kind: "eachMessage" },
      commitsOnRevoke,
      sessionTimeoutMs,
      workMs: 0,
      ...(haltAfter === undefined ? {} : { haltAfter }),
    };
    return new Reader(groupId, (onReport) => this.start(order, onReport), this.options.signal);
  }

  async committed(groupId: string, partition = 0): Promise<Offset | undefined> {
    const at = { topic: this.topic, partition };
    const [result] = await this.options.cluster
      .gateway()
      .fetchCommittedOffsets([groupId], this.options.signal, [at]);
    const commit = new PartitionMap(result?.value).get(at);
    const failure = result?.failure ?? commit?.failure;
    if (failure !== undefined) throw new KafkaError(failure.message, { kind: "unexpected" });
    return commit?.offset;
  }

  async logStart(): Promise<Offset | undefined> {
    const question = { topic: this.topic, partition: 0, at: "earliest" } as const;
    const [answer] = await this.options.cluster
      .gateway()
      .listOffsets([question], "readUncommitted", this.options.signal);
    return answer?.offset;
  }

  /** Ends what still runs: consumers leave their groups, which may be deleted then. */
  async dispose(): Promise<void> {
    this.isDisposed = true;
    await Promise.all([...this.started].map((process) => process.stop()));
  }

  private async hasLeaders(): Promise<boolean> {
    const { cluster, partitions, signal } = this.options;
    const questions = Array.from({ length: partitions }, (_, partition) => ({
      topic: this.topic,
      partition,
      at: "latest" as const,
    }));
    const answers = await cluster.gateway().listOffsets(questions, "readUncommitted", signal);
    return answers.every(({ failure }) => failure === undefined);
  }

  /** A process that ends by itself. */
  private async job(order: LabOrder): Promise<void> {
    const process = this.start(order, () => undefined);
    const limits = { timeoutMs: jobTimeoutMs, signal: this.options.signal };
    const exit = await withDeadline(process.ended, limits, () => {
      return new KafkaError(`The ${order.clientId} did not end within ${jobTimeoutMs / 1000} s.`, {
        kind: "timeout",
      });
    });
    if (exit.kind === "failed") throw new KafkaError(exit.message, { kind: "unexpected" });
  }

  private start(order: LabOrder, onReport: (report: LabReport) => void): LabProcess {
    const { cluster, processes, signal } = this.options;
    // what the experiment does at the same time may not know yet that it is over
    if (this.isDisposed || signal.aborted) throw cancelled();
    const obstacle = cluster.writer.obstacle();
    if (obstacle !== undefined) throw new KafkaError(obstacle, { kind: "invalidInput" });
    const started = processes.start(order, onReport);
    this.started.add(started);
    void started.ended.then(() => this.started.delete(started));
    return started;
  }

  private async identity(
    role: string,
  ): Promise<{ readonly connection: LabConnection; readonly clientId: string }> {
    this.connection ??= await this.options.cluster.connection(this.options.signal);
    return { connection: this.connection, clientId: `offset-lab-${role}` };
  }
}
