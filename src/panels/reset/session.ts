import { visibleText } from "../../decode/visibleText";
import { KafkaError } from "../../kafka/errors";
import { toToolCommand } from "../../kafka/reset/commandLine";
import { toTopicOffsetsCsv } from "../../kafka/reset/csv";
import { describeResult, type ResultSummary } from "../../kafka/reset/describeResult";
import { readLaterWarnings } from "../../kafka/reset/laterWarnings";
import type { ResetRequest } from "../../kafka/reset/target";
import { failureLine } from "../../ui/userMessage";
import type { Handlers } from "../rpc";
import { parseAim, type ParsedAim } from "./aim";
import { readRowTimes } from "./details";
import { parseOffsetsText } from "./offsetsText";
import { outdated, Plans, type Shown } from "./plans";
import type {
  AimDraft,
  AimResult,
  PeekAt,
  ResetRequests,
  ResetView,
  RowEditResult,
  RowTime,
} from "./protocol";
import { confirmationOf } from "./question";
import type { EditedText, NamedText, ResetCluster, ResetHost } from "./resetHost";
import { toView } from "./view";

/**
 * One reset from its preview to its result. It holds the plan: the page only ever names it. A plan is carried out
 * once at most, and a result stays shown until somebody asks for a new plan.
 */
export class ResetSession {
  private readonly plans: Plans;
  private csv: EditedText | undefined;
  /** Settles when the reset under way is over. */
  private applying: Promise<ResetView> | undefined;

  constructor(
    request: ResetRequest,
    private readonly host: ResetHost,
  ) {
    this.plans = new Plans(request);
  }

  /** Answers for the page's requests. */
  handlers(): Handlers<ResetRequests> {
    return {
      open: (_, signal) => this.open(signal),
      refresh: (_, signal) => this.plan(signal),
      aim: (draft, signal) => this.aim(draft, signal),
      editRow: (edit) => this.editRow(edit),
      times: ({ planId }, signal) => this.times(planId, signal),
      laterWarnings: ({ planId }, signal) => this.laterWarnings(planId, signal),
      apply: ({ planId }, signal) => this.apply(planId, signal),
      peek: ({ planId, row, at }) => this.peek(planId, row, at),
      copyCommand: ({ planId }) => this.copyCommand(planId),
      editAsCsv: ({ planId }) => this.editAsCsv(planId),
      applyCsv: (_, signal) => this.applyCsv(signal),
      chooseFile: (_, signal) => this.chooseFile(signal),
      showUndoFile: () => this.afterChange((changeId) => this.host.showUndoFile(changeId)),
      undo: () => this.afterChange((changeId) => this.host.undo(changeId)),
    };
  }

  /** Turns to another scope or target. False while a reset is being written: that is seen through first. */
  aimAt(request: ResetRequest): boolean {
    if (this.applying !== undefined) return false;
    this.plans.aimAt(request);
    return true;
  }

  /** A page that starts anew while a reset is under way waits to show its result. */
  private async open(signal: AbortSignal): Promise<ResetView> {
    if (this.applying !== undefined) await this.applying.catch(() => undefined);
    const { shown } = this.plans;
    return shown === undefined ? this.plan(signal) : this.view(shown);
  }

  private async plan(signal: AbortSignal): Promise<ResetView> {
    this.refuseWhileApplying();
    const shown = await this.plans.make(this.cluster(), signal);
    return this.view(shown);
  }

  private async aim(draft: AimDraft, signal: AbortSignal): Promise<AimResult> {
    this.refuseWhileApplying();
    const { groupId, given } = this.plans;
    return this.turnTo(parseAim(draft, { groupId, given, nowMs: Date.now() }), signal, draft);
  }

  private async turnTo(
    parsed: ParsedAim,
    signal: AbortSignal,
    draft?: AimDraft,
  ): Promise<AimResult> {
    if (!parsed.ok) return parsed;
    this.refuseWhileApplying();
    if (signal.aborted) throw new KafkaError("This was cancelled.", { kind: "cancelled" });
    this.plans.aimAt(parsed.request, draft);
    return { ok: true, view: await this.plan(signal) };
  }

  private async editRow(edit: ResetRequests["editRow"]["params"]): Promise<RowEditResult> {
    this.refuseWhileApplying();
    const edited = this.plans.edit(edit.planId, edit.row, edit.text);
    const isRefused = typeof edited === "string";
    return Promise.resolve(
      isRefused ? { ok: false, problem: edited } : { ok: true, view: this.view(edited) },
    );
  }

  private async times(planId: string, signal: AbortSignal): Promise<RowTime[]> {
    const { plan, cluster } = this.plans.named(planId);
    return readRowTimes(cluster.gateway, plan, signal);
  }

  private async laterWarnings(planId: string, signal: AbortSignal): Promise<string[]> {
    const { plan, cluster } = this.plans.named(planId);
    const warnings = await readLaterWarnings(cluster.gateway, plan, signal);
    return warnings.map(({ message }) => visibleText(message));
  }

