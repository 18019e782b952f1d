import type { TotalLag } from "../kafka/groups/lag";
import type { GroupState } from "../kafka/model";
import type { FailureText } from "../ui/userMessage";

export interface ClusterFacts {
  /** Undefined while the cluster cannot be reached. */
  readonly brokerCount: number | undefined;
  /** Why it cannot be reached. */
  readonly failure?: FailureText;
}

export interface TopicsFacts {
  readonly count: number;
  /** Not shown, as the settings ask. */
  readonly hiddenCount: number;
}

export interface GroupsFacts {
  readonly count: number;
  /** Undefined until the groups' lags are known. */
  readonly laggingCount: number | undefined;
}

export interface GroupFacts {
  readonly state: GroupState | undefined;
  readonly memberCount: number | undefined;
  /** Undefined when the commits could not be read. */
  readonly total: TotalLag | undefined;
  /** Sentences on what could not be read. */
  readonly failures: readonly string[];
}

export interface TopicGroupsFacts {
  readonly count: number;
  /** Undefined when none of the lags is known. */
  readonly maxLag: bigint | undefined;
}

/** What is learned about a node after its row was shown, by kind of node. */
export interface FactsByKind {
  readonly cluster: ClusterFacts;
  readonly topics: TopicsFacts;
  readonly groups: GroupsFacts;
  readonly group: GroupFacts;
  readonly topicGroups: TopicGroupsFacts;
}

export type FactKind = keyof FactsByKind;

/** One thing learned about the node with this id. */
export type Fact = {
  [K in FactKind]: { readonly kind: K; readonly id: string; readonly value: FactsByKind[K] };
}[FactKind];

type Tables = { readonly [K in FactKind]: Map<string, FactsByKind[K]> };

/** The facts of all nodes, kept by id, so that a refreshed row keeps its description until it is known anew. */
export class Facts {
  private readonly tables: Tables = {
    cluster: new Map(),
    topics: new Map(),
    groups: new Map(),
    group: new Map(),
    topicGroups: new Map(),
  };

  get<K extends FactKind>(kind: K, id: string): FactsByKind[K] | undefined {
    return this.tables[kind].get(id);
  }

  /** True when it was not known before. */
  learn(fact: Fact): boolean {
    const table: Map<string, Fact["value"]> = this.tables[fact.kind];
    const isNew = !isSame(table.get(fact.id), fact.value);
    table.set(fact.id, fact.value);
    return isNew;
  }

  /** Forgets the nodes below `id`, and the one itself. */
  forget(id: string): void {
    for (const table of Object.values(this.tables)) {
      for (const key of table.keys()) if (key === id || key.startsWith(`${id}/`)) table.delete(key);
    }
  }
}

function isSame(one: object | undefined, other: object): boolean {
  return one !== undefined && asText(one) === asText(other);
}

const asText = (value: object): string =>
  JSON.stringify(value, (_key, part: unknown) => (typeof part === "bigint" ? `${part}n` : part));
