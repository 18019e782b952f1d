import type { FailureText } from "../ui/userMessage";
import { arrangeRows, needFacts, type RowRules } from "./arrangeRows";
import type { Facts } from "./facts";
import { failureNode, filterNote } from "./loading";
import type { ClusterTreeNode } from "./nodes";

/** A level of the tree, and what became of learning about its rows. */
export interface LearnedLevel {
  readonly nodes: readonly ClusterTreeNode[];
  readonly learnFailure?: FailureText | undefined;
}

/** The rows to show below `node`: arranged, and with rows that say what was left out and why. */
export function arrangeLevel(
  node: ClusterTreeNode,
  { nodes, learnFailure }: LearnedLevel,
  rules: RowRules,
  facts: Pick<Facts, "get">,
): readonly ClusterTreeNode[] {
  const arranged = arrangeRows(nodes, rules, facts);
  if (arranged === undefined) return nodes;
  const { rows, shown, of, unknown } = arranged;
  const notes: ClusterTreeNode[] = [];
  if (learnFailure !== undefined && needFacts(rules, nodes)) {
    notes.push(failureNode(node, { ...learnFailure, severity: "warning" }));
  }
  const noun = node.kind === "topics" ? "topic" : "group";
  if (unknown > 0) {
    notes.push(
      filterNote(node, `${unknownText(unknown, noun)} left out: not known what is filtered by.`),
    );
  } else if (shown === 0) {
    notes.push(
      filterNote(
        node,
        of === 0 ? `Every ${noun} is hidden by the settings.` : `No ${noun} fits the filter.`,
      ),
    );
  }
  return [...notes, ...rows];
}

function unknownText(count: number, noun: string): string {
  return count === 1 ? `1 ${noun} is` : `${count} ${noun}s are`;
}
