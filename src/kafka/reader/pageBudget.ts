import { KafkaError } from "../errors";
import type { ReadRequest } from "../gateway";
import type { Message } from "../model";
import { sizeOf } from "./toMessage";

const maxMessagesPerPage = 10_000;
const maxPageBytes = 64 * 1024 * 1024;
const maxPageMs = 10_000;

const minFetchBytes = 64 * 1024;
const maxFetchBytes = 1024 * 1024;
/** Of all partitions together. */
const maxFetchBytesInAll = 8 * 1024 * 1024;
const expectedMessageBytes = 1024;

/** At most so many partitions are fetched from at a time. */
export const maxParallelFetches = 8;

/** @throws KafkaError `invalidInput` */
export function checkReadRequest({ from, maxMessages }: ReadRequest): void {
  if (!Number.isInteger(maxMessages) || maxMessages < 1 || maxMessages > maxMessagesPerPage) {
    throw invalid("A page holds from 1 to 10,000 messages.");
  }
  for (const [partition, offset] of from) {
    if (offset < 0n) throw invalid(`Partition ${partition}: an offset cannot be negative.`);
  }
}

/** How much a page may hold and how long it may take. It ends early rather than late: the next one goes on. */
export class PageBudget {
  private readonly endMs: number;
  private messages = 0;
  private bytes = 0;

  constructor(
    private readonly maxMessages: number,
    private readonly nowMs: () => number = () => performance.now(),
  ) {
    this.endMs = nowMs() + maxPageMs;
  }

  count(message: Message): void {
    this.messages++;
    this.bytes += sizeOf(message);
  }

  isFull(): boolean {
    return this.messages >= this.maxMessages || this.bytes >= maxPageBytes;
  }

  isOutOfTime(): boolean {
    return this.nowMs() >= this.endMs;
  }
}

/** Sizes of a partition's fetches: small for the first, so that a short page comes quickly. */
export function fetchSizes(
  maxMessages: number,
  partitions: number,
): { readonly firstFetchBytes: number; readonly maxFetchBytes: number } {
  const shared = maxFetchBytesInAll / partitions;
  const most = Math.max(minFetchBytes, Math.min(maxFetchBytes, Math.floor(shared)));
  const expected = Math.ceil(maxMessages / partitions) * expectedMessageBytes;
  return {
    firstFetchBytes: Math.max(minFetchBytes, Math.min(most, expected)),
    maxFetchBytes: most,
  };
}

function invalid(message: string): KafkaError {
  return new KafkaError(message, { kind: "invalidInput" });
}
