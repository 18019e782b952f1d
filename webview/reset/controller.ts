import type { ResetEvents, ResetRequests, ResetView } from "../../src/panels/reset/protocol";
import { HostError, type HostClient } from "../shared/rpc";
import { ResetPage } from "./render";
import { initialState, next, type Action } from "./state";

/** Joins the page with its host: asks for what to show, and shows every answer. */
export function startResetPage(
  root: HTMLElement,
  host: HostClient<ResetRequests, ResetEvents>,
): void {
  let state = initialState;
  let asked = 0;
  const dispatch = (action: Action): void => {
    state = next(state, action);
    page.show(state);
  };
  /** An answer that another question has overtaken is dropped. */
  const ask = async (busy: "planning" | "applying", answer: Promise<ResetView>): Promise<void> => {
    asked += 1;
    const mine = asked;
    dispatch({ type: busy });
    try {
      const view = await answer;
      if (mine === asked) dispatch({ type: "shown", view });
    } catch (error) {
      if (mine === asked) dispatch({ type: "failed", message: sentence(error) });
    }
  };
  const tell = async (answer: Promise<null>): Promise<void> => {
    try {
      await answer;
    } catch (error) {
      dispatch({ type: "failedBeside", message: sentence(error) });
    }
  };

  const page = new ResetPage(root, {
    refresh: () => void ask("planning", host.call("refresh", {})),
    apply: () => {
      const planId = state.view?.planId;
      if (planId !== undefined) void ask("applying", host.call("apply", { planId }));
    },
    showUndoFile: () => void tell(host.call("showUndoFile", {})),
    peek: (row) => {
      const planId = state.view?.planId;
      if (planId !== undefined) void tell(host.call("peek", { planId, row }));
    },
  });
  const open = (): void => void ask("planning", host.call("open", {}));
  host.on("changed", open);
  open();
}

function sentence(error: unknown): string {
  return error instanceof HostError ? error.message : "Something unexpected went wrong.";
}
