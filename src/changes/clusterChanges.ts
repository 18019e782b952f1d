import type { WritePermission } from "../config/guard";
import type { KafkaError } from "../kafka/errors";
import type { ClusterGateway } from "../kafka/gateway";
import type { MessageToProduce, TopicToCreate } from "../kafka/model";
import { applyProduce, type ProduceResult } from "../kafka/produce/applyProduce";
import { applyGroupDeletion, type DeletionResult } from "../kafka/reset/applyGroupDeletion";
import { applyReset, type ApplyResult } from "../kafka/reset/applyReset";
import { asKafkaError } from "../kafka/reset/asKafkaError";
import type { GroupDeletionPlan } from "../kafka/reset/groupDeletion";
import type { ResetPlan } from "../kafka/reset/plan";
import {
  applyTopicCreation,
  applyTopicDeletion,
  type TopicsResult,
} from "../kafka/topics/applyTopics";
import type { ChangeRecord } from "./changeRecord";
import type { ChangeJournal } from "./journal";
import { changeOfDeletion, changeOfPlan, undoCsvOf, type NewChange } from "./newChange";
import { changeOfMessage, changeOfTopics } from "./newWrite";
import {
  outcomeOfDeletion,
  outcomeOfMessage,
  outcomeOfReset,
  outcomeOfTopics,
  type Outcome,
} from "./outcomes";

/** The cluster to write to, as configured at the time of the write. */
export interface ClusterToChange {
  readonly profile: {
    readonly id: string;
    readonly name: string;
    readonly bootstrapServers: readonly string[];
    readonly isReadOnly: boolean;
  };
  readonly gateway: ClusterGateway;
  /** Kafka's own id, as the cluster told it when the person was asked; undefined where it did not. */
  readonly clusterId?: string | undefined;
}

export interface Guard {
  mayWrite(profile: ClusterToChange["profile"]): WritePermission;
}

/** Nothing was sent to any broker. */
interface Declined {
  readonly kind: "declined";
  readonly reason: string;
}

interface Done<Result> {
  readonly kind: "done";
  readonly changeId: string;
  readonly result: Result;
  /** False: the outcome could not be added to the record. */
  readonly isRecorded: boolean;
}

export type ChangeResult = Declined | Done<ApplyResult>;

export type DeletionChangeResult = Declined | Done<DeletionResult>;

export type ProduceChangeResult = Declined | Done<ProduceResult>;

export type TopicsChangeResult = Declined | Done<TopicsResult>;

/** The check before the write failed: nothing was sent. */
export interface GroupFailure {
  readonly kind: "failed";
  readonly error: KafkaError;
}

/** One group of several. */
export interface GroupChange<Result> {
  readonly groupId: string;
  readonly change: Result | GroupFailure;
}

/**
 * The one place that writes to a cluster. Nothing is sent before the guard agreed and the undo record is on disk;
 * everything is sent once, read back, and its outcome recorded.
 */
export class ClusterChanges {
  constructor(
    private readonly guard: Guard,
    private readonly journal: Pick<ChangeJournal, "begin" | "finish">,
    /** For the log. */
    private readonly report: (error: unknown, doing: string) => void,
  ) {}

  /**
   * Carries out a plan that a person saw and confirmed: a reset, a deletion of commits (target `noCommit`) or an undo
   * (target `restore`). Once anything is sent it is seen through to its read-back, whatever `signal` says.
   * @throws KafkaError when the check right before the write fails; nothing was sent then.
   */
  async apply(
    cluster: ClusterToChange,
    plan: ResetPlan,
    signal?: AbortSignal,
  ): Promise<ChangeResult> {
    return this.carryOut(cluster, changeOfPlan(plan), signal, {
      declines: (clusterId) => plan.obstacle?.message ?? otherCluster(plan, clusterId),
      send: () => applyReset(cluster.gateway, plan, signal),
      outcomeOf: (result) => outcomeOfReset(plan, result),
    });
  }

  /** Carries out the plans of several groups, each by itself: what becomes of one does not keep the others from it. */
  applyAll(
    cluster: ClusterToChange,
    plans: readonly ResetPlan[],
    signal?: AbortSignal,
  ): Promise<readonly GroupChange<ChangeResult>[]> {
    return each(plans, (plan) => this.apply(cluster, plan, signal));
  }

  /** Deletes groups that a person saw and confirmed, each by itself. */
  deleteGroups(
    cluster: ClusterToChange,
    plans: readonly GroupDeletionPlan[],
    signal?: AbortSignal,
  ): Promise<readonly GroupChange<DeletionChangeResult>[]> {
    return each(plans, (plan) =>
      this.carryOut(cluster, changeOfDeletion(plan), signal, {
        declines: () => plan.obstacle?.message,
        send: () => applyGroupDeletion(cluster.gateway, plan, signal),
        outcomeOf: (result) => outcomeOfDeletion(plan, result),
      }),
    );
  }

