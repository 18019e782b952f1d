import type {
  FilterTest,
  LivePage,
  MessageDetails,
  MessageRef,
  MessageRow,
  Note,
  Opened,
  Page,
  PartitionTable,
  Position,
  Query,
  Row,
  RowOrder,
  SearchPage,
  SearchProgress,
} from "../../src/panels/peek/protocol";
import { pathsOf } from "./columns";
import { draftOf, formatOf, withFormat } from "./draft";
import type { Draft, Format } from "./draft";
import { arrived, followed } from "./liveRows";
import type { LiveState } from "./liveRows";
import { isSameMessage, messageKey } from "./partitionRef";
import { usualArrangement } from "./savedView";
import type { Arrangement, Restored } from "./savedView";

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
  readonly arrangement: Arrangement;
  readonly page: Page | undefined;
  /** What is shown, oldest first, or as it came. */
  readonly held: readonly Row[];
  /** The same in the order shown. */
  readonly rows: readonly Row[];
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
  arrangement: usualArrangement,
  page: undefined,
  held: [],
  rows: [],
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

export type Action =
  | { readonly kind: "opened"; readonly opened: Opened; readonly restored: Restored }
  | { readonly kind: "seek"; readonly query: Query }
  | { readonly kind: "edited"; readonly change: Partial<Draft> }
  | { readonly kind: "ordered"; readonly order: RowOrder }
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

/** The page after an action. Pure: no DOM, no host. */
export function next(state: PeekState, action: Action): PeekState {
  switch (action.kind) {
    case "opened":
      return open(state, action);
    case "seek": {
      const order = usualOrder(action.query.position.kind);
      return { ...state, draft: draftOf(action.query, state.draft), order };
    }
    case "edited":
      return edit(state, action.change);
    case "ordered":
      return withRows({ ...state, order: action.order, pageNumber: state.pageNumber + 1 });
    case "arranged":
      return { ...state, arrangement: { ...state.arrangement, ...action.change } };
    case "started":
      return start(state, action.activity, action.query);
    case "readDone":
      return { ...withPage(state, action.page), activity: undefined, problem: undefined };
    case "failed":
      return { ...state, activity: undefined, problem: action.problem };
    case "told":
      return { ...state, problem: { message: action.message, retry: undefined } };
    case "stopped":
      return { ...state, activity: undefined };
    case "formatted":
      return format(state, action.page, action.format);
    case "liveBegun":
      return beginLive(state, action.page, action.isContinued);
    case "liveArrived":
      return withRows(arrived(state, action.page));
    case "livePaused":
      return { ...state, live: state.live && { ...state.live, isPaused: action.isPaused } };
    case "followed":
      return withRows(followed(state, action.isFollowing));
    case "liveEnded":
      return endLive(state, action.page);
    case "searchBegun": {
      const cleared = withRows({ ...state, held: [], page: undefined, live: undefined });
      const begun = { ...cleared, pageNumber: state.pageNumber + 1, order: "oldestFirst" } as const;
      return found(select(begun, undefined), action.page);
    }
    case "searchArrived":
      return found(state, action.page);
    case "tableDone":
      return { ...state, table: action.table };
    case "selected":
      return select(state, action.message);
    case "marked":
      return { ...state, marked: action.message };
    case "detailOpened":
      return { ...state, isDetailOpen: true };
    case "detailClosed":
      return { ...state, isDetailOpen: false };
    case "detailsDone":
      if (!isSameMessage(state.selected, action.details)) return state;
      return { ...state, details: action.details, detailsProblem: undefined };
    case "detailsFailed":
      if (!isSameMessage(state.selected, action.message)) return state;
      return { ...state, details: undefined, detailsProblem: action.reason };
    case "filterTested":
      if (!isSameMessage(state.selected, action.message)) return state;
      return { ...state, filterTest: action.test };
    case "tabChosen":
      return { ...state, tab: action.tab };
    case "formatChosen":
      return { ...state, format: action.format };
  }
}

/** How rows are to be shown, by what stands in the toolbar and the columns. */
export function wantedFormat({ draft, arrangement }: PeekState): Format | undefined {
  return draft && formatOf(draft, pathsOf(arrangement.columns));
}

