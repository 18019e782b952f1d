import type { Page } from "../../src/panels/peek/protocol/page";
import type { Query } from "../../src/panels/peek/protocol/query";
import type { LivePage } from "../../src/panels/peek/protocol/streams";
import type { Action } from "./action";
import { pathsOf } from "./columns";
import { draftOf, formatOf } from "./draft";
import type { Draft, Format } from "./draft";
import { arrived, followed } from "./liveRows";
import { isSameMessage } from "./partitionRef";
import type { Activity, PeekState } from "./peekState";
import { orderFor, usualOrder } from "./rowOrder";
import { formatted, found, select, withLines, withPage, withRows } from "./shownRows";

/** The page after an action. Pure: no DOM, no host. */
export function next(state: PeekState, action: Action): PeekState {
  switch (action.kind) {
    case "opened":
      return open(state, action);
    case "seek": {
      const order = usualOrder(action.query.position.kind);
      const draft = draftOf(action.query, state.draft);
      return { ...state, draft, order, chosenOrder: undefined };
    }
    case "edited":
      return edit(state, action.change);
    case "ordered":
      return withRows({
        ...state,
        order: action.order,
        chosenOrder: action.order,
        pageNumber: state.pageNumber + 1,
      });
    case "groupToggled": {
      const others = [...state.closedGroups].filter((key) => key !== action.key);
      return withLines({
        ...state,
        closedGroups: new Set(action.isOpen ? others : [...others, action.key]),
      });
    }
    case "arranged": {
      const arranged = { ...state, arrangement: { ...state.arrangement, ...action.change } };
      return action.change.grouping === undefined ? arranged : withLines(arranged);
    }
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
      return { ...formatted(state, action.page, action.format), problem: unlessTyped(state) };
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
  const { arrangement, order, chosenOrder } = restored;
  const draft = draftOf(query, state.draft);
  const ready = { ...state, subject, query, order, chosenOrder, arrangement, draft };
  if (page === undefined) return ready;
  const shown = withPage(ready, page);
  return search === undefined ? shown : { ...shown, page: undefined, search, notes: search.notes };
}

/** What was typed is in order now, or it could not be shown by it; other problems stay. */
function unlessTyped({ problem }: PeekState): PeekState["problem"] {
  return problem?.retry === undefined ? undefined : problem;
}

/** Another kind of position may bring its order along; the rows that are there stay as they are. */
function edit(state: PeekState, change: Partial<Draft>): PeekState {
  if (state.draft === undefined) return state;
  const draft = { ...state.draft, ...change };
  const order =
    draft.kind === state.draft.kind ? state.order : orderFor(draft.kind, state.chosenOrder);
  return { ...state, draft, order, filterTest: undefined };
}

function start(state: PeekState, activity: Activity, query: Query | undefined): PeekState {
  const isRead = query !== undefined && activity === "read";
  const order = isRead ? (state.chosenOrder ?? state.order) : state.order;
  return { ...state, activity, order, problem: undefined, query: query ?? state.query };
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
