import { KafkaError } from "../../kafka/errors";
import type { ClusterGateway } from "../../kafka/gateway";
import type { TopicPartition } from "../../kafka/model";
import type { ApplyResult } from "../../kafka/reset/applyReset";
import { planReset, type ResetPlan } from "../../kafka/reset/plan";
import { readResetFacts } from "../../kafka/reset/readResetFacts";
import { describeResult, type ResultSummary } from "../../kafka/reset/describeResult";
import type { ResetRequest } from "../../kafka/reset/target";
import type { FormatNumber } from "../../ui/numberFormat";
import { failureLine } from "../../ui/userMessage";
import type { Handlers } from "../rpc";
import type { ResetRequests, ResetView } from "./protocol";
import { toView } from "./view";
import { confirmationOf, type ResetQuestion } from "./wording";

export interface ResetCluster {
  readonly name: string;
  /** Two plans of one address are plans for one cluster. */
  readonly bootstrapServers: readonly string[];
  readonly gateway: ClusterGateway;
}

export type ApplyReport =
  | { readonly kind: "declined"; readonly reason: string }
  | {
      readonly kind: "done";
      readonly changeId: string;
      readonly result: ApplyResult;
      readonly isRecorded: boolean;
    };

/** What the session needs of the rest of the extension. */
export interface ResetHost {
  /** The cluster as configured now; undefined once it was removed. */
  cluster(): ResetCluster | undefined;
  /** Why nothing may be written to the cluster; undefined when it may. */
  writeObstacle(): string | undefined;
  /** Asks the person, outside the page. True: go ahead. */
  confirm(question: ResetQuestion): Promise<boolean>;
  /** The only way to write. Sends nothing when it declines or rejects. */
  apply(plan: ResetPlan): Promise<ApplyReport>;
  showUndoFile(changeId: string): Promise<void>;
  /** Tells a result that no page is left to show. */
  tellResult(summary: ResultSummary): void;
  peek(position: TopicPartition & { readonly offset: bigint }): Promise<void>;
  /** IANA name of this computer's time zone. */
  readonly timeZone: string;
  readonly formatNumber: FormatNumber;
}

/** A plan as shown, and what became of it. */
interface Shown {
  readonly planId: string;
  readonly plan: ResetPlan;
  readonly cluster: ResetCluster;
  readonly report?: Extract<ApplyReport, { kind: "done" }>;
  /** Why the last attempt to carry it out came to nothing. */
  readonly failure?: string;
}

/**
 * One reset from its preview to its result. It holds the plan: the page only ever names it. A plan is carried out
 * once at most, and a result stays shown until somebody asks for a new plan.
 */
export class ResetSession {
  private request: ResetRequest;
  private shown: Shown | undefined;
  /** Settles when the reset under way is over. */
  private applying: Promise<ResetView> | undefined;
  /** Only the plan that was asked for last is shown: an answer that comes late would replace a newer one. */
  private plansAsked = 0;

  constructor(
    request: ResetRequest,
    private readonly host: ResetHost,
  ) {
    this.request = request;
  }

  /** Answers for the page's requests. */
  handlers(): Handlers<ResetRequests> {
    return {
      open: (_, signal) => this.open(signal),
      refresh: (_, signal) => this.refresh(signal),
      apply: ({ planId }, signal) => this.apply(planId, signal),
      peek: ({ planId, row }) => this.peek(planId, row),
      showUndoFile: () => this.showUndoFile(),
    };
  }

  /** Turns to another scope or target. False while a reset is being written: that is seen through first. */
  aimAt(request: ResetRequest): boolean {
    if (this.applying !== undefined) return false;
    this.request = request;
    this.plansAsked += 1;
    this.shown = undefined;
    return true;
  }

  /** A page that starts anew while a reset is under way waits to show its result. */
  private async open(signal: AbortSignal): Promise<ResetView> {
    if (this.applying !== undefined) await this.applying.catch(() => undefined);
    return this.shown === undefined ? this.refresh(signal) : this.view(this.shown);
  }

  private async refresh(signal: AbortSignal): Promise<ResetView> {
    this.refuseWhileApplying();
    const { request } = this;
    const cluster = this.cluster();
    this.plansAsked += 1;
    const mine = this.plansAsked;
    const facts = await readResetFacts(cluster.gateway, request, signal);
    this.refuseWhileApplying();
    if (mine !== this.plansAsked) {
      throw new KafkaError("Another plan was asked for meanwhile.", { kind: "cancelled" });
    }
    this.shown = {
      planId: mine.toString(),
      plan: planReset(request, facts),
      cluster,
    };
    return this.view(this.shown);
  }

