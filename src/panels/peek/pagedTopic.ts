import { throwIfCancelled } from "../../kafka/connection/deadline";
import type { ClusterGateway, OffsetGap } from "../../kafka/gateway";
import type { Message, Offset } from "../../kafka/model";
import { counted } from "../../ui/numberFormat";
import type { FormatNumber } from "../../ui/numberFormat";
import { readerIsolation } from "./isolation";
import type { Note, Page, PartitionRange, Query } from "./protocol";
import { note, resolveBeginning } from "./resolve";
import type { Ranges, ReadableRange, ResolvedPosition } from "./resolve";
import { describeRanges, rangeNotes, toPartitionRanges } from "./topicRanges";
import { offsetCount, readNewWindow, readWindowAgain } from "./window";
import type { OffsetWindow, ReadSettings, WindowContent } from "./window";

/** A page before its rows are made. */
export type PageContent = Omit<Page, "rows" | "timeZone"> & {
  readonly messages: readonly Message[];
  readonly gaps: readonly OffsetGap[];
};

/**
 * One query paged through, back and forth. Nothing of it changes by a read that was ended, which may still have
 * got its answer. It remembers which offsets each visited page covered and reads exactly
 * these again, because a page read in the other direction would merge partitions differently.
 */
export class PagedTopic {
  private windows: readonly OffsetWindow[] = [];
  private at = 0;
  private ranges: Ranges = new Map();
  private partitions: readonly PartitionRange[] = [];
  private shown: PageContent | undefined;
  private readonly settings: ReadSettings;

  constructor(
    private readonly gateway: () => ClusterGateway,
    private readonly topic: string,
    private readonly query: Query,
    private readonly format: FormatNumber,
  ) {
    const { isolation, includeAborted } = readerIsolation(query.isolation);
    this.settings = { topic, maxMessages: query.pageSize, isolation, includeAborted };
  }

  async read(position: ResolvedPosition, signal: AbortSignal): Promise<PageContent> {
    const { topic, query, format } = this;
    const gateway = this.gateway();
    const all = await describeRanges(gateway, topic, query.isolation, signal);
    const chosen = new Set(query.partitions ?? [...all.readable.keys(), ...all.problems.keys()]);
    this.partitions = toPartitionRanges(all);
    this.ranges = new Map([...all.readable].filter(([partition]) => chosen.has(partition)));
    const asking = { gateway, topic, isolation: query.isolation, format, signal };
    const beginning = await resolveBeginning(position, this.ranges, asking);
    const { direction, from, notes } = beginning;
    const content = await this.readNew(direction, from, signal);
    throwIfCancelled(signal);
    this.windows = [content.window];
    this.at = 0;
    return this.show(content, [...rangeNotes(all, chosen, format), ...notes]);
  }

  async more(direction: "older" | "newer", signal: AbortSignal): Promise<PageContent> {
    const step = direction === "newer" ? 1 : -1;
    const visited = this.windows[this.at + step];
    if (visited !== undefined) {
      const content = await readWindowAgain(this.gateway(), visited, this.settings, signal);
      throwIfCancelled(signal);
      this.at += step;
      return this.show(content, []);
    }
    const from = this.windows[this.at];
    if (from === undefined) throw new Error("more was called before read");
    const content =
      direction === "newer"
        ? await this.readNew("forward", from.high, signal)
        : await this.readNew("backward", from.low, signal);
    throwIfCancelled(signal);
    if (isNothingNew(content) && this.shown !== undefined) {
      return { ...this.shown, notes: [nothingNewNote(content, direction)] };
    }
    this.remember(content.window, direction);
    return this.show(content, []);
  }

  private async readNew(
    direction: "forward" | "backward",
    from: ReadonlyMap<number, Offset>,
    signal: AbortSignal,
  ): Promise<WindowContent> {
    if (from.size === 0) return nothing;
    return readNewWindow(this.gateway(), direction, from, this.settings, signal);
  }

  private remember(window: OffsetWindow, direction: "older" | "newer"): void {
    if (direction === "newer") {
      this.windows = [...this.windows, window].slice(-maxVisited);
      this.at = this.windows.length - 1;
    } else {
      this.windows = [window, ...this.windows].slice(0, maxVisited);
      this.at = 0;
    }
  }

