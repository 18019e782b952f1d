/** What the tab of the offset lab asks, and what it is told. */

export interface OffsetsCheck {
  /** "Received in group billing" */
  readonly what: string;
  readonly expected: string;
  readonly observed: string;
  readonly holds: boolean;
}

export interface OffsetsStep {
  /** A sentence. */
  readonly text: string;
  readonly check: OffsetsCheck | null;
  /** Sentences. */
  readonly why: string | null;
}

export interface ExperimentView {
  readonly id: string;
  readonly title: string;
  readonly question: string;
  /** Names of consumer settings. */
  readonly settings: readonly string[];
  readonly state: "never" | "running" | "done" | "cancelled" | "failed";
  /** Oldest first. */
  readonly steps: readonly OffsetsStep[];
  /** Left on the cluster, to be looked at. */
  readonly groups: readonly string[];
  /** Why it failed, a sentence. */
  readonly problem: string | null;
}

export interface OffsetsView {
  readonly experiments: readonly ExperimentView[];
  /** One experiment or the clean-up is under way: no other can begin. */
  readonly isBusy: boolean;
  /** "2 topics and 6 groups of these experiments are on the cluster."; null where there is nothing to remove. */
  readonly left: string | null;
}

type Nothing = Record<string, never>;

export interface OffsetsRequests {
  offsetsOpen: { params: Nothing; result: OffsetsView };
  /** Answered when it has ended; `offsetsView` tells each step. */
  offsetsRun: { params: { readonly id: string }; result: OffsetsView };
  offsetsCancel: { params: Nothing; result: null };
  /** Shows a group that an experiment left behind. */
  offsetsOpenGroup: { params: { readonly groupId: string }; result: null };
  /** Deletes the topics and groups of all experiments. */
  offsetsCleanUp: { params: Nothing; result: OffsetsView };
}

export interface OffsetsEvents {
  offsetsView: OffsetsView;
}