  private async apply(planId: string, signal: AbortSignal): Promise<ResetView> {
    this.refuseWhileApplying();
    const shown = this.plans.named(planId);
    const obstacle = shown.plan.obstacle?.message ?? this.host.writeObstacle();
    if (obstacle !== undefined) throw new KafkaError(obstacle, { kind: "invalidInput" });
    if (shown.report !== undefined) throw outdated();

    this.plans.hold();
    this.applying = this.confirmAndApply(shown, signal);
    try {
      return await this.applying;
    } finally {
      this.applying = undefined;
    }
  }

  private async confirmAndApply(shown: Shown, signal: AbortSignal): Promise<ResetView> {
    const { plan, cluster } = shown;
    if (!(await this.host.confirm(confirmationOf(plan, cluster, this.host.formatNumber)))) {
      return this.view(shown);
    }
    try {
      this.refuseOtherCluster(cluster);
      const report = await this.host.apply(plan);
      if (report.kind === "declined") {
        throw new KafkaError(report.reason, { kind: "invalidInput" });
      }
      if (signal.aborted) this.tellElsewhere(shown, describeResult(plan, report.result));
      return this.view(this.plans.settle({ report }, shown));
    } catch (cause) {
      // The page that asked may be hidden or gone, and whoever said yes must learn of it.
      const error = nothingWritten(cause);
      const message = failureLine(error);
      this.plans.settle({ failure: message }, shown);
      if (signal.aborted) this.tellElsewhere(shown, { ok: false, message });
      throw error;
    }
  }

  private tellElsewhere({ plan, cluster }: Shown, { ok, message }: ResultSummary): void {
    const what = plan.target.to === "restore" ? "Undo of a change of" : "Reset of";
    this.host.tellResult({
      ok,
      message: `${what} ${plan.groupId} on ${cluster.name}: ${message}`,
    });
  }

  private async peek(planId: string, row: number, at: PeekAt): Promise<null> {
    const planned = this.plans.named(planId).plan.rows[row];
    const aimed = planned?.target ?? planned?.committed;
    if (planned === undefined || aimed === undefined) throw outdated();
    const offset = at === "lastSkipped" && aimed > 0n ? aimed - 1n : aimed;
    const { topic, partition } = planned;
    await this.host.peek({ topic, partition, offset });
    return null;
  }

  private async copyCommand(planId: string): Promise<string> {
    const { plan, cluster } = this.plans.named(planId);
    const { bootstrapServers } = cluster;
    const tool = toToolCommand(plan, { bootstrapServers, isExecuted: false });
    if (tool === undefined) {
      const message = "Kafka's own tool has no command that does what this plan does.";
      throw new KafkaError(message, { kind: "invalidInput" });
    }
    await this.host.copyText(tool.command);
    const copied = "The command is copied. It shows what it would do; with --execute it writes.";
    if (tool.file === undefined) return copied;
    await this.host.showFile(tool.file);
    return `${copied} It reads ${tool.file.name}, opened here: save that where you run it.`;
  }

  private async editAsCsv(planId: string): Promise<ResetView> {
    const shown = this.plans.named(planId);
    const lines = shown.plan.rows.flatMap(({ topic, partition, target: offset }) =>
      offset === undefined ? [] : [{ topic, partition, offset }],
    );
    this.csv = await this.host.openCsv(toTopicOffsetsCsv(lines));
    return this.view(shown);
  }

  private async applyCsv(signal: AbortSignal): Promise<AimResult> {
    const text = this.csv?.read();
    if (text === undefined) {
      const problems = ["The document was closed. Edit the plan as CSV again."];
      return { ok: false, at: "file", problems };
    }
    return this.take({ name: "the edited CSV", text }, signal);
  }

  private async chooseFile(signal: AbortSignal): Promise<AimResult | null> {
    const file = await this.host.chooseFile();
    return file === undefined ? null : this.take(file, signal);
  }

  private async take(file: NamedText, signal: AbortSignal): Promise<AimResult> {
    const { gateway } = this.cluster();
    return this.turnTo(await parseOffsetsText(file, this.plans.groupId, gateway, signal), signal);
  }

  private async afterChange(show: (changeId: string) => Promise<void>): Promise<null> {
    const changeId = this.plans.shown?.report?.changeId;
    if (changeId === undefined) throw outdated();
    await show(changeId);
    return null;
  }

  private view(shown: Shown): ResetView {
    const { timeZone, formatNumber } = this.host;
    const { draft, given } = this.plans;
    const isCsvOpen = this.csv?.read() !== undefined;
    const writeObstacle = this.host.writeObstacle();
    return toView({ shown, draft, given, isCsvOpen, timeZone, formatNumber, writeObstacle });
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
}

/** The host's failures are of the time before it sends anything: that is what a person must know first. */
function nothingWritten(error: unknown): unknown {
  if (!(error instanceof KafkaError)) return error;
  const { message, kind, code } = error;
  return new KafkaError(`Nothing was written. ${message}`, { kind, code, cause: error });
}
