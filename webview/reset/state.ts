import type { AimResult, ResetView, RowTime, RowView } from "../../src/panels/reset/protocol";

export type AimProblem = Extract<AimResult, { ok: false }>;

/** A target that was typed and cannot be planned. */
export interface RowProblem {
  readonly text: string;
  readonly problem: string;
}

export interface State {
  readonly view: ResetView | undefined;
  /** What the host was asked and has not answered. */
  readonly busy: "planning" | "applying" | undefined;
  /** What stands in the head is not what the view was planned for. */
  readonly isStale: boolean;
  readonly aimProblem: AimProblem | undefined;
  /** By the row's place. */
  readonly rowProblems: ReadonlyMap<number, RowProblem>;
  /** By `timeKey`: a plan that was made anew has the same messages at the same targets. */
  readonly times: ReadonlyMap<string, RowTime>;
  readonly laterWarnings: readonly string[];
  /** Why the last thing asked did not happen. */
  readonly failure: string | undefined;
  /** What the last thing asked came to, where nothing else shows it. */
  readonly told: string | undefined;
}

export type Action =
  | { readonly type: "planning" }
  | { readonly type: "applying" }
  /** The head was changed. */
  | { readonly type: "aimed" }
  | { readonly type: "shown"; readonly view: ResetView }
  | { readonly type: "aimRefused"; readonly problem: AimProblem }
  /** A dialog was closed without an answer. */
  | { readonly type: "unchanged" }
  | { readonly type: "rowRefused"; readonly row: number; readonly refused: RowProblem }
  | { readonly type: "rowRestored"; readonly row: number }
  | { readonly type: "times"; readonly times: readonly RowTime[] }
  | { readonly type: "laterWarnings"; readonly warnings: readonly string[] }
  | { readonly type: "told"; readonly message: string }
  | { readonly type: "failed"; readonly message: string }
  /** Something beside the plan failed: what the host was asked about the plan is still to be answered. */
  | { readonly type: "failedBeside"; readonly message: string };

export const initialState: State = {
  view: undefined,
  busy: undefined,
  isStale: false,
  aimProblem: undefined,
  rowProblems: new Map(),
  times: new Map(),
  laterWarnings: [],
  failure: undefined,
  told: undefined,
};

/** A failure leaves the view as it was: it is still what the host holds, unless the head was changed. */
export function next(state: State, action: Action): State {
  switch (action.type) {
    case "planning":
    case "applying":
      return { ...state, busy: action.type, failure: undefined, told: undefined };
    case "aimed":
      return {
        ...state,
        busy: undefined,
        isStale: true,
        aimProblem: undefined,
        rowProblems: new Map(),
      };
    case "shown":
      return shown(state, action.view);
    case "aimRefused":
      return { ...state, busy: undefined, aimProblem: action.problem };
    case "unchanged":
      return { ...state, busy: undefined };
    case "rowRefused": {
      const rowProblems = new Map([...state.rowProblems, [action.row, action.refused]]);
      return { ...state, busy: undefined, rowProblems };
    }
    case "rowRestored":
      return { ...state, rowProblems: without(state.rowProblems, action.row) };
    case "times":
      return { ...state, times: withTimes(state, action.times) };
    case "laterWarnings":
      return { ...state, laterWarnings: action.warnings };
    case "told":
      return { ...state, told: action.message, failure: undefined };
    case "failed":
      return { ...state, busy: undefined, failure: action.message };
    case "failedBeside":
      return { ...state, failure: action.message };
  }
}

/** Rows keep their places, and what was typed in them, for as long as the same ones are planned. */
function shown(state: State, view: ResetView): State {
  const isSame =
    JSON.stringify(state.view?.rows.map(nameOf)) === JSON.stringify(view.rows.map(nameOf));
  return {
    ...state,
    view,
    busy: undefined,
    isStale: false,
    aimProblem: undefined,
    rowProblems: isSame && view.result === null ? state.rowProblems : new Map(),
    laterWarnings: isSame && view.result === null ? state.laterWarnings : [],
    failure: view.failure ?? undefined,
  };
}

function nameOf({ group, topic, partition }: RowView): string {
  return `${group}:${topic}:${partition}`;
}

export function timeKey(row: RowView): string {
  return `${nameOf(row)}:${row.target ?? ""}`;
}

function withTimes({ view, times }: State, learnt: readonly RowTime[]): State["times"] {
  const keyed = learnt.flatMap((time): [string, RowTime][] => {
    const row = view?.rows[time.row];
    return row === undefined ? [] : [[timeKey(row), time]];
  });
  return new Map([...times, ...keyed]);
}

function without(problems: State["rowProblems"], row: number): State["rowProblems"] {
  return new Map([...problems].filter(([one]) => one !== row));
}

/** Only what stands there in full may be carried out: neither the head nor a row may hold anything else. */
export function canApply(state: State): boolean {
  const { view, busy, isStale, rowProblems } = state;
  const isPlanned = busy === undefined && !isStale && rowProblems.size === 0;
  return view?.obstacle === null && view.result === null && isPlanned;
}

/** Whether rows may be given targets of their own. */
export function isEditable({ view }: State): boolean {
  return view?.mode === "reset" && view.result === null;
}
