import { formatInstant, isTimeZone, parseInstant } from "../../decode/instants";
import { exactText, messageText } from "../../decode/messageText";
import { KafkaError } from "../../kafka/errors";
import type { ClusterGateway } from "../../kafka/gateway";
import type { Message } from "../../kafka/model";
import type { FormatNumber } from "../../ui/numberFormat";
import type { Handlers } from "../rpc";
import { PagedTopic } from "./pagedTopic";
import type { PageContent } from "./pagedTopic";
import type {
  CopyPart,
  MessageRef,
  Opened,
  Page,
  PeekRequests,
  Position,
  Query,
  RowOrder,
  TimeZoneChoice,
} from "./protocol";
import type { ResolvedPosition } from "./resolve";
import { toDetails, toRows } from "./rows";

export interface PeekSessionOptions {
  /**
   * Asked before every read, because a cluster's gateway is replaced when its connection changes.
   * @throws KafkaError when the cluster is no longer configured.
   */
  readonly gateway: () => ClusterGateway;
  readonly clusterId: string;
  readonly topic: string;
  readonly clusterName: string;
  /** What the page reads when it opens. */
  readonly query: Query;
  /** Undefined: newest first where reading starts at the newest. */
  readonly order?: RowOrder | undefined;
  readonly timeZones: readonly TimeZoneChoice[];
  readonly formatNumber: FormatNumber;
  /** Milliseconds of a clock that never goes back. */
  readonly now: () => number;
  readonly copy: (text: string) => Promise<void>;
  readonly openMessage: (message: Message) => Promise<void>;
}

/**
 * One topic being looked at: what the page asks, told to the gateway. It holds the messages of the page shown now
 * and nothing else; it joins no group and writes nothing. A new read ends the one before it.
 */
export class PeekSession {
  private query: Query;
  private order: RowOrder;
  private held: PageContent | undefined;
  private paged: PagedTopic | undefined;
  private running: AbortController | undefined;

  constructor(private readonly options: PeekSessionOptions) {
    this.query = options.query;
    this.order = options.order ?? orderOf(options.query.position);
  }

  readonly handlers: Handlers<PeekRequests> = {
    open: () => Promise.resolve(this.open()),
    read: (query, signal) => this.read(query, signal),
    more: ({ direction }, signal) => this.more(direction, signal),
    format: ({ timeZone }) => promised(() => this.format(timeZone)),
    details: (ref) => promised(() => toDetails(this.find(ref), this.query.timeZone)),
    openMessage: async (ref) => {
      await this.options.openMessage(this.find(ref));
      return null;
    },
    copy: async ({ part, ...ref }) => {
      await this.options.copy(copyText(this.find(ref), part));
      return null;
    },
  };

  /** What the page will read when it opens next; what is held is let go. */
  seek(query: Query): void {
    this.dispose();
    this.query = query;
    this.order = orderOf(query.position);
  }

  /** Ends what is under way and lets go of the messages. */
  dispose(): void {
    this.running?.abort();
    this.running = undefined;
    this.held = undefined;
    this.paged = undefined;
  }

  private open(): Opened {
    const { clusterId, topic, clusterName, timeZones } = this.options;
    return {
      clusterId,
      topic,
      clusterName,
      timeZones,
      query: this.query,
      order: this.order,
      ...(this.held === undefined ? {} : { page: this.toPage(this.held) }),
    };
  }

  private async read(query: Query, signal: AbortSignal): Promise<Page> {
    const position = resolveText(query);
    const { gateway, topic, formatNumber } = this.options;
    const paged = new PagedTopic(gateway, topic, query, formatNumber);
    return this.run(signal, async (ended) => {
      const content = await paged.read(position, ended);
      this.query = query;
      this.paged = paged;
      return content;
    });
  }

  private async more(direction: "older" | "newer", signal: AbortSignal): Promise<Page> {
    const { paged } = this;
    if (paged === undefined) throw notHeld();
    return this.run(signal, (ended) => paged.more(direction, ended));
  }

  private format(timeZone: string): Page {
    checkTimeZone(timeZone);
    if (this.held === undefined) throw notHeld();
    this.query = { ...this.query, timeZone };
    return this.toPage(this.held);
  }

  /** Ends the read before, and keeps the page only if nothing ended this one. */
  private async run(
    signal: AbortSignal,
    read: (ended: AbortSignal) => Promise<PageContent>,
  ): Promise<Page> {
    this.running?.abort();
    const own = new AbortController();
    this.running = own;
    const ended = AbortSignal.any([signal, own.signal]);
    const startedMs = this.options.now();
    const content = await read(ended);
    const elapsedMs = Math.round(this.options.now() - startedMs);
    this.held = { ...content, totals: { ...content.totals, elapsedMs } };
    return this.toPage(this.held);
  }

  private toPage({ messages, gaps, ...rest }: PageContent): Page {
    const { timeZone } = this.query;
    return { ...rest, timeZone, rows: toRows(messages, gaps, timeZone) };
  }

  private find({ partition, offset }: MessageRef): Message {
    const wanted = BigInt(offset);
    const found = this.held?.messages.find(
      (message) => message.partition === partition && message.offset === wanted,
    );
    if (found === undefined) throw notHeld();
    return found;
  }
}

/** An answer that is at hand, or a rejection instead of a throw. */
function promised<T>(answer: () => T): Promise<T> {
  return new Promise((resolve) => {
    resolve(answer());
  });
}

/** Where reading starts at the newest, the newest is what a person wants on top. */
function orderOf(position: Position): RowOrder {
  return position.kind === "latest" ? "newestFirst" : "oldestFirst";
}

function resolveText(query: Query): ResolvedPosition {
  const { position, timeZone } = query;
  checkTimeZone(timeZone);
  if (position.kind !== "timestamp") return position;
  const parsed = parseInstant(position.text, timeZone);
  if (!parsed.ok) throw new KafkaError(parsed.reason, { kind: "invalidInput" });
  const time = formatInstant(parsed.timestampMs, timeZone) ?? String(parsed.timestampMs);
  return { kind: "timestamp", timestampMs: parsed.timestampMs, text: `${time} ${timeZone}` };
}

function checkTimeZone(timeZone: string): void {
  if (isTimeZone(timeZone)) return;
  throw new KafkaError(`${timeZone} is no time zone this computer knows.`, {
    kind: "invalidInput",
  });
}

function notHeld(): KafkaError {
  return new KafkaError("This message is no longer held: read the page again.", {
    kind: "notFound",
  });
}

function copyText(message: Message, part: CopyPart): string {
  switch (part) {
    case "key":
      return exactText(message.key);
    case "value":
      return exactText(message.value);
    case "message":
      return messageText(message);
  }
}
