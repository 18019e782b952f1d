import type { Message } from "../../src/kafka/model";
import type { Page, Position, Query } from "../../src/panels/peek/protocol";
import { PeekSession } from "../../src/panels/peek/session";
import { numberFormatter } from "../../src/ui/numberFormat";
import { MemoryGateway } from "./memoryGateway";
import type { MemoryLog } from "./memoryLog";

const latest: Query = {
  position: { kind: "latest" },
  isolation: "committed",
  pageSize: 100,
  timeZone: "UTC",
};

export interface Peek {
  readonly session: PeekSession;
  readonly copied: string[];
  readonly opened: Message[];
  read(change?: Partial<Query>, signal?: AbortSignal): Promise<Page>;
  more(direction: "older" | "newer"): Promise<Page>;
}

/** A session over a topic held in memory, with what it copied and opened. */
export function peekInto(gateway: MemoryGateway, topic = "orders"): Peek {
  const copied: string[] = [];
  const opened: Message[] = [];
  let clockMs = 0;
  const session = new PeekSession({
    gateway: () => gateway,
    clusterId: "c1",
    clusterName: "demo",
    topic,
    query: latest,
    timeZones: [{ id: "UTC", label: "UTC" }],
    formatNumber: numberFormatter("en"),
    now: () => (clockMs += 6),
    copy: (text) => {
      copied.push(text);
      return Promise.resolve();
    },
    openMessage: (message) => {
      opened.push(message);
      return Promise.resolve();
    },
  });
  const never = new AbortController().signal;
  return {
    session,
    copied,
    opened,
    read: (change = {}, signal = never) => session.handlers.read({ ...latest, ...change }, signal),
    more: (direction) => session.handlers.more({ direction }, never),
  };
}

/** A topic whose messages are numbered in the order of their timestamps, spread over the partitions. */
export function orders(
  partitions: number,
  messages: number,
): [MemoryGateway, readonly MemoryLog[]] {
  const gateway = new MemoryGateway();
  const logs = gateway.addTopic("orders", partitions);
  for (let index = 0; index < messages; index++) {
    logs[index % partitions]?.append({
      value: `message ${index}`,
      timestampMs: 1_700_000_000_000n + BigInt(index) * 1000n,
    });
  }
  return [gateway, logs];
}

export const values = (page: Page): string[] =>
  page.rows.flatMap((row) => (row.kind === "message" ? [row.value.text] : []));

export const offsets = (page: Page): string[] =>
  page.rows.flatMap((row) => (row.kind === "message" ? [`${row.partition}:${row.offset}`] : []));

export const notes = (page: Page): string => page.notes.map(({ text }) => text).join(" | ");

export const at = (text: string): Position => ({ kind: "timestamp", text });

/** A signal that is not aborted. */
export const never = (): AbortSignal => new AbortController().signal;
