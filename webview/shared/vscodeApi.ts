import { HostClient } from "./rpc";
import type { RequestTable } from "../../src/panels/shared/protocol";

/*
 * The page's one door to VS Code. In a page's main.ts:
 *
 *   const { host, viewState } = connectHost<PeekRequests, PeekEvents, ViewState>(acquireVsCodeApi(), window);
 *   host.on("seek", (position) => { … });
 *   const opened = await host.call("open", {});
 *
 * `viewState` survives hiding and reloading. It holds where the person is and how the view is arranged, never
 * messages; what is read back may be of an older version of the page, so it is `unknown`: validate it.
 */

export interface VsCodeApi {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
}

declare global {
  /** Given by VS Code to every webview; may be called once. */
  function acquireVsCodeApi(): VsCodeApi;
}

export interface ViewState<S> {
  read(): unknown;
  write(state: S): void;
}

export function connectHost<R extends RequestTable<R>, E extends object, S>(
  api: VsCodeApi,
  window: Window,
): { readonly host: HostClient<R, E>; readonly viewState: ViewState<S> } {
  // A page that was hidden begins anew while the host may still be answering the one before: ids that begin at
  // the clock's time keep the two apart.
  const host = new HostClient<R, E>((message) => {
    api.postMessage(message);
  }, Date.now() * 1000);
  window.addEventListener("message", (event: MessageEvent<unknown>) => {
    host.receive(event.data);
  });
  return {
    host,
    viewState: {
      read: () => api.getState(),
      write: (state) => {
        api.setState(state);
      },
    },
  };
}
