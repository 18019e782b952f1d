import type { OffsetGap } from "../../src/kafka/gateway";
import type { Message } from "../../src/kafka/model";

/** What a test says of a message; the rest is filled in. Strings become UTF-8; undefined is null. */
export interface MessageDraft {
  readonly key?: string | Buffer | undefined;
  readonly value?: string | Buffer | undefined;
  readonly timestampMs?: bigint;
  readonly timestampType?: Message["timestampType"];
  readonly headers?: readonly (readonly [key: string, value: string | Buffer | undefined])[];
  readonly isAborted?: boolean;
  readonly isTransactional?: boolean;
}

type Entry =
  | { readonly kind: "message"; readonly message: Message }
  | { readonly kind: "control"; readonly offset: bigint };

/** One partition's log, as far as readers can tell it from a real one. */
export class MemoryLog {
  start = 0n;
  leader: number | undefined = 1;
  /** First offset of an open transaction. */
  openTransactionAt: bigint | undefined;
  private entries: Entry[] = [];
  private nextOffset = 0n;

  constructor(
    private readonly topic: string,
    private readonly partition: number,
  ) {}

  get highWatermark(): bigint {
    return this.nextOffset;
  }

  get lastStableOffset(): bigint {
    return this.openTransactionAt ?? this.nextOffset;
  }

  append(draft: MessageDraft = {}): bigint {
    const offset = this.nextOffset++;
    const isTransactional = draft.isTransactional ?? draft.isAborted ?? false;
    const message: Message = {
      topic: this.topic,
      partition: this.partition,
      offset,
      timestampMs: draft.timestampMs ?? 1_700_000_000_000n + offset,
      timestampType: draft.timestampType ?? "createTime",
      key: bytes(draft.key),
      value: bytes(draft.value),
      headers: (draft.headers ?? []).map(([key, value]) => ({ key, value: bytes(value) })),
      isAborted: draft.isAborted ?? false,
      batch: {
        baseOffset: offset,
        lastOffset: offset,
        codec: "none",
        sizeBytes: 100,
        leaderEpoch: 0,
        producerId: isTransactional ? 1n : -1n,
        producerEpoch: isTransactional ? 0 : -1,
        isTransactional,
      },
    };
    this.entries.push({ kind: "message", message });
    return offset;
  }

  appendControl(): bigint {
    const offset = this.nextOffset++;
    this.entries.push({ kind: "control", offset });
    return offset;
  }

  /** Goes on at this offset, as after hand-made batches. */
  skipTo(offset: bigint): void {
    this.nextOffset = offset;
  }

  /** Compaction: the offset stays, the message goes. */
  compact(offset: bigint): void {
    this.entries = this.entries.filter((entry) => offsetOf(entry) !== offset);
  }

  /** Retention. */
  deleteBefore(offset: bigint): void {
    this.start = offset;
    this.entries = this.entries.filter((entry) => offsetOf(entry) >= offset);
  }

  firstAtOrAfter(timestampMs: bigint, end: bigint): Message | undefined {
    return this.messages(this.start, end, true).find(
      (message) => message.timestampMs >= timestampMs,
    );
  }

  /** By timestamp; of those that share it, the first. */
  newest(end: bigint): Message | undefined {
    const all = this.messages(this.start, end, true);
    return all.reduce<Message | undefined>(
      (newest, message) =>
        newest === undefined || message.timestampMs > newest.timestampMs ? message : newest,
      undefined,
    );
  }

  /** In offset order. */
  messages(from: bigint, to: bigint, includeAborted: boolean): Message[] {
    const found: Message[] = [];
    for (const entry of this.entries) {
      if (entry.kind === "control" || offsetOf(entry) < from || offsetOf(entry) >= to) continue;
      if (includeAborted || !entry.message.isAborted) found.push(entry.message);
    }
    return found;
  }

  /** The runs of offsets between `from` and `to` that hold none of `shown`. */
  gaps(from: bigint, to: bigint, shown: readonly Message[]): OffsetGap[] {
    const visible = new Set(shown.map(({ offset }) => offset));
    const gaps: OffsetGap[] = [];
    let first: bigint | undefined;
    for (let offset = from; offset <= to; offset++) {
      const isEnd = offset === to || visible.has(offset);
      if (!isEnd) first ??= offset;
      else if (first !== undefined) {
        gaps.push(this.gap(first, offset - 1n));
        first = undefined;
      }
    }
    return gaps;
  }

  private gap(firstOffset: bigint, lastOffset: bigint): OffsetGap {
    const inside = this.entries.filter(
      (entry) => offsetOf(entry) >= firstOffset && offsetOf(entry) <= lastOffset,
    );
    const controlRecords = inside.filter(({ kind }) => kind === "control").length;
    const abortedMessages = inside.length - controlRecords;
    const { topic, partition } = this;
    return { topic, partition, firstOffset, lastOffset, controlRecords, abortedMessages };
  }
}

function offsetOf(entry: Entry): bigint {
  return entry.kind === "message" ? entry.message.offset : entry.offset;
}

function bytes(content: string | Buffer | undefined): Buffer | undefined {
  return typeof content === "string" ? Buffer.from(content) : content;
}
