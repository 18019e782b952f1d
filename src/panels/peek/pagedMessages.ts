import { throwIfCancelled } from "../../kafka/connection/deadline";
import type { ClusterGateway, FetchTuning, OffsetGap, ReadableRange } from "../../kafka/gateway";
import type { Message, Position } from "../../kafka/model";
import { PartitionMap } from "../../kafka/partitionMap";
import type { FormatNumber } from "../../ui/numberFormat";
import { emptyReason } from "./emptyReason";
import { readerIsolation } from "./isolation";
import { messageKey } from "./messageKey";
import { failureNotes, note, partitionWords } from "./notes";
import type { PartitionWords } from "./notes";
import type { Note } from "./protocol/page";
import type { Query } from "./protocol/query";
import type { Offsets, Ranges, ResolvedPosition } from "./beginning";
import { describeSubject } from "./subject";
import { rangeNotes } from "./topicRanges";
import { readTransactionMarks } from "./transactionMarks";
import { offsetCount, readNewWindow, readUpTo, readWindowAgain } from "./window";
import type { OffsetWindow, ReadSettings, WindowContent } from "./window";

/** A page before its rows are made. */
export interface PageContent {
  readonly messages: readonly Message[];
  readonly gaps: readonly OffsetGap[];
  /** Keys of messages of open transactions. */
  readonly open: ReadonlySet<string>;
  readonly topics: readonly string[];
  readonly notes: readonly Note[];
  readonly offsets: bigint;
  /** Where the page ends in each of its partitions: a live view goes on there. */
  readonly high: readonly Position[];
  /** Where the partitions themselves ended when last asked, as far as that is known. */
  readonly ends: readonly Position[];
  readonly partitions: number;
  readonly allPartitions: number;
  readonly bytes: number;
  readonly requests: number;
  readonly hasOlder: boolean;
  readonly hasNewer: boolean;
  readonly empty?: string;
}

type Marked = Pick<PageContent, "messages" | "open">;

/**
 * One query paged through, back and forth. Nothing of it changes by a read that was ended, which may still have
 * got its answer. It remembers which offsets each visited page covered and reads exactly
 * these again, because a page read in the other direction would merge partitions differently.
 */
export class PagedMessages {
  private windows: readonly OffsetWindow[] = [];
  private at = 0;
  private ranges: Ranges = new PartitionMap();
  private until: Offsets = new PartitionMap();
  private shown: PageContent | undefined;
  private topics: readonly string[] = [];
  private allPartitions = 0;
  private words: PartitionWords = partitionWords([]);
  private settings: ReadSettings;

  constructor(
    private readonly gateway: () => ClusterGateway,
    private readonly query: Query,
    private readonly format: FormatNumber,
    tuning: FetchTuning,
  ) {
    const reading = readerIsolation(query.isolation);
    this.settings = { ...reading, continues: true, maxMessages: query.pageSize, tuning };
  }

  async read(position: ResolvedPosition, signal: AbortSignal): Promise<PageContent> {
    const { query, format } = this;
    const asking = { gateway: this.gateway(), query, position, format, signal };
    const { all, chosen, ranges, beginning, words } = await describeSubject(asking);
    this.topics = all.topics;
    this.allPartitions = all.partitions.length;
    this.words = words;
    this.ranges = ranges;
    this.until = beginning.until ?? new PartitionMap();
    this.settings = { ...this.settings, topicIds: all.topicIds };
    const known = { ranges: ranges.values() };
    const content = await this.readNew(beginning.direction, beginning.from, signal, known);
    const marked = await this.marked(content, signal);
    throwIfCancelled(signal);
    this.windows = [content.window];
    this.at = 0;
    const notes = [...rangeNotes(all, chosen, words, format), ...beginning.notes];
    return this.show(content, marked, notes);
  }

  async more(direction: "older" | "newer", signal: AbortSignal): Promise<PageContent> {
    const step = direction === "newer" ? 1 : -1;
    const visited = this.windows[this.at + step];
    if (visited !== undefined) {
      const content = await readWindowAgain(this.gateway(), visited, this.settings, signal);
      const marked = await this.marked(content, signal);
      throwIfCancelled(signal);
      this.at += step;
      return this.show(content, marked, []);
    }
    const from = this.windows[this.at];
    if (from === undefined) throw new Error("more was called before read");
    const content =
      direction === "newer"
        ? await this.readNew("forward", from.high, signal)
        : await this.readNew("backward", from.low, signal);
    const marked = await this.marked(content, signal);
    throwIfCancelled(signal);
    if (isNothingNew(content) && this.shown !== undefined) {
      return { ...this.shown, notes: [nothingNewNote(content, direction, this.until, this.bound)] };
    }
    this.remember(content.window, direction);
    return this.show(content, marked, []);
  }

