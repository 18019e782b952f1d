import type { ClusterGateway } from "../kafka/gateway";
import type { Fact } from "./facts";
import { childId } from "./nodes";
import type { ClusterTreeNode, FailureNode, NoteNode } from "./nodes";

/** What a level of the tree is loaded with. */
export interface LoadContext {
  readonly gateway: ClusterGateway;
  readonly showsInternalTopics: boolean;
  readonly signal: AbortSignal;
}

/** One loaded level: its rows, and what loading them taught about rows that are there already. */
export interface Level {
  readonly nodes: readonly ClusterTreeNode[];
  readonly facts?: readonly Fact[];
  /** Learns what is worth knowing but not worth waiting for. Called once, after the rows are shown. */
  readonly learnMore?: (signal: AbortSignal) => Promise<readonly Fact[]>;
}

export function noteNode(parent: ClusterTreeNode, text: string): NoteNode {
  return { kind: "note", id: childId(parent.id, "note"), parent, text };
}

/** Says what the filter leaves out. */
export function filterNote(parent: ClusterTreeNode, text: string): NoteNode {
  return { kind: "note", id: childId(parent.id, "filter"), parent, text, isOfFilter: true };
}

export function failureNode(
  parent: ClusterTreeNode | undefined,
  failure: Pick<FailureNode, "sentence" | "advice"> & Partial<Pick<FailureNode, "severity">>,
  key = "failure",
): FailureNode {
  const { sentence, advice, severity = "error" } = failure;
  const id = childId(parent?.id ?? "", key);
  return { kind: "failure", id, parent, sentence, advice, severity };
}