function open(
  state: PeekState,
  { opened, restored }: Extract<Action, { kind: "opened" }>,
): PeekState {
  const { query, page, search, clusterId, clusterName, timeZones } = opened;
  const { decodings, writeObstacle } = opened;
  const obstacle = writeObstacle === undefined ? {} : { writeObstacle };
  const subject = { clusterId, clusterName, timeZones, decodings, ...obstacle };
  const { arrangement, order } = restored;
  const draft = draftOf(query, state.draft);
  const ready = { ...state, subject, query, order, arrangement, draft };
  if (page === undefined) return ready;
  const shown = withPage(ready, page);
  return search === undefined ? shown : { ...shown, page: undefined, search, notes: search.notes };
}

/** Another kind of position brings its usual order along; the rows that are there stay as they are. */
function edit(state: PeekState, change: Partial<Draft>): PeekState {
  if (state.draft === undefined) return state;
  const draft = { ...state.draft, ...change };
  const order = draft.kind === state.draft.kind ? state.order : usualOrder(draft.kind);
  return { ...state, draft, order, filterTest: undefined };
}

/** What was asked for stands at the top. */
function usualOrder(kind: Position["kind"]): RowOrder {
  return kind === "latest" || kind === "last" ? "newestFirst" : "oldestFirst";
}

function start(state: PeekState, activity: Activity, query: Query | undefined): PeekState {
  return { ...state, activity, problem: undefined, query: query ?? state.query };
}

function withPage(state: PeekState, page: Page): PeekState {
  const { timeZone, rows: held } = page;
  const rowPaths = state.query?.columnPaths ?? [];
  const taken = { ...state, page, held, rowPaths, timeZone, notes: [] };
  const ended = { ...taken, live: undefined, search: undefined, isOfLive: false };
  const shown = withRows({ ...ended, pageNumber: state.pageNumber + 1 });
  const { selected } = shown;
  const isStillThere = selected !== undefined && findMessage(shown.rows, selected) !== undefined;
  return isStillThere ? shown : select(shown, undefined);
}

function withRows(state: PeekState): PeekState {
  const { held, order } = state;
  return { ...state, rows: order === "oldestFirst" ? held : [...held].reverse() };
}

/** A reloaded window is to show rows as they were shown last. */
function format(state: PeekState, page: Page, asked: Format): PeekState {
  const query = state.query && withFormat(state.query, asked);
  const isPage = state.live === undefined && state.search === undefined;
  const live = state.live && { ...state.live, pending: [] };
  const { rows: held, timeZone } = page;
  const told = { ...state, query, live, held, timeZone, rowPaths: asked.columnPaths };
  return withRows(isPage ? { ...told, page } : told);
}

function beginLive(state: PeekState, page: LivePage, isContinued: boolean): PeekState {
  const kept = isContinued ? {} : { held: [], pageNumber: state.pageNumber + 1 };
  const live = { ...page, isPaused: false, isFollowing: true, pending: [] };
  const { columnPaths = [], timeZone = state.timeZone } = state.query ?? {};
  const shown = { ...state, rowPaths: columnPaths, timeZone };
  const begun = { ...shown, page: undefined, search: undefined, live, ...kept };
  return withRows(arrived(begun, page));
}

/** The page holds what the live view held: nothing moves. */
function endLive(state: PeekState, page: Page): PeekState {
  const { pageNumber } = state;
  return { ...withPage(state, page), pageNumber, activity: undefined, isOfLive: true };
}

function found(state: PeekState, { rows, progress }: SearchPage): PeekState {
  const { columnPaths = [], timeZone = state.timeZone } = state.query ?? {};
  const held = withHits(state.held, rows);
  const shown = { ...state, held, rowPaths: columnPaths, timeZone };
  return withRows({ ...shown, search: progress, notes: progress.notes });
}

/** Each hit once: those that were formatted anew meanwhile are there already. */
function withHits(held: readonly Row[], hits: readonly MessageRow[]): readonly Row[] {
  if (hits.length === 0) return held;
  const known = new Set(held.map((row) => (row.kind === "message" ? messageKey(row) : "")));
  return [...held, ...hits.filter((hit) => !known.has(messageKey(hit)))];
}

function select(state: PeekState, message: MessageRef | undefined): PeekState {
  if (isSameMessage(state.selected, message)) return state;
  const cleared = { details: undefined, detailsProblem: undefined, filterTest: undefined };
  return { ...state, selected: message, ...cleared };
}

export function findMessage(rows: readonly Row[], ref: MessageRef): MessageRow | undefined {
  const found = rows.find((row) => row.kind === "message" && isSameMessage(row, ref));
  return found?.kind === "message" ? found : undefined;
}