  /**
   * Writes a message that a person saw and confirmed. Its record tells where it went and how large it is, not what it
   * holds.
   * @throws KafkaError when the check right before the write fails; nothing was sent then.
   */
  produce(
    cluster: ClusterToChange,
    message: MessageToProduce,
    signal?: AbortSignal,
  ): Promise<ProduceChangeResult> {
    return this.carryOut(cluster, changeOfMessage(message), signal, {
      declines: () => undefined,
      send: () => applyProduce(cluster.gateway, message, signal),
      outcomeOf: (result) => outcomeOfMessage(message, result),
    });
  }

  createTopics(
    cluster: ClusterToChange,
    topics: readonly TopicToCreate[],
    signal?: AbortSignal,
  ): Promise<TopicsChangeResult> {
    const names = topics.map(({ topic }) => topic);
    return this.carryOut(cluster, changeOfTopics("createTopics", names), signal, {
      declines: () => undefined,
      send: () => applyTopicCreation(cluster.gateway, topics, signal),
      outcomeOf: (result) => outcomeOfTopics(result, "created"),
    });
  }

  deleteTopics(
    cluster: ClusterToChange,
    topics: readonly string[],
    signal?: AbortSignal,
  ): Promise<TopicsChangeResult> {
    return this.carryOut(cluster, changeOfTopics("deleteTopics", topics), signal, {
      declines: () => undefined,
      send: () => applyTopicDeletion(cluster.gateway, topics, signal),
      outcomeOf: (result) => outcomeOfTopics(result, "deleted"),
    });
  }

  private async carryOut<Result>(
    { profile, gateway, clusterId: askedId }: ClusterToChange,
    what: Omit<NewChange, "cluster">,
    signal: AbortSignal | undefined,
    write: {
      /** Why nothing may be written after all. */
      readonly declines: (clusterId: string | undefined) => string | undefined;
      /** Sends nothing when it rejects. */
      readonly send: () => Promise<Result>;
      readonly outcomeOf: (result: Result) => Outcome;
    },
  ): Promise<Declined | Done<Result>> {
    const permission = this.guard.mayWrite(profile);
    if (!permission.allowed) return { kind: "declined", reason: permission.reason };
    const clusterId = await this.readClusterId(gateway, signal);
    const refusal = write.declines(clusterId) ?? elsewhere(askedId, clusterId);
    if (refusal !== undefined) return { kind: "declined", reason: refusal };
    const { id, name, bootstrapServers } = profile;
    const cluster = {
      id,
      name,
      bootstrapServers: [...bootstrapServers],
      clusterId: clusterId ?? null,
    };
    const record = await this.begin({ ...what, cluster });
    if (record === undefined) {
      const reason =
        "The undo record could not be written to this computer's disk, so nothing was sent to the cluster. See the log for details.";
      return { kind: "declined", reason };
    }

    let result: Result;
    try {
      result = await write.send();
    } catch (error) {
      const message = "The check before the write failed. Nothing was written.";
      await this.finish(record, { ok: false, message, partitions: [] });
      throw error;
    }
    const isRecorded = await this.finish(record, write.outcomeOf(result));
    return { kind: "done", changeId: record.id, result, isRecorded };
  }

  /** Only for the record: that it is not told does not keep a change from being made. */
  private async readClusterId(
    gateway: ClusterGateway,
    signal: AbortSignal | undefined,
  ): Promise<string | undefined> {
    try {
      return (await gateway.describeCluster(signal)).clusterId;
    } catch (error) {
      this.report(error, "Reading the cluster's id");
      return undefined;
    }
  }

  private async begin(change: NewChange): Promise<ChangeRecord | undefined> {
    try {
      return await this.journal.begin(change, undoCsvOf(change));
    } catch (error) {
      this.report(error, "Writing the undo record");
      return undefined;
    }
  }

  private async finish(record: ChangeRecord, outcome: Outcome): Promise<boolean> {
    try {
      await this.journal.finish(record, outcome);
      return true;
    } catch (error) {
      this.report(error, "Recording the outcome of a change");
      return false;
    }
  }
}

async function each<Plan extends { readonly groupId: string }, Result>(
  plans: readonly Plan[],
  carryOut: (plan: Plan) => Promise<Result>,
): Promise<readonly GroupChange<Result>[]> {
  const changes: GroupChange<Result>[] = [];
  for (const plan of plans) {
    const { groupId } = plan;
    try {
      changes.push({ groupId, change: await carryOut(plan) });
    } catch (error) {
      changes.push({ groupId, change: { kind: "failed", error: asKafkaError(error) } });
    }
  }
  return changes;
}

/** Another cluster may answer at the same address by now, behind a tunnel for instance. */
function elsewhere(askedId: string | undefined, clusterId: string | undefined): string | undefined {
  if (askedId === undefined || clusterId === undefined || askedId === clusterId) return undefined;
  return "Another cluster answers at this address now. Nothing was written.";
}

/** An undo is for the cluster the change was made on, which another one may have taken the address of. */
function otherCluster({ target }: ResetPlan, clusterId: string | undefined): string | undefined {
  if (target.to !== "restore" || target.clusterId === undefined) return undefined;
  if (clusterId === target.clusterId) return undefined;
  return clusterId === undefined
    ? "The cluster does not tell its id, so it is not known to be the one the change was made on. Nothing was written."
    : "This is not the cluster the change was made on. Nothing was written.";
}
