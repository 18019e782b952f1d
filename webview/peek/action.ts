import type { MessageDetails } from "../../src/panels/peek/protocol/details";
import type { Opened } from "../../src/panels/peek/protocol/opened";
import type { Page } from "../../src/panels/peek/protocol/page";
import type { PartitionTable } from "../../src/panels/peek/protocol/partitions";
import type { FilterTest } from "../../src/panels/peek/protocol";
import type { Query, RowOrder } from "../../src/panels/peek/protocol/query";
import type { MessageRef } from "../../src/panels/peek/protocol/rows";
import type { LivePage, SearchPage } from "../../src/panels/peek/protocol/streams";
import type { Draft, Format } from "./draft";
import type { Activity, DetailFormat, DetailTab, Problem } from "./peekState";
import type { Arrangement, Restored } from "./savedView";

/** What happens to the page: a person's doing, or the host's answers. */
export type Action =
  | { readonly kind: "opened"; readonly opened: Opened; readonly restored: Restored }
  | { readonly kind: "seek"; readonly query: Query }
  | { readonly kind: "edited"; readonly change: Partial<Draft> }
  | { readonly kind: "ordered"; readonly order: RowOrder }
  | { readonly kind: "groupToggled"; readonly key: string; readonly isOpen: boolean }
  | { readonly kind: "arranged"; readonly change: Partial<Arrangement> }
  | { readonly kind: "started"; readonly activity: Activity; readonly query?: Query }
  | { readonly kind: "readDone"; readonly page: Page }
  | { readonly kind: "failed"; readonly problem: Problem }
  /** Something else went wrong: what is going on goes on. */
  | { readonly kind: "told"; readonly message: string }
  | { readonly kind: "stopped" }
  | { readonly kind: "formatted"; readonly page: Page; readonly format: Format }
  | { readonly kind: "liveBegun"; readonly page: LivePage; readonly isContinued: boolean }
  | { readonly kind: "liveArrived"; readonly page: LivePage }
  | { readonly kind: "livePaused"; readonly isPaused: boolean }
  | { readonly kind: "followed"; readonly isFollowing: boolean }
  | { readonly kind: "liveEnded"; readonly page: Page }
  | { readonly kind: "searchBegun"; readonly page: SearchPage }
  | { readonly kind: "searchArrived"; readonly page: SearchPage }
  | { readonly kind: "tableDone"; readonly table: PartitionTable }
  | { readonly kind: "selected"; readonly message: MessageRef | undefined }
  | { readonly kind: "marked"; readonly message: MessageRef | undefined }
  | { readonly kind: "detailOpened" }
  | { readonly kind: "detailClosed" }
  | { readonly kind: "detailsDone"; readonly details: MessageDetails }
  | { readonly kind: "detailsFailed"; readonly message: MessageRef; readonly reason: string }
  | { readonly kind: "filterTested"; readonly message: MessageRef; readonly test: FilterTest }
  | { readonly kind: "tabChosen"; readonly tab: DetailTab }
  | { readonly kind: "formatChosen"; readonly format: DetailFormat };
