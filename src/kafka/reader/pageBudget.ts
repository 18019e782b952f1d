import { KafkaError } from "../errors";
import type { ReadRequest } from "../gateway";
import type { Message } from "../model";
import { partitionKey } from "../partitionMap";
import { sizeOf } from "./toMessage";

const maxMessagesPerPage = 10_000;
const maxPageBytes = 64 * 1024 * 1024;
const maxPageMs = 10_000;

/** Holds one batch of the usual size (batch.size of producers) for sure. */
const minFetchBytes = 17 * 1024;
const maxFetchBytes = 1024 * 1024;
const maxAnswerBytes = 8 * 1024 * 1024;
const expectedMessageBytes = 1024;

/** @throws KafkaError `invalidInput` */
export function checkReadRequest({ from, maxMessages }: ReadRequest): void {
  if (!Number.isInteger(maxMessages) || maxMessages < 1 || maxMessages > maxMessagesPerPage) {
    throw invalid("A page holds from 1 to 10,000 messages.");
  }
  const seen = new Set<string>();
  for (const position of from) {
    const key = partitionKey(position);
    if (position.offset < 0n) throw invalid(`Partition ${key}: an offset cannot be negative.`);
    if (seen.has(key)) throw invalid(`Partition ${key} is named twice.`);
    seen.add(key);
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

export interface FetchSizes {
  /** Of one partition: small for the first, so that a short page comes quickly. */
  readonly firstFetchBytes: number;
  readonly maxFetchBytes: number;
  /** Of one partition that finds no room beside others. */
  readonly maxPartitionBytes: number;
  /** Of one broker's answer. */
  readonly maxBytes: number;
}

export function fetchSizes({ maxMessages, from, tuning = {} }: ReadRequest): FetchSizes {
  const { maxBytes = maxAnswerBytes, maxPartitionBytes = maxFetchBytes } = tuning;
  const shared = Math.min(maxPartitionBytes, Math.floor(maxBytes / from.length));
  const most = Math.max(shared, Math.min(minFetchBytes, maxPartitionBytes));
  const expected = Math.ceil(maxMessages / from.length) * expectedMessageBytes;
  return {
    firstFetchBytes: Math.min(most, Math.max(minFetchBytes, expected)),
    maxFetchBytes: most,
    maxPartitionBytes,
    maxBytes,
  };
}

function invalid(message: string): KafkaError {
  return new KafkaError(message, { kind: "invalidInput" });
}
