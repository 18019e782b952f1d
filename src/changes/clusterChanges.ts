import type { WritePermission } from "../config/guard";
import type { ClusterGateway } from "../kafka/gateway";
import { applyReset, type ApplyResult } from "../kafka/reset/applyReset";
import { toOffsetsCsv } from "../kafka/reset/csv";
import { describeResult } from "../kafka/reset/describeResult";
import { rowsToWrite, type ResetPlan } from "../kafka/reset/plan";
import { describeTarget } from "../kafka/reset/target";
import type { ChangeOutcome, ChangeRecord } from "./changeRecord";
import type { ChangeJournal, NewChange } from "./journal";

/** The cluster to write to, as configured at the time of the write. */
export interface ClusterToChange {
  readonly profile: {
    readonly id: string;
    readonly name: string;
    readonly bootstrapServers: readonly string[];
    readonly isReadOnly: boolean;
  };
  readonly gateway: ClusterGateway;
}

export interface Guard {
  mayWrite(profile: ClusterToChange["profile"]): WritePermission;
}

export type ChangeResult =
  /** Nothing was sent to any broker. */
  | { readonly kind: "declined"; readonly reason: string }
  | {
      readonly kind: "done";
      readonly changeId: string;
      readonly result: ApplyResult;
      /** Commits that did not exist before: the undo file cannot take them back. */
      readonly firstCommits: number;
      /** False: the outcome could not be added to the record. */
      readonly isRecorded: boolean;
    };

/** The one place that writes to a cluster. Nothing is sent before the guard agreed and the undo record is on disk. */
export class ClusterChanges {
  constructor(
    private readonly guard: Guard,
    private readonly journal: ChangeJournal,
    /** For the log. */
    private readonly report: (error: unknown, doing: string) => void,
  ) {}

  /**
   * Carries out a plan that a person saw and confirmed. Once the commit is sent it is seen through to its
   * read-back, whatever `signal` says.
   * @throws KafkaError when the check right before the commit fails; nothing was sent then.
   */
  async resetOffsets(
    cluster: ClusterToChange,
    plan: ResetPlan,
    signal?: AbortSignal,
  ): Promise<ChangeResult> {
    const permission = this.guard.mayWrite(cluster.profile);
    if (!permission.allowed) return { kind: "declined", reason: permission.reason };
    const record = await this.begin(cluster, plan);
    if (record === undefined) {
      const reason =
        "The undo record could not be written to this computer's disk, so nothing was sent to the cluster. See the log for details.";
      return { kind: "declined", reason };
    }

    let result: ApplyResult;
    try {
      result = await applyReset(cluster.gateway, plan, signal);
    } catch (error) {
      await this.finish(record, {
        ok: false,
        message: "The check before the commit failed. Nothing was written.",
        partitions: [],
      });
      throw error;
    }
    return {
      kind: "done",
      changeId: record.id,
      result,
      firstCommits: plan.totals.firstCommits,
      isRecorded: await this.finish(record, outcomeOf(plan, result)),
    };
  }

  private async begin(
    { profile }: ClusterToChange,
    plan: ResetPlan,
  ): Promise<ChangeRecord | undefined> {
    try {
      return await this.journal.begin(newChange(profile, plan), undoCsv(plan));
    } catch (error) {
      this.report(error, "Writing the undo record");
      return undefined;
    }
  }

  private async finish(record: ChangeRecord, outcome: Omit<ChangeOutcome, "at">): Promise<boolean> {
    try {
      await this.journal.finish(record, outcome);
      return true;
    } catch (error) {
      this.report(error, "Recording the outcome of a reset");
      return false;
    }
  }
}

function newChange(profile: ClusterToChange["profile"], plan: ResetPlan): NewChange {
  return {
    action: "resetOffsets",
    cluster: {
      id: profile.id,
      name: profile.name,
      bootstrapServers: [...profile.bootstrapServers],
    },
    groupId: plan.groupId,
    target: describeTarget(plan.target),
    partitions: rowsToWrite(plan).map(({ topic, partition, committed, target }) => ({
      topic,
      partition,
      before: committed?.toString() ?? null,
      after: target.toString(),
    })),
  };
}

function undoCsv(plan: ResetPlan): string {
  return toOffsetsCsv(
    rowsToWrite(plan).flatMap(({ topic, partition, committed }) =>
      committed === undefined
        ? []
        : [{ groupId: plan.groupId, topic, partition, offset: committed }],
    ),
  );
}

function outcomeOf(plan: ResetPlan, result: ApplyResult): Omit<ChangeOutcome, "at"> {
  const rows = result.kind === "sent" ? result.rows : [];
  return {
    ...describeResult(plan, result),
    partitions: rows.map(({ topic, partition, outcome }) => ({
      topic,
      partition,
      result: outcome.kind,
    })),
  };
}
