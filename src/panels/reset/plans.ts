import { KafkaError } from "../../kafka/errors";
import { PartitionMap } from "../../kafka/partitionMap";
import { planReset } from "../../kafka/reset/plan";
import { planGroups, type PlannedGroup } from "../../kafka/reset/planGroups";
import { readResetFacts } from "../../kafka/reset/readResetFacts";
import type { ResetRequest, ResetTarget, RowOverride } from "../../kafka/reset/target";
import type { ResetRow } from "../../kafka/reset/row";
import { draftOf, type AimContext } from "./aim";
import type { AimDraft } from "./protocol";
import type { ApplyReport, ResetCluster } from "./resetHost";
import { parseOffsetInput } from "./targetInput";

/** One group's plan as shown, and what became of it. */
export interface ShownGroup extends PlannedGroup {
  /** Undefined: not carried out, or left out of it. */
  readonly report?: ApplyReport;
}

/** What is shown: the plan of one group or of several, which are carried out together. */
export interface Shown {
  readonly planId: string;
  /** At least one. */
  readonly groups: readonly ShownGroup[];
  readonly cluster: ResetCluster;
  /** Why the last attempt to carry it out came to nothing. */
  readonly failure?: string;
}

/** A row by its place among those of all groups. */
interface PlacedRow {
  readonly group: ShownGroup;
  readonly row: ResetRow;
}

/** What a panel is to plan, and what it shows of it. What was asked for last is what is shown. */
export class Plans {
  /** As typed; what was not typed is told in UTC. */
  draft: AimDraft;
  /** What the panel was opened with or given as a file, where nobody can type it. By group. */
  private given: ReadonlyMap<string, ResetTarget> = new Map();
  private requests: readonly ResetRequest[];
  private current: Shown | undefined;
  /** An answer that comes late would replace a newer plan. */
  private plansAsked = 0;

  /** @param requests one for each group; at least one */
  constructor(requests: readonly ResetRequest[]) {
    this.requests = requests;
    this.draft = this.takeRequests(requests);
  }

  get groupIds(): readonly string[] {
    return this.requests.map(({ groupId }) => groupId);
  }

  get shown(): Shown | undefined {
    return this.current;
  }

  /** The groups, each with what stands for the target `given`. */
  get aims(): readonly Omit<AimContext, "nowMs">[] {
    return this.groupIds.map((groupId) => ({ groupId, given: this.given.get(groupId) }));
  }

  /** What the target `given` is called for all groups. */
  get firstGiven(): ResetTarget | undefined {
    return this.given.values().next().value;
  }

  /** Turns to something else: what is shown is no longer to be carried out. */
  aimAt(requests: readonly ResetRequest[], draft?: AimDraft): void {
    this.draft = draft ?? this.takeRequests(requests);
    this.requests = requests;
    this.plansAsked += 1;
    this.current = undefined;
  }

  /**
   * Of several groups, one that cannot be read has that for its obstacle.
   * @throws KafkaError when the cluster cannot be read, or `cancelled` for a plan that another one overtook
   */
  async make(cluster: ResetCluster, signal: AbortSignal): Promise<Shown> {
    const { requests } = this;
    this.plansAsked += 1;
    const mine = this.plansAsked;
    const groups = await planAll(requests, cluster, signal);
    if (mine !== this.plansAsked) {
      throw new KafkaError("Another plan was asked for meanwhile.", { kind: "cancelled" });
    }
    return this.show(groups, cluster);
  }

  /**
   * Gives a row a target of its own, from what was read already; an empty text takes it away again. A sentence where
   * the text is no offset.
   */
  edit(planId: string, row: number, text: string): Shown | string {
    const { groups, cluster } = this.named(planId);
    const placed = this.rowAt(planId, row);
    if (groups.some(({ report }) => report !== undefined)) throw outdated();
    const { topic, partition } = placed.row;
    const isIt = (one: RowOverride): boolean => one.topic === topic && one.partition === partition;
    const parsed = text.trim() === "" ? undefined : parseOffsetInput(text);
    if (parsed?.ok === false) return parsed.reason;
    const edits = parsed === undefined ? [] : [{ topic, partition, target: parsed.target }];
    const { groupId } = placed.group.plan;
    this.requests = this.requests.map((request) => {
      if (request.groupId !== groupId) return request;
      const others = (request.overrides?.values() ?? []).filter((one) => !isIt(one));
      return { ...request, overrides: new PartitionMap([...others, ...edits]) };
    });
    this.plansAsked += 1;
    return this.show(
      groups.map((group) => (group === placed.group ? this.planAgain(group) : group)),
      cluster,
    );
  }

  /** @throws KafkaError `invalidInput` when another plan is shown by now */
  named(planId: string): Shown {
    if (this.current?.planId !== planId) throw outdated();
    return this.current;
  }

  /** @throws KafkaError `invalidInput` when another plan is shown by now, or it has no such row */
  rowAt(planId: string, row: number): PlacedRow {
    const placed = this.named(planId).groups.flatMap((group) =>
      group.plan.rows.map((one) => ({ group, row: one })),
    )[row];
    if (placed === undefined) throw outdated();
    return placed;
  }

  /** The plan shown is being carried out: one that is still being made comes too late. */
  hold(): void {
    this.plansAsked += 1;
  }

  /** What became of the plan shown. */
  settle(groups: readonly ShownGroup[], { planId, cluster }: Shown, failure?: string): Shown {
    this.current = { planId, groups, cluster, ...(failure === undefined ? {} : { failure }) };
    return this.current;
  }

  private planAgain(group: ShownGroup): PlannedGroup {
    const { facts, plan } = group;
    const request = this.requests.find(({ groupId }) => groupId === plan.groupId);
    return request === undefined ? group : { facts, plan: planReset(request, facts) };
  }

  private show(groups: readonly ShownGroup[], cluster: ResetCluster): Shown {
    this.current = { planId: this.plansAsked.toString(), groups, cluster };
    return this.current;
  }

  private takeRequests(requests: readonly ResetRequest[]): AimDraft {
    const [first] = requests;
    if (first === undefined) throw new RangeError("A reset is of one group or of several.");
    const draft = draftOf(first, "UTC");
    if (draft.target === "given") {
      this.given = new Map(requests.map(({ groupId, target }) => [groupId, target]));
    }
    return draft;
  }
}

async function planAll(
  requests: readonly ResetRequest[],
  { gateway }: ResetCluster,
  signal: AbortSignal,
): Promise<readonly PlannedGroup[]> {
  const [only, ...others] = requests;
  if (only === undefined || others.length > 0) return planGroups(gateway, requests, signal);
  const facts = await readResetFacts(gateway, only, signal);
  return [{ facts, plan: planReset(only, facts) }];
}

export function outdated(): KafkaError {
  return new KafkaError("This plan is no longer the one shown. Refresh to plan again.", {
    kind: "invalidInput",
  });
}
