import type {
  AimDraft,
  AimResult,
  ResetEvents,
  ResetRequests,
  ResetView,
} from "../../src/panels/reset/protocol";
import { HostError, type HostClient } from "../shared/rpc";
import { isComplete } from "./aimBar";
import { ResetPage } from "./render";
import { initialState, next, type Action } from "./state";

/** How long typing must rest before what was typed is planned. */
const typingRestsAfterMs = 400;
/** How long the group is given to move before it is looked at again. */
const secondLookAfterMs = 3000;

type Host = HostClient<ResetRequests, ResetEvents>;

/** Joins the page with its host: asks for what to show, and shows every answer. */
export function startResetPage(root: HTMLElement, host: Host): void {
  let state = initialState;
  let asked = 0;
  /** Ends the question about the plan that is under way, which another one replaces. */
  let asking = new AbortController();
  /** Ends what is asked beside a plan that is no longer shown. */
  let beside = new AbortController();
  let typing: number | undefined;
  let edits = Promise.resolve();

  const dispatch = (action: Action): void => {
    state = next(state, action);
    page.show(state);
  };
  const show = (view: ResetView): void => {
    dispatch({ type: "shown", view });
    learnMore(view);
  };
  const settle = (result: AimResult | null): void => {
    if (result === null) dispatch({ type: "unchanged" });
    else if (result.ok) show(result.view);
    else dispatch({ type: "aimRefused", problem: result });
  };
  /** An answer that another question has overtaken is dropped. */
  const ask = async <T>(
    busy: "planning" | "applying",
    question: (signal: AbortSignal) => Promise<T>,
    take: (answer: T) => void,
  ): Promise<void> => {
    const mine = overtake();
    asking = new AbortController();
    dispatch({ type: busy });
    try {
      const answer = await question(asking.signal);
      if (mine === asked) take(answer);
    } catch (error) {
      if (mine === asked) dispatch({ type: "failed", message: sentence(error) });
    }
  };
  /** The host sees a question through that it may have begun to carry out: only plans are called off. */
  const overtake = (): number => {
    window.clearTimeout(typing);
    if (state.busy === "planning") asking.abort();
    asked += 1;
    return asked;
  };
  const tell = async (question: () => Promise<string | null>): Promise<void> => {
    try {
      const message = await question();
      if (message !== null) dispatch({ type: "told", message });
    } catch (error) {
      dispatch({ type: "failedBeside", message: sentence(error) });
    }
  };

  /** What takes a request for each partition, and what only a second look tells. Their failures are no news. */
  const learnMore = ({ planId, result }: ResetView): void => {
    beside.abort();
    beside = new AbortController();
    if (result !== null) return;
    const { signal } = beside;
    const isShown = (): boolean => state.view?.planId === planId && !signal.aborted;
    const learn = async <T>(question: Promise<T>, take: (answer: T) => void): Promise<void> => {
      const answer = await question.catch(() => undefined);
      if (answer !== undefined && isShown()) take(answer);
    };
    void learn(host.call("times", { planId }, signal), (times) => {
      dispatch({ type: "times", times });
    });
    const timer = window.setTimeout(() => {
      void learn(host.call("laterWarnings", { planId }, signal), (warnings) => {
        dispatch({ type: "laterWarnings", warnings });
      });
    }, secondLookAfterMs);
    signal.addEventListener("abort", () => {
      window.clearTimeout(timer);
    });
  };

  const aim = (draft: AimDraft, isTyping: boolean): void => {
    overtake();
    dispatch({ type: "aimed" });
    if (!isComplete(draft)) return;
    const plan = (): void => {
      void ask("planning", (signal) => host.call("aim", draft, signal), settle);
    };
    if (isTyping) typing = window.setTimeout(plan, typingRestsAfterMs);
    else plan();
  };
  /** One after the other: each is for the plan that the one before made. */
  const editRow = async (row: number, text: string): Promise<void> => {
    const { view } = state;
    if (view === undefined || state.isStale || state.busy === "applying") return;
    const { planId } = view;
    await ask(
      "planning",
      () => host.call("editRow", { planId, row, text }),
      (result) => {
        if (result.ok) {
          dispatch({ type: "rowRestored", row });
          show(result.view);
        } else {
          dispatch({ type: "rowRefused", row, refused: { text, problem: result.problem } });
        }
      },
    );
  };
  const withPlan = (use: (planId: string) => void): void => {
    if (state.view !== undefined) use(state.view.planId);
  };

  const page = new ResetPage(root, {
    aim,
    editRow: (row, text) => {
      edits = edits.then(() => editRow(row, text));
    },
    restoreRow: (row) => {
      dispatch({ type: "rowRestored", row });
    },
    refresh: () => void ask("planning", (signal) => host.call("refresh", {}, signal), show),
    apply: () => {
      withPlan((planId) => void ask("applying", () => host.call("apply", { planId }), show));
    },
    undo: (group) => void tell(() => host.call("undo", { group })),
    showUndoFile: (group) => void tell(() => host.call("showUndoFile", { group })),
    copyCommand: () => {
      withPlan((planId) => void tell(() => host.call("copyCommand", { planId })));
    },
    editAsCsv: () => {
      withPlan((planId) => void ask("planning", () => host.call("editAsCsv", { planId }), show));
    },
    applyCsv: () => void ask("planning", (signal) => host.call("applyCsv", {}, signal), settle),
    chooseScope: (draft) =>
      void ask("planning", (signal) => host.call("chooseScope", draft, signal), settle),
    chooseFile: () => void ask("planning", (signal) => host.call("chooseFile", {}, signal), settle),
    peek: (row, at) => {
      withPlan((planId) => void tell(() => host.call("peek", { planId, row, at })));
    },
  });
  const open = (): void => void ask("planning", () => host.call("open", {}), show);
  host.on("changed", open);
  open();
}

function sentence(error: unknown): string {
  return error instanceof HostError ? error.message : "Something unexpected went wrong.";
}
