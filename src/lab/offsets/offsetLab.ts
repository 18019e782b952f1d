import { KafkaError } from "../../kafka/errors";
import { cancelled } from "../../kafka/connection/deadline";
import { asKafkaError } from "../../kafka/reset/asKafkaError";
import type { LabCluster } from "../labCluster";
import type { LabProcesses } from "../process/labProcesses";
import { leftoversOf, removeLeftovers, type Leftovers } from "../rebalance/leftovers";
import { Bench } from "./bench";
import type { Experiment, ExperimentId } from "./experiment";
import { experiments } from "./experiments";
import { freeTopic, isOfOffsetLab } from "./names";
import type { Step } from "./step";

export interface ExperimentRun {
  readonly state: "never" | "running" | "done" | "cancelled" | "failed";
  /** Oldest first. */
  readonly steps: readonly Step[];
  /** Undefined before the first run. */
  readonly topic: string | undefined;
  /** In the order they began; they are left behind, to be looked at. */
  readonly groups: readonly string[];
  /** Why it failed: a sentence. */
  readonly problem: string | undefined;
}

export interface OffsetLabOptions {
  readonly cluster: LabCluster;
  readonly processes: Pick<LabProcesses, "start">;
  /** Called whenever `runs` or `isBusy` changed. */
  readonly onChange: () => void;
}

const neverRun: ExperimentRun = {
  state: "never",
  steps: [],
  topic: undefined,
  groups: [],
  problem: undefined,
};

/** Experiments with committed offsets, one at a time, each with a new topic and new groups. */
export class OffsetLab {
  private readonly byId = new Map<ExperimentId, ExperimentRun>();
  private underWay: AbortController | undefined;
  private ended: Promise<void> = Promise.resolve();

  constructor(private readonly options: OffsetLabOptions) {}

  /** True while an experiment or a clean-up is under way. */
  get isBusy(): boolean {
    return this.underWay !== undefined;
  }

  runOf(id: ExperimentId): ExperimentRun {
    return this.byId.get(id) ?? neverRun;
  }

  /** What of this lab is on the cluster: topics and groups that it created. */
  get left(): Leftovers {
    const { topics, groups } = leftoversOf(this.options.cluster);
    return { topics: topics.filter(isOfOffsetLab), groups: groups.filter(isOfOffsetLab) };
  }

  /**
   * Runs to its end; what becomes of it is told by `runOf`.
   * @throws KafkaError `invalidInput` when the cluster must not be written to, or another one is under way
   */
  async run(id: ExperimentId): Promise<void> {
    const experiment = experiments.find((one) => one.id === id);
    if (experiment === undefined) return;
    await this.alone(async (signal) => {
      this.byId.set(id, { ...neverRun, state: "running" });
      this.options.onChange();
      try {
        await this.carryOut(experiment, signal);
        this.change(id, { state: "done" });
      } catch (thrown) {
        const error = asKafkaError(thrown);
        if (error.kind === "cancelled") this.change(id, { state: "cancelled" });
        else this.change(id, { state: "failed", problem: error.message });
      }
    });
  }

  /** Ends what is under way; nothing happens where nothing is. */
  cancel(): void {
    this.underWay?.abort();
  }

  /** Writes: deletes every topic and group that this lab created, also in earlier sessions. @throws KafkaError */
  async cleanUp(): Promise<void> {
    const { cluster } = this.options;
    await this.alone(async (signal) => {
      await removeLeftovers(cluster, signal, this.left);
      this.byId.clear();
    });
  }

  async dispose(): Promise<void> {
    this.cancel();
    await this.ended;
  }

  private async alone(work: (signal: AbortSignal) => Promise<void>): Promise<void> {
    const obstacle = this.options.cluster.writer.obstacle();
    if (obstacle !== undefined) throw new KafkaError(obstacle, { kind: "invalidInput" });
    if (this.underWay !== undefined) {
      throw new KafkaError("Another experiment is under way.", { kind: "invalidInput" });
    }
    const controller = new AbortController();
    this.underWay = controller;
    this.options.onChange();
    const done = work(controller.signal);
    this.ended = done.catch(() => undefined);
    try {
      await done;
    } finally {
      this.underWay = undefined;
      this.options.onChange();
    }
  }

  private async carryOut(experiment: Experiment, signal: AbortSignal): Promise<void> {
    const { cluster, processes } = this.options;
    const { id, slug, partitions } = experiment;
    const taken = [...(await this.topicNames(signal)), ...cluster.creations.names("topic")];
    const groups = await cluster.gateway().listGroups(signal);
    const groupIds = [...groups.map(({ groupId }) => groupId), ...cluster.creations.names("group")];
    const topic = freeTopic(slug, new Set(taken), groupIds);
    this.change(id, { topic });
    const bench = new Bench({
      cluster,
      processes,
      topic,
      partitions,
      signal,
      tell: (step) => {
        this.change(id, { steps: [...this.runOf(id).steps, step] });
      },
      onGroup: (groupId) => {
        const { groups } = this.runOf(id);
        if (!groups.includes(groupId)) this.change(id, { groups: [...groups, groupId] });
      },
    });
    try {
      await experiment.run(bench);
    } finally {
      await bench.dispose();
    }
    if (signal.aborted) throw cancelled();
  }

  private async topicNames(signal: AbortSignal): Promise<readonly string[]> {
    const topics = await this.options.cluster.gateway().listTopics(signal);
    return topics.map(({ topic }) => topic);
  }

  private change(id: ExperimentId, changed: Partial<ExperimentRun>): void {
    this.byId.set(id, { ...this.runOf(id), ...changed });
    this.options.onChange();
  }
}
