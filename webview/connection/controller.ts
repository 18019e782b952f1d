import type {
  ConnectionEvents,
  ConnectionRequests,
  ConnectionView,
} from "../../src/panels/connection/protocol";
import { HostError, type HostClient } from "../shared/rpc";
import { ConnectionPage } from "./page";
import { firstError, initialState, next, type Action } from "./state";

type Host = HostClient<ConnectionRequests, ConnectionEvents>;

/** Joins the page with its host: tells it every edit at once, and shows what it answers. */
export function startConnectionPage(root: HTMLElement, host: Host): void {
  let state = initialState;
  /** Ends when the host has answered the last edit. */
  let editing = Promise.resolve();

  const dispatch = (action: Action): void => {
    state = next(state, action);
    page.show(state);
  };
  const show = (view: ConnectionView): void => {
    dispatch({ type: "shown", view });
    guard(view);
  };
  const fail = (error: unknown): void => {
    dispatch({ type: "failed", message: sentence(error) });
  };
  const tell = (): void => {
    const { draft, revision } = state;
    if (draft === undefined) return;
    editing = host.call("edit", { revision, draft }).then(show, fail);
  };
  /** A new cluster that is called production is protected, until the person says otherwise. */
  const guard = ({ looksLikeProduction, revision }: ConnectionView): void => {
    const { draft, isGuardChosen } = state;
    if (isGuardChosen || draft === undefined || revision !== state.revision) return;
    if (draft.isProduction === looksLikeProduction) return;
    dispatch({ type: "guarded", isProduction: looksLikeProduction });
    tell();
  };
  /** False: an error is in the way, and the cursor is at it. */
  const isReady = async (): Promise<boolean> => {
    await editing;
    dispatch({ type: "attempted" });
    const error = firstError(state);
    if (error === undefined) return true;
    page.focus(error.field);
    return false;
  };
  const test = async (): Promise<void> => {
    if (!(await isReady())) return;
    page.showTest();
    show(await host.call("test", {}));
  };
  const save = async (): Promise<void> => {
    if (state.isSaving || !(await isReady())) return;
    dispatch({ type: "saving" });
    dispatch({ type: "saved", view: await host.call("save", {}) });
  };

  const page = new ConnectionPage(root, {
    edit: (change) => {
      dispatch({ type: "edited", change });
      tell();
    },
    left: (field) => {
      dispatch({ type: "left", field });
    },
    enterSecret: (name) => {
      host.call("enterSecret", { name }).then(show, fail);
    },
    forgetSecret: (name) => {
      host.call("forgetSecret", { name }).then(show, fail);
    },
    chooseFile: (field) => {
      host.call("chooseFile", { field }).then((file) => {
        if (file === null) return;
        dispatch({ type: "edited", change: { [field]: file } });
        tell();
      }, fail);
    },
    test: () => {
      test().catch(fail);
    },
    stop: () => {
      host.call("stopTest", {}).catch(fail);
    },
    copyReport: () => {
      host.call("copyReport", {}).then((message) => {
        dispatch({ type: "told", message });
      }, fail);
    },
    save: () => {
      save().catch(fail);
    },
  });
  host.on("view", show);
  host.call("open", {}).then(({ draft, view }) => {
    dispatch({ type: "opened", draft, view });
  }, fail);
  page.show(state);
}

function sentence(error: unknown): string {
  return error instanceof HostError ? error.message : "Something unexpected went wrong.";
}
