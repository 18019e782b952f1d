import type {
  ExplainFinding,
  GroupArrangement,
  GroupTab,
  GroupView,
  HistoryRow,
  LiveIntervalMs,
  Timeline,
} from "../../src/panels/group/protocol";

export interface GroupState {
  readonly view: GroupView | undefined;
  readonly timeline: Timeline | undefined;
  readonly findings: readonly ExplainFinding[] | undefined;
  /** Undefined: not asked for yet. */
  readonly history: readonly HistoryRow[] | undefined;
  readonly tab: GroupTab;
  /** The tab the host last asked for. */
  readonly askedTab: GroupTab;
  readonly intervalMs: LiveIntervalMs;
  readonly arrangement: GroupArrangement;
  readonly isReading: boolean;
  readonly isExplaining: boolean;
  /** Why the last reading failed; the last view stays. */
  readonly failure: string | undefined;
  /** Why something asked for beside the readings did not happen. */
  readonly problem: string | undefined;
}

export type Action =
  | { readonly kind: "reading" }
  /** `begins`: the first view also says where to begin. */
  | { readonly kind: "viewed"; readonly view: GroupView; readonly begins?: Beginning }
  | { readonly kind: "failed"; readonly message: string }
  | { readonly kind: "timeline"; readonly timeline: Timeline }
  | { readonly kind: "history"; readonly history: readonly HistoryRow[] }
  | { readonly kind: "explaining" }
  | { readonly kind: "explained"; readonly findings: readonly ExplainFinding[] }
  | { readonly kind: "notExplained"; readonly message: string }
  | { readonly kind: "problem"; readonly message: string }
  | { readonly kind: "tabChosen"; readonly tab: GroupTab; readonly askedTab?: GroupTab }
  | { readonly kind: "intervalChosen"; readonly intervalMs: LiveIntervalMs }
  | { readonly kind: "arranged"; readonly change: GroupArrangement };

export interface Beginning {
  readonly tab: GroupTab;
  readonly arrangement: GroupArrangement;
}

export const initialState: GroupState = {
  view: undefined,
  timeline: undefined,
  findings: undefined,
  history: undefined,
  tab: "partitions",
  askedTab: "partitions",
  intervalMs: 0,
  arrangement: {},
  isReading: false,
  isExplaining: false,
  failure: undefined,
  problem: undefined,
};

export function next(state: GroupState, action: Action): GroupState {
  switch (action.kind) {
    case "reading":
      return { ...state, isReading: true, problem: undefined };
    case "viewed":
      return {
        ...state,
        ...action.begins,
        view: action.view,
        askedTab: action.view.saved.tab,
        intervalMs: action.view.saved.intervalMs,
        isReading: false,
        failure: undefined,
      };
    case "failed":
      return { ...state, isReading: false, failure: action.message };
    case "timeline":
      return { ...state, timeline: action.timeline };
    case "history":
      return { ...state, history: action.history };
    case "explaining":
      return { ...state, isExplaining: true, problem: undefined };
    case "explained":
      return { ...state, isExplaining: false, findings: action.findings };
    case "notExplained":
      return { ...state, isExplaining: false, problem: action.message };
    case "problem":
      return { ...state, problem: action.message };
    case "tabChosen":
      return {
        ...state,
        tab: action.tab,
        askedTab: action.askedTab ?? state.askedTab,
        problem: undefined,
      };
    case "intervalChosen":
      return { ...state, intervalMs: action.intervalMs, problem: undefined };
    case "arranged":
      return { ...state, arrangement: { ...state.arrangement, ...action.change } };
  }
}
