import { formatInstant } from "../../decode/instants";
import { throwIfCancelled } from "../../kafka/connection/deadline";
import type { Message, Position as OffsetPosition } from "../../kafka/model";
import type { Handlers } from "../rpc";
import { CurrentView, notHeld } from "./currentView";
import { toDetails } from "./details";
import { FormatChoices } from "./formatChoices";
import { MessageActions } from "./messageActions";
import { messageAt, messageFrom } from "./oneMessage";
import { PagedMessages } from "./pagedMessages";
import type { PageContent } from "./pagedMessages";
import { PageWriter } from "./pageWriter";
import { partitionTable } from "./partitionTable";
import { PeekFilters } from "./peekFilters";
import type { Opened } from "./protocol/opened";
import type { Page } from "./protocol/page";
import type { PeekRequests } from "./protocol";
import type { Position, Query, RowOrder } from "./protocol/query";
import type { MessageRef } from "./protocol/rows";
import type { PeekSessionOptions } from "./sessionOptions";
import { SessionReports } from "./sessionReports";
import { StreamHandlers } from "./streamHandlers";
import { resolveTimes } from "./typedPosition";

/**
 * Topics being looked at: what the page asks, told to the gateway. It holds the messages shown now and nothing else;
 * it joins no group and writes nothing. A new read ends the one before it, and a live view or search.
 */
export class PeekSession {
  private query: Query;
  private order: RowOrder;
  private paged: PagedMessages | undefined;
  private running: AbortController | undefined;
  private isDisposed = false;
  private readonly view = new CurrentView();
  private readonly formats = new FormatChoices();
  private readonly filters: PeekFilters;
  private readonly writer: PageWriter;
  private readonly actions: MessageActions;
  private readonly reports: SessionReports;
  private readonly streams: StreamHandlers;

  constructor(private readonly options: PeekSessionOptions) {
    const { decoder, formatNumber } = options;
    this.query = options.query;
    this.order = options.order ?? orderOf(options.query.position);
    this.filters = new PeekFilters({ ...options.filters, decoder, formats: this.formats });
    this.writer = new PageWriter(decoder, this.formats, this.filters, formatNumber);
    this.actions = new MessageActions({ ...options, formats: this.formats });
    const { view, writer, filters, formats } = this;
    const parts = { options, view, writer, filters, formats, query: () => this.query };
    this.reports = new SessionReports(parts);
    this.streams = new StreamHandlers({
      ...parts,
      begin: (query, signal) => this.begin(query, signal),
      accept: (query) => {
        this.accept(query);
      },
    });
  }

  get handlers(): Handlers<PeekRequests> {
    const { options, actions } = this;
    return {
      ...this.streams.handlers,
      open: () => this.open(),
      read: (query, signal) => this.read(query, signal),
      more: ({ direction }, signal) => this.more(direction, signal),
      format: (shown, signal) => this.format(shown, signal),
      liveStop: async (_, signal) => {
        this.view.endLive();
        return this.shownPage(signal);
      },
      partitions: (asked, signal) => this.partitions(asked, signal),
      offsetTime: (ref, signal) => this.offsetTime(ref, signal),
      testFilter: async ({ filter, ...ref }, signal) =>
        this.filters.test(await this.find(ref, signal), filter, this.query.decodings),
      details: (ref, signal) => this.details(ref, signal),
      openMessage: async (ref, signal) => {
        await actions.open(await this.find(ref, signal));
        return null;
      },
      openContent: async ({ part, to, ...ref }, signal) => {
        const message = await this.find(ref, signal);
        await actions.openContent(message, { part, to }, this.query, signal);
        return null;
      },
      compare: async ({ left, right }, signal) => {
        await actions.compare(await this.find(left, signal), await this.find(right, signal));
        return null;
      },
      copy: async ({ part, ...ref }, signal) => {
        await actions.copy(await this.find(ref, signal), part, this.query);
        return null;
      },
      resend: async (ref, signal) => {
        await actions.resend(await this.find(ref, signal));
        return null;
      },
      commitHere: async ({ skip, ...ref }) => {
        await actions.commitHere(positionOf(ref), skip);
        return null;
      },
      export: (asked, signal) => this.reports.export(asked, signal),
      showMetrics: () => this.reports.showMetrics(),
      openSettings: async () => {
        await options.host.openSettings();
        return null;
      },
      duplicate: ({ order }) => {
        options.host.duplicate(this.query, order);
        return Promise.resolve(null);
      },
    };
  }

  /** What the page will read when it opens next; what is held is let go. */
  seek(query: Query): void {
    this.letGo();
    this.query = query;
    this.order = orderOf(query.position);
  }

  /** Ends what is under way and lets go of the messages. */
  dispose(): void {
    this.isDisposed = true;
    this.letGo();
  }

  private letGo(): void {
    this.running?.abort();
    this.running = undefined;
    this.view.close();
    this.filters.close();
    this.paged = undefined;
  }

  /** The page begins anew. Nobody polls a live view any more; a search goes on. */
  private async open(): Promise<Opened> {
    const { clusterId, clusterName, timeZones, writeObstacle } = this.options;
    const obstacle = writeObstacle();
    this.formats.useSchemas(await this.options.localSchemas());
    const { view } = this;
    view.endLive();
    const { search } = view;
    search?.markTaken(search.untaken.length);
    const isHeld = view.content !== undefined;
    return {
      clusterId,
      clusterName,
      timeZones,
      decodings: this.formats.choices,
      query: this.query,
      order: this.order,
      ...(obstacle === undefined ? {} : { writeObstacle: obstacle }),
      ...(search === undefined ? {} : { search: search.progress() }),
      ...(isHeld ? { page: await this.shownPage(new AbortController().signal) } : {}),
    };
  }

