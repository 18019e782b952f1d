import type { PeekState } from "./peekState";

/** What stands in place of rows; undefined where there are some. */
export function emptyText(state: PeekState): string | undefined {
  const { rows, live, search, activity, page, subject } = state;
  if (rows.length > 0) return undefined;
  if (live !== undefined) return live.isPaused ? "Paused." : "Waiting for new messages…";
  if (search !== undefined) return search.isDone ? "No message searched matches." : "No hit yet.";
  if (page !== undefined) return page.empty ?? pageText(page.totals.filteredOut);
  if (activity !== undefined) return "Reading…";
  return subject === undefined ? "" : "Nothing has been read yet.";
}

function pageText(filteredOut: number): string {
  if (filteredOut === 0) return "There are no messages here.";
  return "None of the messages read here matches the filter. Search from Here looks at all of them.";
}
