/** What the peek page and its host say to each other. Types only: the page imports them too. */

import type { MessageDetails } from "./protocol/details";
import type { Opened } from "./protocol/opened";
import type { Page } from "./protocol/page";
import type { OffsetTime, PartitionTable } from "./protocol/partitions";
import type { FilterSpec, PartitionOffset, PartitionRef, Query, RowOrder } from "./protocol/query";
import type { MessageRef } from "./protocol/rows";
import type { LivePage, SearchPage } from "./protocol/streams";

export type CopyPart = "key" | "value" | "message" | "kcat" | "consoleConsumer";

export type ExportFormat = "jsonLines" | "json" | "csv";

export interface FilterTest {
  readonly outcome: "matches" | "differs" | "failed";
  /** Why it failed, and where in the filter. */
  readonly problem?: string;
}

export interface PeekRequests {
  /** What the page asks first. Asks the cluster nothing. */
  open: { params: Record<string, never>; result: Opened };
  /** Ends any read before it, and a live view or search. */
  read: { params: Query; result: Page };
  /** The page before or after the held one, in offsets. */
  more: { params: { readonly direction: "older" | "newer" }; result: Page };
  /** The held page (or live view, or hits) again, in another time zone, decoding, filter or with other columns. */
  format: {
    params: Pick<Query, "timeZone" | "decodings" | "columnPaths"> & {
      readonly filter?: FilterSpec;
    };
    result: Page;
  };
  /** One row per partition of the query's topics; asks the cluster. `groupId`: whose commits; undefined: none. */
  partitions: { params: { readonly groupId?: string }; result: PartitionTable };
  /** When the message at this offset (or the next one) was made. */
  offsetTime: { params: PartitionOffset; result: OffsetTime };
  /** Begins to follow the chosen partitions from their ends (or from where the held page ends); answers at once. */
  live: { params: Query & { readonly from: "end" | "page" }; result: LivePage };
  /** The next arrivals; answers within about a second, also when there are none. */
  livePoll: { params: Record<string, never>; result: LivePage };
  /** Partitions that are to be held back, or no longer; in a live view. */
  livePause: {
    params: { readonly partitions: readonly PartitionRef[]; readonly isPaused: boolean };
    result: null;
  };
  /** Where the live view goes on in one partition; one that is not chosen yet is added. */
  liveSeek: { params: PartitionOffset; result: null };
  /** Ends the live view; what was shown stays held for details. */
  liveStop: { params: Record<string, never>; result: Page };
  /** Searches from the query's position to the end with its filter; the answer comes at once. */
  search: { params: Query; result: SearchPage };
  /** Hits and progress since; answers within about half a second. */
  searchPoll: { params: Record<string, never>; result: SearchPage };
  /** Ends it; hits stay. `resume` goes on where it ended. */
  searchStop: { params: Record<string, never>; result: SearchPage };
  searchResume: { params: Record<string, never>; result: SearchPage };
  testFilter: { params: { readonly filter: FilterSpec } & MessageRef; result: FilterTest };
  details: { params: MessageRef; result: MessageDetails };
  openMessage: { params: MessageRef; result: null };
  /** The key or value whole, as a document or, when large, saved to a file the person chooses. */
  openContent: {
    params: MessageRef & { readonly part: "key" | "value"; readonly to: "document" | "file" };
    result: null;
  };
  /** Both in VS Code's diff editor. */
  compare: { params: { readonly left: MessageRef; readonly right: MessageRef }; result: null };
  copy: { params: MessageRef & { readonly part: CopyPart }; result: null };
  /** Opens the reset preview that commits a group to this message (0) or past it (1). The host asks for the group. */
  commitHere: { params: MessageRef & { readonly skip: 0 | 1 }; result: null };
  /** Opens a document that sends the message again, edited or not. */
  resend: { params: MessageRef; result: null };
  /** To a file the person chooses: what is loaded, or the query's whole range. */
  export: {
    params: { readonly what: "loaded" | "range"; readonly format: ExportFormat };
    result: null;
  };
  /** Requests, bytes, latencies and the like, as a document. */
  showMetrics: { params: Record<string, never>; result: null };
  /** The editor's settings of how much is fetched and held. */
  openSettings: { params: Record<string, never>; result: null };
  /** Another panel that looks at the same, in the order shown now. */
  duplicate: { params: { readonly order: RowOrder }; result: null };
}

export interface PeekEvents {
  /** The panel was opened again, elsewhere: read this. */
  seek: Query;
}
