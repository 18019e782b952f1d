import type { OffsetGap } from "../gateway";
import type { Offset } from "../model";

/** What is known of offsets that are read over. */
export interface Skipped {
  readonly controlRecords?: number;
  readonly abortedMessages?: number;
  /** A sentence why the data could not be read. */
  readonly unreadable?: string;
}

/** Joins two gaps where one follows the other and both are of the same kind; undefined where they stay apart. */
function join(a: OffsetGap, b: OffsetGap): OffsetGap | undefined {
  if (a.lastOffset + 1n !== b.firstOffset || a.unreadable !== b.unreadable) return undefined;
  return {
    ...a,
    lastOffset: b.lastOffset,
    controlRecords: a.controlRecords + b.controlRecords,
    abortedMessages: a.abortedMessages + b.abortedMessages,
  };
}

/** In ascending order, neighbours joined. */
export function joinGaps(gaps: readonly OffsetGap[]): OffsetGap[] {
  const joined: OffsetGap[] = [];
  for (const gap of gaps) {
    const last = joined.at(-1);
    const both = last && join(last, gap);
    if (both === undefined) joined.push(gap);
    else joined[joined.length - 1] = both;
  }
  return joined;
}

/** Collects what one partition's reader goes over without showing it, offset by offset, with no hole. */
export class GapCollector {
  private gaps: OffsetGap[] = [];

  constructor(
    private readonly partition: number,
    /** The first offset not accounted for yet. */
    private nextOffset: Offset,
  ) {}

  get position(): Offset {
    return this.nextOffset;
  }

  /** Everything before `offset` that is not accounted for yet is a gap. */
  skipTo(
    offset: Offset,
    { controlRecords = 0, abortedMessages = 0, unreadable }: Skipped = {},
  ): void {
    if (offset <= this.nextOffset) return;
    this.gaps.push({
      partition: this.partition,
      firstOffset: this.nextOffset,
      lastOffset: offset - 1n,
      controlRecords,
      abortedMessages,
      ...(unreadable === undefined ? {} : { unreadable }),
    });
    this.nextOffset = offset;
  }

  /** A message at `offset` is shown. Gives the gaps since the message before it. */
  passMessage(offset: Offset): readonly OffsetGap[] {
    this.skipTo(offset);
    this.nextOffset = offset + 1n;
    return this.take();
  }

  take(): readonly OffsetGap[] {
    const gaps = joinGaps(this.gaps);
    this.gaps = [];
    return gaps;
  }
}