  private async readNew(
    direction: "forward" | "backward",
    from: Offsets,
    signal: AbortSignal,
    more: Pick<ReadSettings, "ranges"> = {},
  ): Promise<WindowContent> {
    if (from.values().length === 0) return nothing;
    const settings = { ...this.settings, ...more };
    const isBounded = direction === "forward" && this.until.values().length > 0;
    return isBounded
      ? readUpTo(this.gateway(), from, this.until, settings, signal)
      : readNewWindow(this.gateway(), direction, from, settings, signal);
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

  private show(content: WindowContent, marked: Marked, notes: readonly Note[]): PageContent {
    const { window, gaps, bytes, requests, failures } = content;
    this.ranges = new PartitionMap([...this.ranges.values(), ...content.ranges.values()]);
    const hasNewer = this.isAny(window, (range, { high }) => high < this.endOf(range));
    this.shown = {
      ...marked,
      gaps,
      topics: this.topics,
      notes: [...notes, ...failureNotes(failures, this.words, this.format)],
      offsets: offsetCount(window),
      high: window.high.values(),
      ends: endsOf(this.ranges.values()),
      partitions: window.low.values().length,
      allPartitions: this.allPartitions,
      bytes,
      requests,
      hasOlder: this.isAny(window, ({ start }, { low }) => low > start),
      hasNewer,
      ...emptyReason(content, {
        ranges: this.ranges.values(),
        isAll: this.query.partitions === undefined,
        bound: this.bound,
        topics: this.topics.length,
        hasNewer,
        format: this.format,
      }),
    };
    return this.shown;
  }

  /** In the isolation `everything`, what two more questions tell of transactions. */
  private async marked(content: WindowContent, signal: AbortSignal): Promise<Marked> {
    const { messages } = content;
    if (this.query.isolation !== "everything") return { messages, open: new Set() };
    const { settings, ranges } = this;
    const marks = await readTransactionMarks(this.gateway(), content, ranges, settings, signal);
    const { aborted, open } = marks;
    return {
      messages: messages.map((one) =>
        aborted.has(messageKey(one)) ? { ...one, isAborted: true } : one,
      ),
      open,
    };
  }

  /** What reading ends with, where it does before the end of the log. */
  private get bound(): string | undefined {
    if (this.until.values().length === 0) return undefined;
    return this.query.position.kind === "timeRange" ? "time range" : "range around the commits";
  }

  private endOf(range: ReadableRange): bigint {
    return this.until.get(range)?.offset ?? range.end;
  }

  private isAny(
    window: OffsetWindow,
    holds: (range: ReadableRange, covered: { low: bigint; high: bigint }) => boolean,
  ): boolean {
    return window.low.values().some((at) => {
      const range = this.ranges.get(at);
      if (range === undefined) return false;
      return holds(range, { low: at.offset, high: window.high.get(at)?.offset ?? at.offset });
    });
  }
}

/** Pages remembered for going back; further ones are read anew from where the last begins or ends. */
const maxVisited = 1000;

const nothing: WindowContent = {
  window: { low: new PartitionMap(), high: new PartitionMap() },
  messages: [],
  gaps: [],
  ranges: new PartitionMap(),
  failures: [],
  bytes: 0,
  requests: 0,
};

export function endsOf(ranges: readonly ReadableRange[]): Position[] {
  return ranges.map(({ topic, partition, end }) => ({ topic, partition, offset: end }));
}

function isNothingNew({ window, messages, failures }: WindowContent): boolean {
  return messages.length === 0 && failures.length === 0 && offsetCount(window) === 0n;
}

/** A reader gives up after a time: then it has not moved, although there is more to read. */
function nothingNewNote(
  { window, ranges }: WindowContent,
  direction: "older" | "newer",
  until: Offsets,
  bound: string | undefined,
): Note {
  const isMore = ranges.values().some((range) => {
    const at = window.low.get(range)?.offset ?? range.start;
    if (direction === "older") return at > range.start;
    return at < (until.get(range)?.offset ?? range.end);
  });
  if (isMore) {
    const text = "The cluster did not answer in the time a page takes. Try again.";
    return note("warning", text, []);
  }
  if (direction === "newer" && bound !== undefined) {
    return note("info", `This is the end of the ${bound}.`, []);
  }
  const text = `There are no ${direction} messages${direction === "newer" ? " yet" : ""}.`;
  return note("info", text, []);
}
