import { KafkaError } from "../../kafka/errors";
import { PartitionMap } from "../../kafka/partitionMap";
import type { ResetFacts } from "../../kafka/reset/facts";
import { planReset, type ResetPlan } from "../../kafka/reset/plan";
import { readResetFacts } from "../../kafka/reset/readResetFacts";
import type { ResetRequest, ResetTarget, RowOverride } from "../../kafka/reset/target";
import { draftOf } from "./aim";
import type { AimDraft } from "./protocol";
import type { ApplyReport, ResetCluster } from "./resetHost";
import { parseOffsetInput } from "./targetInput";

/** A plan as shown, and what became of it. */
export interface Shown {
  readonly planId: string;
  readonly plan: ResetPlan;
  readonly cluster: ResetCluster;
  readonly report?: Extract<ApplyReport, { kind: "done" }>;
  /** Why the last attempt to carry it out came to nothing. */
  readonly failure?: string;
}

/** What a panel is to plan, and the plan it shows. The plan that was asked for last is the one shown. */
export class Plans {
  /** As typed; what was not typed is told in UTC. */
  draft: AimDraft;
  /** What the panel was opened with or given as a file, where nobody can type it. */
  given: ResetTarget | undefined;
  private request: ResetRequest;
  private facts: ResetFacts | undefined;
  private current: Shown | undefined;
  /** An answer that comes late would replace a newer plan. */
  private plansAsked = 0;

  constructor(request: ResetRequest) {
    this.request = request;
    this.draft = this.takeRequest(request);
  }

  get groupId(): string {
    return this.request.groupId;
  }

  get shown(): Shown | undefined {
    return this.current;
  }

  /** Turns to something else: what is shown is no longer to be carried out. */
  aimAt(request: ResetRequest, draft?: AimDraft): void {
    this.draft = draft ?? this.takeRequest(request);
    this.request = request;
    this.plansAsked += 1;
    this.current = undefined;
  }

  /** @throws KafkaError when the cluster cannot be read, or `cancelled` for a plan that another one overtook */
  async make(cluster: ResetCluster, signal: AbortSignal): Promise<Shown> {
    const { request } = this;
    this.plansAsked += 1;
    const mine = this.plansAsked;
    const facts = await readResetFacts(cluster.gateway, request, signal);
    if (mine !== this.plansAsked) {
      throw new KafkaError("Another plan was asked for meanwhile.", { kind: "cancelled" });
    }
    this.facts = facts;
    return this.show(planReset(request, facts), cluster);
  }

  /**
   * Gives a row a target of its own, from what was read already; an empty text takes it away again. A sentence where
   * the text is no offset.
   */
  edit(planId: string, row: number, text: string): Shown | string {
    const { plan, cluster, report } = this.named(planId);
    const planned = plan.rows[row];
    const { facts } = this;
    if (planned === undefined || facts === undefined || report !== undefined) throw outdated();
    const { topic, partition } = planned;
    const isIt = (one: RowOverride): boolean => one.topic === topic && one.partition === partition;
    const others = (this.request.overrides?.values() ?? []).filter((one) => !isIt(one));
    const parsed = text.trim() === "" ? undefined : parseOffsetInput(text);
    if (parsed?.ok === false) return parsed.reason;
    const edits = parsed === undefined ? [] : [{ topic, partition, target: parsed.target }];
    this.request = { ...this.request, overrides: new PartitionMap([...others, ...edits]) };
    this.plansAsked += 1;
    return this.show(planReset(this.request, facts), cluster);
  }

  /** @throws KafkaError `invalidInput` when another plan is shown by now */
  named(planId: string): Shown {
    if (this.current?.planId !== planId) throw outdated();
    return this.current;
  }

  /** The plan shown is being carried out: one that is still being made comes too late. */
  hold(): void {
    this.plansAsked += 1;
  }

  /** What became of the plan shown. */
  settle(outcome: Pick<Shown, "report" | "failure">, shown: Shown): Shown {
    const { planId, plan, cluster } = shown;
    this.current = { planId, plan, cluster, ...outcome };
    return this.current;
  }

  private show(plan: ResetPlan, cluster: ResetCluster): Shown {
    this.current = { planId: this.plansAsked.toString(), plan, cluster };
    return this.current;
  }

  private takeRequest(request: ResetRequest): AimDraft {
    const draft = draftOf(request, "UTC");
    if (draft.target === "given") this.given = request.target;
    return draft;
  }
}

export function outdated(): KafkaError {
  return new KafkaError("This plan is no longer the one shown. Refresh to plan again.", {
    kind: "invalidInput",
  });
}
