import type { MessageDetails } from "../../src/panels/peek/protocol/details";
import type { Opened } from "../../src/panels/peek/protocol/opened";
import type { Note, Page } from "../../src/panels/peek/protocol/page";
import type { PartitionTable } from "../../src/panels/peek/protocol/partitions";
import type { FilterTest } from "../../src/panels/peek/protocol";
import type { Query, RowOrder } from "../../src/panels/peek/protocol/query";
import type { MessageRef, Row } from "../../src/panels/peek/protocol/rows";
import type { SearchProgress } from "../../src/panels/peek/protocol/streams";
import type { Draft } from "./draft";
import type { LiveState } from "./liveRows";
import type { Line } from "./rowGroups";
import { usualArrangement } from "./savedView";
import type { Arrangement } from "./savedView";

export type Subject = Pick<
  Opened,
  "clusterId" | "clusterName" | "timeZones" | "decodings" | "writeObstacle"
>;

export type DetailTab = "value" | "key" | "headers" | "record";
export type DetailFormat = "pretty" | "raw" | "hex";

export interface Problem {
  readonly message: string;
  /** What Retry does again; undefined when trying again cannot help. */
  readonly retry: Activity | undefined;
}

/** What the page waits for; `live` and `search` go on until they are stopped or done. */
export type Activity = "read" | "older" | "newer" | "live" | "search";

export interface PeekState {
  /** Undefined until the host has answered the first request. */
  readonly subject: Subject | undefined;
  readonly draft: Draft | undefined;
  /** The last query that was read. */
  readonly query: Query | undefined;
  readonly order: RowOrder;
  /** What a person chose: see `orderFor`. */
  readonly chosenOrder: RowOrder | undefined;
  readonly arrangement: Arrangement;
  readonly page: Page | undefined;
  /** What is shown, oldest first, or as it came. */
  readonly held: readonly Row[];
  /** The same in the order shown. */
  readonly rows: readonly Row[];
  /** The same with the heads of their groups, without what is in groups that are closed. */
  readonly lines: readonly Line[];
  /** Keys of groups that are closed. */
  readonly closedGroups: ReadonlySet<string>;
  /** The paths of `MessageRow.columns`. */
  readonly rowPaths: readonly string[];
  /** In which the rows' times are told. */
  readonly timeZone: string;
  /** Changes with every page of other messages: the grid then begins at the top. */
  readonly pageNumber: number;
  readonly activity: Activity | undefined;
  readonly live: LiveState | undefined;
  readonly search: SearchProgress | undefined;
  /** The page is what a live view held: there is none before or after it, and the view can go on. */
  readonly isOfLive: boolean;
  /** Of a live view or a search; those of a page are the page's. */
  readonly notes: readonly Note[];
  readonly problem: Problem | undefined;
  readonly table: PartitionTable | undefined;
  readonly selected: MessageRef | undefined;
  readonly details: MessageDetails | undefined;
  readonly detailsProblem: string | undefined;
  readonly filterTest: FilterTest | undefined;
  /** The one to compare with. */
  readonly marked: MessageRef | undefined;
  readonly isDetailOpen: boolean;
  readonly tab: DetailTab;
  readonly format: DetailFormat;
}

export const initialState: PeekState = {
  subject: undefined,
  draft: undefined,
  query: undefined,
  order: "newestFirst",
  chosenOrder: undefined,
  arrangement: usualArrangement,
  page: undefined,
  held: [],
  rows: [],
  lines: [],
  closedGroups: new Set(),
  rowPaths: [],
  timeZone: "UTC",
  pageNumber: 0,
  activity: undefined,
  live: undefined,
  search: undefined,
  isOfLive: false,
  notes: [],
  problem: undefined,
  table: undefined,
  selected: undefined,
  details: undefined,
  detailsProblem: undefined,
  filterTest: undefined,
  marked: undefined,
  isDetailOpen: false,
  tab: "value",
  format: "pretty",
};
