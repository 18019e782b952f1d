import type { ResetView } from "../../src/panels/reset/protocol";

export interface State {
  readonly view: ResetView | undefined;
  /** What the host was asked and has not answered. */
  readonly busy: "planning" | "applying" | undefined;
  /** Why the last thing asked did not happen. */
  readonly failure: string | undefined;
}

export type Action =
  | { readonly type: "planning" }
  | { readonly type: "applying" }
  | { readonly type: "shown"; readonly view: ResetView }
  | { readonly type: "failed"; readonly message: string }
  /** Something beside the plan failed: what the host was asked about the plan is still to be answered. */
  | { readonly type: "failedBeside"; readonly message: string };

export const initialState: State = { view: undefined, busy: undefined, failure: undefined };

/** A failure leaves the view as it was: it is still what the host holds. */
export function next(state: State, action: Action): State {
  switch (action.type) {
    case "planning":
    case "applying":
      return { ...state, busy: action.type, failure: undefined };
    case "shown":
      return { view: action.view, busy: undefined, failure: action.view.failure ?? undefined };
    case "failed":
      return { ...state, busy: undefined, failure: action.message };
    case "failedBeside":
      return { ...state, failure: action.message };
  }
}

export function canApply({ view, busy }: State): boolean {
  return view?.obstacle === null && view.result === null && busy === undefined;
}