  private async apply(planId: string, signal: AbortSignal): Promise<ResetView> {
    this.refuseWhileApplying();
    const shown = this.shownAs(planId);
    const obstacle = shown.plan.obstacle?.message ?? this.host.writeObstacle();
    if (obstacle !== undefined) throw new KafkaError(obstacle, { kind: "invalidInput" });
    if (shown.report !== undefined) throw outdated();

    this.applying = this.confirmAndApply(shown, signal);
    try {
      return await this.applying;
    } finally {
      this.applying = undefined;
    }
  }

  private async confirmAndApply(shown: Shown, signal: AbortSignal): Promise<ResetView> {
    const { plan, cluster } = shown;
    if (!(await this.host.confirm(confirmationOf(plan, cluster, this.host.formatNumber))))
      return this.view(shown);
    try {
      this.refuseOtherCluster(cluster);
      const report = await this.host.apply(plan);
      if (report.kind === "declined") {
        throw new KafkaError(report.reason, { kind: "invalidInput" });
      }
      this.shown = { planId: shown.planId, plan, cluster, report };
      if (signal.aborted) this.tellElsewhere(shown, describeResult(plan, report.result));
      return this.view(this.shown);
    } catch (cause) {
      // The page that asked may be hidden or gone, and whoever said yes must learn of it.
      const error = nothingWritten(cause);
      const message = failureLine(error);
      this.shown = { planId: shown.planId, plan, cluster, failure: message };
      if (signal.aborted) this.tellElsewhere(shown, { ok: false, message });
      throw error;
    }
  }

  private tellElsewhere({ plan, cluster }: Shown, { ok, message }: ResultSummary): void {
    this.host.tellResult({
      ok,
      message: `Reset of ${plan.groupId} on ${cluster.name}: ${message}`,
    });
  }

  private async peek(planId: string, row: number): Promise<null> {
    const planned = this.shownAs(planId).plan.rows[row];
    if (planned === undefined) throw outdated();
    const { topic, partition, target } = planned;
    await this.host.peek({ topic, partition, offset: target });
    return null;
  }

  private async showUndoFile(): Promise<null> {
    const changeId = this.shown?.report?.changeId;
    if (changeId === undefined) throw outdated();
    await this.host.showUndoFile(changeId);
    return null;
  }

  private view({ planId, plan, cluster, report, failure }: Shown): ResetView {
    return toView({
      planId,
      plan,
      clusterName: cluster.name,
      timeZone: this.host.timeZone,
      formatNumber: this.host.formatNumber,
      writeObstacle: this.host.writeObstacle(),
      failure,
      result: report?.result,
      isRecorded: report?.isRecorded ?? true,
    });
  }

  private cluster(): ResetCluster {
    const cluster = this.host.cluster();
    if (cluster === undefined) {
      throw new KafkaError("This cluster is no longer in the settings.", { kind: "invalidInput" });
    }
    return cluster;
  }

  private refuseOtherCluster(planned: ResetCluster): void {
    const now = this.cluster();
    if (now.bootstrapServers.join() === planned.bootstrapServers.join()) return;
    const message =
      "The cluster's bootstrap servers were changed since the preview. Refresh to plan again.";
    throw new KafkaError(message, { kind: "invalidInput" });
  }

  private refuseWhileApplying(): void {
    if (this.applying === undefined) return;
    throw new KafkaError("A reset is under way in this panel.", { kind: "invalidInput" });
  }

  private shownAs(planId: string): Shown {
    if (this.shown?.planId !== planId) throw outdated();
    return this.shown;
  }
}

/** The host's failures are of the time before it sends anything: that is what a person must know first. */
function nothingWritten(error: unknown): unknown {
  if (!(error instanceof KafkaError)) return error;
  const { message, kind, code } = error;
  return new KafkaError(`Nothing was written. ${message}`, { kind, code, cause: error });
}

function outdated(): KafkaError {
  return new KafkaError("This plan is no longer the one shown. Refresh to plan again.", {
    kind: "invalidInput",
  });
}
