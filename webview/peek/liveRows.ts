import type { Note } from "../../src/panels/peek/protocol/page";
import type { Row } from "../../src/panels/peek/protocol/rows";
import type { LivePage } from "../../src/panels/peek/protocol/streams";

/** A live view keeps no more rows than this, the newest. */
export const maxLiveRows = 10_000;

export interface LiveState extends Pick<
  LivePage,
  | "messagesPerSecond"
  | "bytesPerSecond"
  | "left"
  | "throttleMs"
  | "bytes"
  | "requests"
  | "fetchMs"
  | "allPartitions"
> {
  readonly isPaused: boolean;
  /** New rows come into sight by themselves. */
  readonly isFollowing: boolean;
  /** Arrived while the person looked elsewhere; in the order they came. */
  readonly pending: readonly Row[];
}

/** What of the page's state a live view changes. */
export interface LiveRows {
  readonly live: LiveState | undefined;
  readonly held: readonly Row[];
  readonly notes: readonly Note[];
}

/** Arrivals are shown, or kept back while the person looks elsewhere. */
export function arrived<S extends LiveRows>(state: S, page: LivePage): S {
  if (state.live === undefined) return state;
  const { rows, notes, ...told } = page;
  // the last one's latency, until something is answered again
  const live = { ...state.live, ...told };
  if (rows.length === 0) return { ...state, live, notes };
  if (live.isFollowing) return { ...state, live, notes, held: newest(state.held, rows) };
  return { ...state, notes, live: { ...live, pending: newest(live.pending, rows) } };
}

/** Whoever follows again sees what has come meanwhile. */
export function followed<S extends LiveRows>(state: S, isFollowing: boolean): S {
  const { live, held } = state;
  if (live === undefined || live.isFollowing === isFollowing) return state;
  if (!isFollowing) return { ...state, live: { ...live, isFollowing } };
  const shown = newest(held, live.pending);
  return { ...state, held: shown, live: { ...live, isFollowing, pending: [] } };
}

/** No room for more: asking goes on once these are shown, so that none is missed. */
export function isFull({ live }: LiveRows): boolean {
  return live !== undefined && live.pending.length >= maxLiveRows / 2;
}

function newest(held: readonly Row[], rows: readonly Row[]): readonly Row[] {
  if (rows.length === 0) return held;
  return [...held, ...rows].slice(-maxLiveRows);
}
