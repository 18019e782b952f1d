import type { LabEvents, LabOpened, LabRequests } from "../../src/panels/lab/protocol";
import type { HostClient } from "../shared/rpc";

export type LabHost = HostClient<LabRequests, LabEvents>;

/** The page's side of one tab. */
export interface LabTabView {
  readonly element: HTMLElement;
  /** Asks the host for what it shows; called once, when the tab is shown for the first time. */
  start(opened: LabOpened): Promise<void>;
}

/** What the tabs need of the page. */
export interface LabTabDeps {
  readonly host: LabHost;
  /** Shows a failure under the tabs, in the host's words; undefined takes it away. */
  readonly fail: (error: unknown) => void;
}
