import { throwIfCancelled } from "../../kafka/connection/deadline";
import type { MessageFilter } from "../../filter/messageFilter";
import { KafkaError } from "../../kafka/errors";
import { PartitionMap } from "../../kafka/partitionMap";
import type { Handlers } from "../rpc";
import type { ResolvedPosition } from "./beginning";
import { LiveView } from "./liveView";
import type { PeekRequests } from "./protocol";
import type { Query } from "./protocol/query";
import type { LivePage, SearchPage } from "./protocol/streams";
import type { SessionParts } from "./sessionReports";
import { describeSubject, scanRanges } from "./subject";
import { rangeNotes } from "./topicRanges";
import { TopicSearch } from "./topicSearch";
import { resolveTimes } from "./typedPosition";

type StreamMethod =
  | "live"
  | "livePoll"
  | "livePause"
  | "liveSeek"
  | "search"
  | "searchPoll"
  | "searchStop"
  | "searchResume";

export interface StreamHandlersOptions extends SessionParts {
  /** Ends everything before it; the signal is that of what begins. */
  readonly begin: (query: Query, signal: AbortSignal) => Promise<AbortSignal>;
  /** The query is in force from now on. */
  readonly accept: (query: Query) => void;
}

/** A search's rows in one answer. */
const maxRowsPerPoll = 1000;

/** Live views and searches: the page pulls what came, so that a hidden page costs nothing. */
export class StreamHandlers {
  constructor(private readonly deps: StreamHandlersOptions) {}

  get handlers(): Pick<Handlers<PeekRequests>, StreamMethod> {
    return {
      live: ({ from, ...query }, signal) => this.startLive(query, from, signal),
      livePoll: (_, signal) => this.pollLive(signal),
      livePause: ({ partitions, isPaused }) => {
        const live = this.live();
        if (isPaused) live.pause(partitions);
        else live.resume(partitions);
        return Promise.resolve(null);
      },
      liveSeek: ({ offset, ...partition }) => {
        this.live().seek({ ...partition, offset: BigInt(offset) });
        return Promise.resolve(null);
      },
      search: (query, signal) => this.startSearch(query, signal),
      searchPoll: async (_, signal) => {
        const search = this.search();
        await search.wait(signal);
        return this.found(search, signal);
      },
      searchStop: async (_, signal) => {
        const search = this.search();
        await search.stop();
        return this.found(search, signal);
      },
      searchResume: (_, signal) => {
        const search = this.search();
        search.start();
        return this.found(search, signal);
      },
    };
  }

  private async startLive(
    query: Query,
    beginning: "end" | "page",
    signal: AbortSignal,
  ): Promise<LivePage> {
    const { options, view, begin, accept } = this.deps;
    const before = beginning === "page" ? view.positions : [];
    const ended = await begin(query, signal);
    const gateway = options.gateway();
    const position = { kind: "latest" } as const;
    const asking = { gateway, query, position, format: options.formatNumber, signal: ended };
    const { all, ranges, chosen, words } = await describeSubject(asking);
    throwIfCancelled(ended);
    const known = new PartitionMap(before);
    const from = ranges.values().map((range) => {
      const { topic, partition, end } = range;
      return { topic, partition, offset: known.get(range)?.offset ?? end };
    });
    const { tuning, held } = options.limits();
    const live = new LiveView(gateway, {
      from,
      ranges: ranges.values(),
      topics: all.topics,
      allPartitions: all.partitions.length,
      isolation: query.isolation,
      tuning,
      limits: held,
      format: options.formatNumber,
      now: options.now,
    });
    view.showLive(live);
    accept(query);
    const notes = rangeNotes(all, chosen, words, options.formatNumber);
    return { ...live.standing(), notes, rows: [] };
  }

  /** Rows that the page did not get, because it gave up waiting, come with the next poll. */
  private async pollLive(signal: AbortSignal): Promise<LivePage> {
    const { writer, query } = this.deps;
    const live = this.live();
    const { messages, gaps, told } = await live.poll(signal);
    const hits = await writer.select(messages, query());
    const rows = await writer.rows({ messages: hits, gaps, open: new Set() }, query(), signal);
    throwIfCancelled(signal);
    live.markShown();
    return { ...told, rows };
  }

  private async startSearch(query: Query, signal: AbortSignal): Promise<SearchPage> {
    const { options, view, filters, accept } = this.deps;
    if (query.filter === undefined) {
      throw new KafkaError("Enter what to search for.", { kind: "invalidInput" });
    }
    const position = resolveTimes(query, options.wallClockMs());
    const filter = await filters.create(query.filter, query);
    const search = await this.newSearch(query, position, filter, signal).catch((error: unknown) => {
      filter.close();
      throw error;
    });
    view.showSearch(search);
    accept(query);
    search.start();
    return this.found(search, signal);
  }

  private async newSearch(
    query: Query,
    position: ResolvedPosition,
    filter: MessageFilter,
    signal: AbortSignal,
  ): Promise<TopicSearch> {
    const { options, begin } = this.deps;
    // the search has a filter of its own
    const { topics, isolation, pageSize, timeZone, decodings, columnPaths } = query;
    const shown = { topics, isolation, pageSize, timeZone, decodings, columnPaths };
    const ended = await begin({ ...shown, position: query.position }, signal);
    const gateway = options.gateway();
    const asking = { gateway, query, position, format: options.formatNumber, signal: ended };
    const subject = await describeSubject(asking);
    throwIfCancelled(ended);
    const { all, chosen, words, beginning } = subject;
    const { tuning, held } = options.limits();
    const isWhole = position.kind === "latest";
    return new TopicSearch({
      gateway: options.gateway,
      ranges: scanRanges(subject, position),
      topics: all.topics,
      allPartitions: all.partitions.length,
      isolation,
      filter,
      tuning,
      limits: held,
      format: options.formatNumber,
      notes: [
        ...rangeNotes(all, chosen, words, options.formatNumber),
        ...(isWhole ? [] : beginning.notes),
      ],
      report: options.report,
    });
  }

  private async found(search: TopicSearch, signal: AbortSignal): Promise<SearchPage> {
    const { writer, query } = this.deps;
    const hits = search.untaken.slice(0, maxRowsPerPoll);
    const rows = await writer.messageRows(hits, query(), signal);
    throwIfCancelled(signal);
    search.markTaken(hits.length);
    return { rows, progress: search.progress() };
  }

  private live(): LiveView {
    const { live } = this.deps.view;
    if (live !== undefined) return live;
    throw new KafkaError("There is no live view any more.", { kind: "notFound" });
  }

  private search(): TopicSearch {
    const { search } = this.deps.view;
    if (search !== undefined) return search;
    throw new KafkaError("There is no search any more.", { kind: "notFound" });
  }
}
