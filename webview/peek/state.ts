import type {
  MessageDetails,
  MessageRef,
  MessageRow,
  Opened,
  Page,
  Position,
  Query,
  Row,
  RowOrder,
} from "../../src/panels/peek/protocol";
import { draftOf } from "./draft";
import type { Draft } from "./draft";

export type Subject = Pick<Opened, "clusterId" | "topic" | "clusterName" | "timeZones">;

export type DetailTab = "value" | "key" | "headers" | "record";
export type DetailFormat = "pretty" | "raw" | "hex";

export interface Problem {
  readonly message: string;
  /** What Retry does again; undefined when trying again cannot help. */
  readonly retry: Reading | undefined;
}

export type Reading = "read" | "older" | "newer";

export interface PeekState {
  /** Undefined until the host has answered the first request. */
  readonly subject: Subject | undefined;
  readonly draft: Draft | undefined;
  /** The last query that was read. */
  readonly query: Query | undefined;
  readonly order: RowOrder;
  readonly page: Page | undefined;
  /** In the order shown. */
  readonly rows: readonly Row[];
  /** Changes with every page of other messages: the grid then begins at the top. */
  readonly pageNumber: number;
  readonly reading: Reading | undefined;
  readonly problem: Problem | undefined;
  readonly selected: MessageRef | undefined;
  readonly details: MessageDetails | undefined;
  readonly detailsProblem: string | undefined;
  readonly isDetailOpen: boolean;
  readonly tab: DetailTab;
  readonly format: DetailFormat;
}

export const initialState: PeekState = {
  subject: undefined,
  draft: undefined,
  query: undefined,
  order: "newestFirst",
  page: undefined,
  rows: [],
  pageNumber: 0,
  reading: undefined,
  problem: undefined,
  selected: undefined,
  details: undefined,
  detailsProblem: undefined,
  isDetailOpen: false,
  tab: "value",
  format: "pretty",
};

export type Action =
  | { readonly kind: "opened"; readonly opened: Opened }
  | { readonly kind: "seek"; readonly query: Query }
  | { readonly kind: "edited"; readonly change: Partial<Draft> }
  | { readonly kind: "ordered"; readonly order: RowOrder }
  | { readonly kind: "readStarted"; readonly reading: Reading; readonly query?: Query }
  | { readonly kind: "readDone"; readonly page: Page }
  | { readonly kind: "readFailed"; readonly problem: Problem }
  | { readonly kind: "readStopped" }
  | { readonly kind: "formatted"; readonly page: Page }
  | { readonly kind: "selected"; readonly message: MessageRef | undefined }
  | { readonly kind: "detailOpened" }
  | { readonly kind: "detailClosed" }
  | { readonly kind: "detailsDone"; readonly details: MessageDetails }
  | { readonly kind: "detailsFailed"; readonly message: MessageRef; readonly reason: string }
  | { readonly kind: "tabChosen"; readonly tab: DetailTab }
  | { readonly kind: "formatChosen"; readonly format: DetailFormat };

/** The page after an action. Pure: no DOM, no host. */
export function next(state: PeekState, action: Action): PeekState {
  switch (action.kind) {
    case "opened":
      return open(state, action.opened);
    case "seek": {
      const order = usualOrder(action.query.position.kind);
      return { ...state, draft: draftOf(action.query, state.draft), order };
    }
    case "edited":
      return edit(state, action.change);
    case "ordered":
      return withRows({ ...state, order: action.order, pageNumber: state.pageNumber + 1 });
    case "readStarted":
      return {
        ...state,
        reading: action.reading,
        problem: undefined,
        query: action.query ?? state.query,
      };
    case "readDone":
      return { ...withPage(state, action.page), reading: undefined, problem: undefined };
    case "readFailed":
      return { ...state, reading: undefined, problem: action.problem };
    case "readStopped":
      return { ...state, reading: undefined };
    case "formatted":
      return withRows({ ...state, page: action.page, query: inZone(state.query, action.page) });
    case "selected":
      return select(state, action.message);
    case "detailOpened":
      return { ...state, isDetailOpen: true };
    case "detailClosed":
      return { ...state, isDetailOpen: false };
    case "detailsDone":
      if (!isSame(state.selected, action.details)) return state;
      return { ...state, details: action.details, detailsProblem: undefined };
    case "detailsFailed":
      if (!isSame(state.selected, action.message)) return state;
      return { ...state, details: undefined, detailsProblem: action.reason };
    case "tabChosen":
      return { ...state, tab: action.tab };
    case "formatChosen":
      return { ...state, format: action.format };
  }
}

function open(state: PeekState, opened: Opened): PeekState {
  const { clusterId, topic, clusterName, timeZones, query, order, page } = opened;
  const subject = { clusterId, topic, clusterName, timeZones };
  const ready = { ...state, subject, query, order, draft: draftOf(query, state.draft) };
  return page === undefined ? ready : withPage(ready, page);
}

/** Another kind of position brings its usual order along; the rows that are there stay as they are. */
function edit(state: PeekState, change: Partial<Draft>): PeekState {
  if (state.draft === undefined) return state;
  const draft = { ...state.draft, ...change };
  const order = draft.kind === state.draft.kind ? state.order : usualOrder(draft.kind);
  return { ...state, draft, order };
}

/** What was asked for stands at the top. */
function usualOrder(kind: Position["kind"]): RowOrder {
  return kind === "latest" ? "newestFirst" : "oldestFirst";
}

function withPage(state: PeekState, page: Page): PeekState {
  const shown = withRows({ ...state, page, pageNumber: state.pageNumber + 1 });
  const { selected } = shown;
  const isStillThere = selected !== undefined && findMessage(shown.rows, selected) !== undefined;
  return isStillThere ? shown : select(shown, undefined);
}

function withRows(state: PeekState): PeekState {
  const rows = state.page?.rows ?? [];
  return { ...state, rows: state.order === "oldestFirst" ? rows : [...rows].reverse() };
}

/** A reloaded window is to tell times as they were told last. */
function inZone(query: Query | undefined, { timeZone }: Page): Query | undefined {
  return query && { ...query, timeZone };
}

function select(state: PeekState, message: MessageRef | undefined): PeekState {
  if (isSame(state.selected, message)) return state;
  return { ...state, selected: message, details: undefined, detailsProblem: undefined };
}

function isSame(a: MessageRef | undefined, b: MessageRef | undefined): boolean {
  return a?.partition === b?.partition && a?.offset === b?.offset;
}

export function findMessage(rows: readonly Row[], ref: MessageRef): MessageRow | undefined {
  const found = rows.find((row) => row.kind === "message" && isSame(row, ref));
  return found?.kind === "message" ? found : undefined;
}
