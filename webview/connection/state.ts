import type {
  ConnectionDraft,
  ConnectionView,
  DraftField,
  Finding,
} from "../../src/panels/connection/protocol";

export interface State {
  readonly draft: ConnectionDraft | undefined;
  readonly view: ConnectionView | undefined;
  /** Counts up with every edit: a view of an earlier draft is not shown. */
  readonly revision: number;
  /** Fields that were changed or left: before that, an empty one is no error yet. */
  readonly touched: ReadonlySet<DraftField>;
  /** Somebody wanted to test or save: now every error is shown. */
  readonly isAttempted: boolean;
  /** The person said themselves whether it is production, or read-only. */
  readonly isGuardChosen: boolean;
  readonly isSaving: boolean;
  /** Why the last thing asked did not happen. */
  readonly failure: string | undefined;
  /** What the last thing asked came to, where nothing else shows it. */
  readonly told: string | undefined;
}

export type Action =
  | { readonly type: "opened"; readonly draft: ConnectionDraft; readonly view: ConnectionView }
  | { readonly type: "edited"; readonly change: Partial<ConnectionDraft> }
  /** Name and colour say so, as long as nobody said otherwise. */
  | { readonly type: "guarded"; readonly isProduction: boolean }
  | { readonly type: "left"; readonly field: DraftField }
  | { readonly type: "attempted" }
  | { readonly type: "saving" }
  | { readonly type: "shown"; readonly view: ConnectionView }
  | { readonly type: "saved"; readonly view: ConnectionView }
  | { readonly type: "told"; readonly message: string }
  | { readonly type: "failed"; readonly message: string };

export const initialState: State = {
  draft: undefined,
  view: undefined,
  revision: 0,
  touched: new Set(),
  isAttempted: false,
  isGuardChosen: false,
  isSaving: false,
  failure: undefined,
  told: undefined,
};

export function next(state: State, action: Action): State {
  switch (action.type) {
    case "opened":
      return opened(state, action.draft, action.view);
    case "edited":
      return edited(state, action.change);
    case "guarded": {
      const { isProduction } = action;
      const { isGuardChosen } = state;
      return { ...edited(state, { isProduction, isReadOnly: isProduction }), isGuardChosen };
    }
    case "left":
      return state.touched.has(action.field)
        ? state
        : { ...state, touched: new Set([...state.touched, action.field]) };
    case "attempted":
      return { ...state, isAttempted: true, failure: undefined, told: undefined };
    case "saving":
      return { ...state, isSaving: true, failure: undefined, told: undefined };
    case "shown":
      return action.view.revision < state.revision ? state : { ...state, view: action.view };
    case "saved":
      return { ...next(state, { type: "shown", view: action.view }), isSaving: false };
    case "told":
      return { ...state, told: action.message, failure: undefined };
    case "failed":
      return { ...state, isSaving: false, failure: action.message };
  }
}

/** A form that came with something in it shows at once what is wrong with that. */
function opened(state: State, draft: ConnectionDraft, view: ConnectionView): State {
  const { revision, mode, notes } = view;
  const isFilled = mode === "edit" || notes.length > 0 || revision > 0;
  return { ...state, draft, view, revision, isAttempted: isFilled, isGuardChosen: mode === "edit" };
}

function edited(state: State, change: Partial<ConnectionDraft>): State {
  const { draft, touched, revision } = state;
  if (draft === undefined) return state;
  const fields = Object.keys(change) as DraftField[];
  const saysGuard = "isProduction" in change || "isReadOnly" in change;
  return {
    ...state,
    draft: { ...draft, ...change },
    revision: revision + 1,
    touched: new Set([...touched, ...fields]),
    isGuardChosen: state.isGuardChosen || saysGuard,
    failure: undefined,
    told: undefined,
  };
}

/** What is to be shown at a field. */
export function findingsAt({ view, touched, isAttempted }: State, field: DraftField): Finding[] {
  const isDue = isAttempted || touched.has(field);
  const all = view?.findings.filter((finding) => finding.field === field) ?? [];
  return all.filter(({ severity }) => severity === "warning" || isDue);
}

/** The first field, in the host's order, that keeps the draft from being used. */
export function firstError({ view }: State): Finding | undefined {
  return view?.findings.find(({ severity }) => severity === "error");
}
