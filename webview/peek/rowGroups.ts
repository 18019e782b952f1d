import type { PartitionRef } from "../../src/panels/peek/protocol/query";
import type { Row } from "../../src/panels/peek/protocol/rows";

export type Grouping = "none" | "topic" | "partition";

/** The line above the rows of one topic or partition. */
export interface GroupHead {
  readonly kind: "group";
  /** Tells groups apart, also when they come again with other rows. */
  readonly key: string;
  readonly topic: string;
  /** Undefined: the whole topic. */
  readonly partition: number | undefined;
  readonly messages: number;
  readonly isOpen: boolean;
}

/** What stands in one line of the grid. */
export type Line = Row | GroupHead;

/** The rows under the heads of their groups: by topic, then partition, each in the order given. */
export function groupedLines(
  rows: readonly Row[],
  grouping: Grouping,
  closed: ReadonlySet<string>,
): readonly Line[] {
  if (grouping === "none") return rows;
  const groups = Map.groupBy(rows, (row) => groupKey(row, grouping));
  const sorted = [...groups].sort(([, [one]], [, [other]]) =>
    one === undefined || other === undefined ? 0 : byPlace(one, other),
  );
  return sorted.flatMap(([key, members]): readonly Line[] => {
    const [first] = members;
    if (first === undefined) return [];
    const head: GroupHead = {
      kind: "group",
      key,
      topic: first.topic,
      partition: grouping === "partition" ? first.partition : undefined,
      messages: members.filter(({ kind }) => kind === "message").length,
      isOpen: !closed.has(key),
    };
    return head.isOpen ? [head, ...members] : [head];
  });
}

/** No topic's name has a slash. */
function groupKey({ topic, partition }: PartitionRef, grouping: Grouping): string {
  return grouping === "topic" ? topic : `${topic}/${partition}`;
}

function byPlace(one: PartitionRef, other: PartitionRef): number {
  if (one.topic !== other.topic) return one.topic < other.topic ? -1 : 1;
  return one.partition - other.partition;
}