  private async read(query: Query, signal: AbortSignal): Promise<Page> {
    const { gateway, formatNumber, limits, now } = this.options;
    const position = resolveTimes(query, this.options.wallClockMs());
    const ended = await this.begin(query, signal);
    const paged = new PagedMessages(gateway, query, formatNumber, limits().tuning);
    const startedMs = now();
    const content = await paged.read(position, ended);
    throwIfCancelled(ended);
    this.accept(query);
    this.paged = paged;
    return this.showPage(content, startedMs, ended);
  }

  private async more(direction: "older" | "newer", signal: AbortSignal): Promise<Page> {
    const { paged } = this;
    if (paged === undefined) throw notHeld();
    const ended = this.endOthers(signal);
    const startedMs = this.options.now();
    const content = await paged.more(direction, ended);
    return this.showPage(content, startedMs, ended);
  }

  /** Ends what is under way, once the query is known to make sense. The signal is that of the read to come. */
  private async begin(query: Query, signal: AbortSignal): Promise<AbortSignal> {
    this.writer.style(query);
    const ended = this.endOthers(signal);
    await this.writer.select([], query);
    throwIfCancelled(ended);
    return ended;
  }

  private accept(query: Query): void {
    this.query = query;
    this.options.host.showTitle(query);
  }

  private endOthers(signal: AbortSignal): AbortSignal {
    this.running?.abort();
    this.view.end();
    const own = new AbortController();
    this.running = own;
    return AbortSignal.any([signal, own.signal]);
  }

  /** Keeps the page only if nothing ended its read. */
  private async showPage(
    content: PageContent,
    startedMs: number,
    signal: AbortSignal,
  ): Promise<Page> {
    throwIfCancelled(signal);
    this.view.showPage(content, Math.round(this.options.now() - startedMs));
    return this.shownPage(signal);
  }

  private async shownPage(signal: AbortSignal): Promise<Page> {
    const { content, elapsedMs } = this.view;
    if (content === undefined) throw notHeld();
    return this.writer.page(content, this.query, elapsedMs, signal);
  }

  private async format(
    shown: PeekRequests["format"]["params"],
    signal: AbortSignal,
  ): Promise<Page> {
    const { content, elapsedMs } = this.view;
    if (content === undefined) throw notHeld();
    const formatted = showing(this.query, shown);
    const page = await this.writer.page(content, formatted, elapsedMs, signal);
    // what was read meanwhile stays
    this.query = showing(this.query, shown);
    return page;
  }

  private partitions(
    asked: PeekRequests["partitions"]["params"],
    signal: AbortSignal,
  ): Promise<PeekRequests["partitions"]["result"]> {
    const { positions, live } = this.view;
    const isPaused = (one: Omit<OffsetPosition, "offset">): boolean => live?.isPaused(one) ?? false;
    const facts = { ...asked, positions, isPaused };
    return partitionTable(this.options.gateway(), this.query, facts, signal);
  }

  private async offsetTime(ref: MessageRef, signal: AbortSignal): Promise<{ text: string }> {
    const tuning = { maxBytes: 64 * 1024, maxPartitionBytes: 64 * 1024 };
    const { gateway } = this.options;
    const message = await messageFrom(gateway(), positionOf(ref), tuning, signal);
    if (message === undefined) return { text: "" };
    const { timeZone } = this.query;
    const time = formatInstant(message.timestampMs, timeZone);
    return { text: time === undefined ? "no timestamp" : `${time} ${timeZone}` };
  }

  private async details(
    ref: MessageRef,
    signal: AbortSignal,
  ): Promise<PeekRequests["details"]["result"]> {
    const message = await this.find(ref, signal);
    const { timeZone, decodings } = this.query;
    const { decoder } = this.options;
    const isOpen = this.view.isOpen(message);
    return toDetails(
      message,
      { decoder, formats: this.formats.of(decodings), timeZone, isOpen },
      signal,
    );
  }

  /** A message that is no longer held is read again. */
  private async find(ref: MessageRef, signal: AbortSignal): Promise<Message> {
    if (this.isDisposed) throw notHeld();
    const position = positionOf(ref);
    const held = this.view.find(position);
    if (held !== undefined) return held;
    const { gateway, limits } = this.options;
    return messageAt(gateway(), position, limits().tuning, signal);
  }
}

/** Where reading starts at the newest, the newest is what a person wants on top. */
function orderOf(position: Position): RowOrder {
  return position.kind === "latest" ? "newestFirst" : "oldestFirst";
}

/** The query, showing what it reads otherwise: without a filter, too. */
function showing(query: Query, shown: PeekRequests["format"]["params"]): Query {
  const { topics, position, partitions, isolation, pageSize } = query;
  const chosen = partitions === undefined ? {} : { partitions };
  return { topics, position, isolation, pageSize, ...chosen, ...shown };
}

function positionOf({ topic, partition, offset }: MessageRef): OffsetPosition {
  return { topic, partition, offset: BigInt(offset) };
}
