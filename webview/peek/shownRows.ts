import type { Page } from "../../src/panels/peek/protocol/page";
import type { MessageRef, MessageRow, Row } from "../../src/panels/peek/protocol/rows";
import type { SearchPage } from "../../src/panels/peek/protocol/streams";
import { withFormat } from "./draft";
import type { Format } from "./draft";
import { isSameMessage, messageKey } from "./partitionRef";
import type { PeekState } from "./peekState";
import { groupedLines } from "./rowGroups";

/* Rows that come, and how they are shown. Pure. */

export function withPage(state: PeekState, page: Page): PeekState {
  const { timeZone, rows: held } = page;
  const rowPaths = state.query?.columnPaths ?? [];
  const taken = { ...state, page, held, rowPaths, timeZone, notes: [] };
  const ended = { ...taken, live: undefined, search: undefined, isOfLive: false };
  const shown = withRows({ ...ended, pageNumber: state.pageNumber + 1 });
  const { selected } = shown;
  const isStillThere = selected !== undefined && findMessage(shown.rows, selected) !== undefined;
  return isStillThere ? shown : select(shown, undefined);
}

/** What is held, in the order shown and in groups. */
export function withRows(state: PeekState): PeekState {
  const { held, order } = state;
  return withLines({ ...state, rows: order === "oldestFirst" ? held : [...held].reverse() });
}

/** The rows that are there, grouped as wanted now. */
export function withLines(state: PeekState): PeekState {
  const { rows, arrangement, closedGroups } = state;
  return { ...state, lines: groupedLines(rows, arrangement.grouping, closedGroups) };
}

/** A reloaded window is to show rows as they were shown last. */
export function formatted(state: PeekState, page: Page, asked: Format): PeekState {
  const query = state.query && withFormat(state.query, asked);
  const isPage = state.live === undefined && state.search === undefined;
  const live = state.live && { ...state.live, pending: [] };
  const { rows: held, timeZone } = page;
  const told = { ...state, query, live, held, timeZone, rowPaths: asked.columnPaths };
  return withRows(isPage ? { ...told, page } : told);
}

export function found(state: PeekState, { rows, progress }: SearchPage): PeekState {
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

export function select(state: PeekState, message: MessageRef | undefined): PeekState {
  if (isSameMessage(state.selected, message)) return state;
  const cleared = { details: undefined, detailsProblem: undefined, filterTest: undefined };
  return { ...state, selected: message, ...cleared };
}

export function findMessage(rows: readonly Row[], ref: MessageRef): MessageRow | undefined {
  const found = rows.find((row) => row.kind === "message" && isSameMessage(row, ref));
  return found?.kind === "message" ? found : undefined;
}
