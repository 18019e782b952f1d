import { visibleText } from "../../decode/visibleText";
import { KafkaError } from "../../kafka/errors";
import type { ResultSummary } from "../../kafka/reset/describeResult";
import { readLaterWarnings } from "../../kafka/reset/laterWarnings";
import { listed } from "../../kafka/reset/naming";
import { parseScope } from "../../kafka/reset/parseScope";
import type { ResetRequest } from "../../kafka/reset/target";
import { failureLine } from "../../ui/userMessage";
import type { Handlers } from "../rpc";
import { draftOfScope, parseAims, type ParsedAims } from "./aim";
import { readRowTimes } from "./details";
import { parseOffsetsText } from "./offsetsText";
import { outdated, Plans, type Shown, type ShownGroup } from "./plans";
import { commandsOf, copiedText, csvOf } from "./planText";
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
import type { ApplyReport, EditedText, NamedText, ResetCluster, ResetHost } from "./resetHost";
import { nothingWritten, refusalOf, tellResult } from "./results";
import { warningTexts, withoutObstacle } from "./severalPlans";
import { toView } from "./view";

/**
 * One reset from its preview to its result, of one group or of several. It holds the plan: the page only ever names
 * it. A plan is carried out once at most, and a result stays shown until somebody asks for a new plan.
 */
export class ResetSession {
  private readonly plans: Plans;
  private csv: EditedText | undefined;
  /** Settles when the reset under way is over. */
  private applying: Promise<ResetView> | undefined;

