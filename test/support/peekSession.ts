import { MessageDecoder } from "../../src/decode/messageDecoder";
import type { Message } from "../../src/kafka/model";
import type { Page } from "../../src/panels/peek/protocol/page";
import type { PeekRequests } from "../../src/panels/peek/protocol";
import type { Position, Query } from "../../src/panels/peek/protocol/query";
import { PeekSession } from "../../src/panels/peek/session";
import type { PeekSessionOptions } from "../../src/panels/peek/sessionOptions";
import type { Handlers } from "../../src/panels/rpc";
import { numberFormatter } from "../../src/ui/numberFormat";
import { MemoryGateway } from "./memoryGateway";
import type { MemoryLog } from "./memoryLog";
import { FakePeekHost } from "./peekHost";

/** The newest page of one topic. */
export const latestQuery: Query = {
  topics: { kind: "topics", topics: ["orders"] },
  position: { kind: "latest" },
  isolation: "committed",
  pageSize: 100,
  timeZone: "UTC",
  decodings: { key: "auto", value: "auto" },
  columnPaths: [],
};

export interface Peek {
  readonly session: PeekSession;
  readonly host: FakePeekHost;
  readonly handlers: Handlers<PeekRequests>;
  /** What went to the log. */
  readonly reported: unknown[];
  read(change?: Partial<Query>, signal?: AbortSignal): Promise<Page>;
  more(direction: "older" | "newer"): Promise<Page>;
  search(change: Partial<Query>): Promise<PeekRequests["search"]["result"]>;
  live(change?: Partial<Query>, from?: "end" | "page"): Promise<PeekRequests["live"]["result"]>;
}

/** The wall clock of these sessions: 2023-11-14 22:15 UTC. */
export const nowMs = 1_700_000_100_000;

/** A session over a topic held in memory, with what it had the editor do. */
export function peekInto(
  gateway: MemoryGateway | undefined,
  topic = "orders",
  change: Partial<PeekSessionOptions> = {},
): Peek {
  const host = new FakePeekHost();
  const reported: unknown[] = [];
  const query: Query = { ...latestQuery, topics: { kind: "topics", topics: [topic] } };
  let clockMs = 0;
  const session = new PeekSession({
    gateway: () => gateway ?? new MemoryGateway(),
    clusterId: "c1",
    clusterName: "demo",
    bootstrapServers: () => ["broker-1:9092"],
    writeObstacle: () => undefined,
    query,
    timeZones: [{ id: "UTC", label: "UTC" }],
    limits: () => ({ tuning: {}, held: { maxMessages: 10_000, maxBytes: 100_000_000 } }),
    formatNumber: numberFormatter("en"),
    decoder: new MessageDecoder(),
    localSchemas: () => Promise.resolve([]),
    filters: { scriptFile: "none", timeoutMs: 5000, hasRegistry: false },
    host,
    now: () => (clockMs += 6),
    wallClockMs: () => nowMs,
    report: (error) => reported.push(error),
    ...change,
  });
  const { handlers } = session;
  return {
    session,
    host,
    handlers,
    reported,
    read: (asked = {}, signal = never()) => handlers.read({ ...query, ...asked }, signal),
    more: (direction) => handlers.more({ direction }, never()),
    search: (asked) => handlers.search({ ...query, ...asked }, never()),
    live: (asked = {}, from = "end") => handlers.live({ ...query, ...asked, from }, never()),
  };
}

/** A topic whose messages are numbered in the order of their timestamps, spread over the partitions. */
export function orders(
  partitions: number,
  messages: number,
): [MemoryGateway, readonly MemoryLog[]] {
  const gateway = new MemoryGateway();
  return [gateway, fill(gateway, "orders", partitions, messages)];
}

/** The same, of any topic. */
export function fill(
  gateway: MemoryGateway,
  topic: string,
  partitions: number,
  messages: number,
): readonly MemoryLog[] {
  const logs = gateway.addTopic(topic, partitions);
  for (let index = 0; index < messages; index++) {
    logs[index % partitions]?.append({
      value: `message ${index}`,
      timestampMs: 1_700_000_000_000n + BigInt(index) * 1000n,
    });
  }
  return logs;
}

export const values = (page: Pick<Page, "rows">): string[] =>
  page.rows.flatMap((row) => (row.kind === "message" ? [row.value.text] : []));

export const offsets = (page: Pick<Page, "rows">): string[] =>
  page.rows.flatMap((row) => (row.kind === "message" ? [`${row.partition}:${row.offset}`] : []));

export const notes = (page: Pick<Page, "notes">): string =>
  page.notes.map(({ text }) => text).join(" | ");

export const at = (text: string): Position => ({ kind: "timestamp", text });

/** A message of the topic "orders". */
export const ref = (
  partition: number,
  offset: string,
): Pick<Message, "topic" | "partition"> & { readonly offset: string } => ({
  topic: "orders",
  partition,
  offset,
});

/** A signal that is not aborted. */
export const never = (): AbortSignal => new AbortController().signal;