  private show(content: WindowContent, notes: readonly Note[]): PageContent {
    const { window, messages, gaps, bytes } = content;
    this.ranges = this.updatedRanges(content);
    const hasNewer = this.isAny(window, ({ end }, { high }) => high < end);
    this.shown = {
      messages,
      gaps,
      partitions: this.updatedPartitions(),
      notes: [...notes, ...failureNotes(content, this.format)],
      totals: {
        messages: messages.length,
        offsets: String(offsetCount(window)),
        partitions: window.low.size,
        elapsedMs: 0,
        bytes,
      },
      hasOlder: this.isAny(window, ({ start }, { low }) => low > start),
      hasNewer,
      ...this.emptyReason(content, hasNewer),
    };
    return this.shown;
  }

  private isAny(
    window: OffsetWindow,
    holds: (range: ReadableRange, covered: { low: Offset; high: Offset }) => boolean,
  ): boolean {
    return [...window.low].some(([partition, low]) => {
      const range = this.ranges.get(partition);
      return range !== undefined && holds(range, { low, high: window.high.get(partition) ?? low });
    });
  }

  private updatedRanges(content: WindowContent): Ranges {
    const updated = new Map(this.ranges);
    for (const [partition, { start, end }] of content.ranges) {
      const highWatermark = updated.get(partition)?.highWatermark ?? end;
      updated.set(partition, {
        start,
        end,
        highWatermark: highWatermark > end ? highWatermark : end,
      });
    }
    return updated;
  }

  private updatedPartitions(): PartitionRange[] {
    return this.partitions.map((partition) => {
      const range = this.ranges.get(partition.partition);
      if (range === undefined) return partition;
      return { ...partition, start: String(range.start), end: String(range.end) };
    });
  }

  private emptyReason(content: WindowContent, hasNewer: boolean): { empty?: string } {
    if (content.messages.length > 0 || content.gaps.length > 0) return {};
    const ranges = [...this.ranges.values()];
    const isAll = this.query.partitions === undefined;
    const what = isAll ? "This topic holds" : "The chosen partitions hold";
    if (ranges.length === 0) return { empty: "None of the chosen partitions can be read." };
    if (ranges.every(({ start, end }) => start === end)) {
      const last = ranges.reduce((sum, { end }) => sum + end, 0n);
      if (last === 0n) return { empty: `${what} no messages yet.` };
      return { empty: `${what} no messages now: all ${this.format(last)} offsets were deleted.` };
    }
    if (content.failures.size > 0) return { empty: "Nothing could be read." };
    return hasNewer ? {} : { empty: "There are no messages from here on yet: this is the end." };
  }
}

/** Pages remembered for going back; further ones are read anew from where the last begins or ends. */
const maxVisited = 1000;

const nothing: WindowContent = {
  window: { low: new Map(), high: new Map() },
  messages: [],
  gaps: [],
  ranges: new Map(),
  failures: new Map(),
  bytes: 0,
};

function isNothingNew({ window, messages, failures }: WindowContent): boolean {
  return messages.length === 0 && failures.size === 0 && offsetCount(window) === 0n;
}

/** A reader gives up after a time: then it has not moved, although there is more to read. */
function nothingNewNote({ window, ranges }: WindowContent, direction: "older" | "newer"): Note {
  const isMore = [...ranges].some(([partition, { start, end }]) => {
    const at = window.low.get(partition) ?? start;
    return direction === "newer" ? at < end : at > start;
  });
  if (isMore) {
    const text = "The cluster did not answer in the time a page takes. Try again.";
    return { ...note("warning", text, []), canRetry: false };
  }
  return note(
    "info",
    `There are no ${direction} messages${direction === "newer" ? " yet" : ""}.`,
    [],
  );
}

function failureNotes({ failures }: WindowContent, format: FormatNumber): Note[] {
  const details = [...failures].map(([partition, failure]) => `Partition ${partition}: ${failure}`);
  const [only] = details;
  if (only === undefined) return [];
  const text =
    details.length === 1
      ? only
      : `${counted(details.length, "partition", format)} could not be read.`;
  return [{ ...note("error", text, details), canRetry: true }];
}