  constructor(
    requests: readonly ResetRequest[],
    private readonly host: ResetHost,
  ) {
    this.plans = new Plans(requests);
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
      chooseScope: (draft, signal) => this.chooseScope(draft, signal),
      showUndoFile: ({ group }) => this.afterChange(group, (id) => this.host.showUndoFile(id)),
      undo: ({ group }) => this.afterChange(group, (id) => this.host.undo(id)),
    };
  }

  /** Turns to another scope or target. False while a reset is being written: that is seen through first. */
  aimAt(requests: readonly ResetRequest[]): boolean {
    if (this.applying !== undefined) return false;
    this.plans.aimAt(requests);
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
    return this.turnTo(parseAims(draft, this.plans.aims, Date.now()), signal, draft);
  }

  private async turnTo(
    parsed: ParsedAims,
    signal: AbortSignal,
    draft?: AimDraft,
  ): Promise<AimResult> {
    if (!parsed.ok) return parsed;
    this.refuseWhileApplying();
    if (signal.aborted) throw new KafkaError("This was cancelled.", { kind: "cancelled" });
    this.plans.aimAt(parsed.requests, draft);
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

  /** Of several groups, one after the other's rows. */
  private async times(planId: string, signal: AbortSignal): Promise<RowTime[]> {
    const { groups, cluster } = this.plans.named(planId);
    const times: RowTime[] = [];
    let before = 0;
    for (const { plan } of groups) {
      const read = await readRowTimes(cluster.gateway, plan, signal);
      times.push(...read.map((time) => ({ ...time, row: before + time.row })));
      before += plan.rows.length;
    }
    return times;
  }

  private async laterWarnings(planId: string, signal: AbortSignal): Promise<string[]> {
    const { groups, cluster } = this.plans.named(planId);
    const plans = groups.map(({ plan }) => plan);
    const asked = plans.length === 1 ? plans : withoutObstacle(plans);
    const read = await Promise.all(
      asked.map(async (plan) => ({
        groupId: plan.groupId,
        warnings: await readLaterWarnings(cluster.gateway, plan, signal),
      })),
    );
    return warningTexts(read, plans.length > 1).map((warning) => visibleText(warning));
  }

  private async apply(planId: string, signal: AbortSignal): Promise<ResetView> {
    this.refuseWhileApplying();
    const shown = this.plans.named(planId);
    const { obstacle } = this.view(shown);
    if (obstacle !== null) throw new KafkaError(obstacle, { kind: "invalidInput" });
    if (shown.groups.some(({ report }) => report !== undefined)) throw outdated();

    this.plans.hold();
    this.applying = this.confirmAndApply(shown, signal);
    try {
      return await this.applying;
    } finally {
      this.applying = undefined;
    }
  }

  private async confirmAndApply(shown: Shown, signal: AbortSignal): Promise<ResetView> {
    const { groups, cluster } = shown;
    const { formatNumber } = this.host;
    const plans = groups.map(({ plan }) => plan);
    const question = confirmationOf(plans, cluster, formatNumber);
    try {
      if (!(await this.host.confirm(question))) return this.view(shown);
      this.refuseOtherCluster(cluster);
      const applied = await this.write(groups);
      if (signal.aborted) this.tellElsewhere(shown, tellResult(applied, formatNumber));
      return this.view(this.plans.settle(applied, shown));
    } catch (error) {
      // The page that asked may be hidden or gone, and whoever said yes must learn of it.
      const message = failureLine(error);
      this.plans.settle(groups, shown, message);
      if (signal.aborted) this.tellElsewhere(shown, { ok: false, message });
      throw error;
    }
  }

  /** @throws KafkaError when nothing was sent for any of the groups */
  private async write(groups: readonly ShownGroup[]): Promise<readonly ShownGroup[]> {
    const written = groups.filter(({ plan }) => plan.obstacle === undefined);
    let reports: readonly ApplyReport[];
    try {
      reports = await this.host.apply(written.map(({ plan }) => plan));
    } catch (error) {
      throw nothingWritten(error);
    }
    if (reports.every(({ kind }) => kind !== "done")) throw refusalOf(reports);
    return groups.map((group) => {
      const report = reports[written.indexOf(group)];
      return report === undefined ? group : { ...group, report };
    });
  }

  private tellElsewhere({ groups, cluster }: Shown, { ok, message }: ResultSummary): void {
    const isUndo = groups.some(({ plan }) => plan.target.to === "restore");
    const whose = listed(groups.map(({ plan }) => plan.groupId));
    this.host.tellResult({
      ok,
      message: `${isUndo ? "Undo of a change of" : "Reset of"} ${whose} on ${cluster.name}: ${message}`,
    });
  }

  private async peek(planId: string, row: number, at: PeekAt): Promise<null> {
    const { topic, partition, target, committed } = this.plans.rowAt(planId, row).row;
    const aimed = target ?? committed;
    if (aimed === undefined) throw outdated();
    const offset = at === "lastSkipped" && aimed > 0n ? aimed - 1n : aimed;
    await this.host.peek({ topic, partition, offset });
    return null;
  }

  private async copyCommand(planId: string): Promise<string> {
    const { groups, cluster } = this.plans.named(planId);
    const plans = groups.map(({ plan }) => plan);
    const wanted = plans.length === 1 ? plans : withoutObstacle(plans);
    const { commands, files } = commandsOf(wanted, cluster.bootstrapServers);
    await this.host.copyText(commands);
    for (const file of files) await this.host.showFile(file);
    return copiedText(wanted.length, files);
  }

  private async editAsCsv(planId: string): Promise<ResetView> {
    const shown = this.plans.named(planId);
    this.csv = await this.host.openCsv(csvOf(shown.groups.map(({ plan }) => plan)));
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
    const { groupIds } = this.plans;
    return this.turnTo(await parseOffsetsText(file, groupIds, gateway, signal), signal);
  }

  /** The person chooses from what the groups have commits for; the target stays as it stands in the draft. */
  private async chooseScope(draft: AimDraft, signal: AbortSignal): Promise<AimResult | null> {
    this.refuseWhileApplying();
    const typed = parseScope(draft.scope === "named" ? draft.scopeText : "");
    const chosen = await this.host.chooseScope(
      this.plans.groupIds,
      typed.ok ? typed.scope : { kind: "allTopics" },
    );
    return chosen === undefined ? null : this.aim({ ...draft, ...draftOfScope(chosen) }, signal);
  }

  private async afterChange(
    group: number,
    show: (changeId: string) => Promise<void>,
  ): Promise<null> {
    const report = this.plans.shown?.groups[group]?.report;
    if (report?.kind !== "done") throw outdated();
    await show(report.changeId);
    return null;
  }

  private view(shown: Shown): ResetView {
    const { timeZone, formatNumber } = this.host;
    const { draft, firstGiven: given } = this.plans;
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

  /** Another address, address map or login is another gateway. */
  private refuseOtherCluster(planned: ResetCluster): void {
    if (this.cluster().gateway === planned.gateway) return;
    const message =
      "The cluster was changed or reconnected since the preview. Refresh to plan again.";
    throw new KafkaError(message, { kind: "invalidInput" });
  }

  private refuseWhileApplying(): void {
    if (this.applying === undefined) return;
    throw new KafkaError("A reset is under way in this panel.", { kind: "invalidInput" });
  }
}
