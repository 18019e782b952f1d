import type { ReadRequest } from "../gateway";
import type { Offset, TimestampMs, TopicPartition } from "../model";
import { comparePartitions } from "../partitionMap";

/** The next message of a partition. */
export interface Head extends TopicPartition {
  readonly offset: Offset;
  readonly timestampMs: TimestampMs;
}

export interface Merging {
  readonly direction: "forward" | "backward";
  readonly order: NonNullable<ReadRequest["order"]>;
}

interface Entry<Lane> {
  readonly lane: Lane;
  readonly head: Head;
}

/**
 * Whose turn it is among partitions, seeing the next message of each: the oldest (or lowest) going forward, the
 * newest going backward. Each partition keeps its own order even where its timestamps do not, and the choice
 * depends on nothing but the heads, so that pages joined are the same as one long read.
 */
export class Merge<Lane> {
  /** A binary heap: no entry's turn is after that of the entries at twice its place plus 1 and 2. */
  private readonly heap: Entry<Lane>[] = [];

  constructor(private readonly merging: Merging) {}

  /** The lane whose head is next; undefined when there is none. */
  get next(): Lane | undefined {
    return this.heap[0]?.lane;
  }

  add(lane: Lane, head: Head): void {
    const entry = { lane, head };
    let place = this.heap.push(entry) - 1;
    while (place > 0) {
      const above = (place - 1) >> 1;
      const parent = this.heap[above];
      if (parent === undefined || !this.isBefore(head, parent.head)) break;
      this.heap[place] = parent;
      place = above;
    }
    this.heap[place] = entry;
  }

  /** The lane whose turn it was has this head now, or none and is left out. */
  advance(head: Head | undefined): void {
    const [first] = this.heap;
    if (first === undefined) return;
    if (head !== undefined) this.sink({ lane: first.lane, head });
    else {
      const last = this.heap.pop();
      if (last !== undefined && this.heap.length > 0) this.sink(last);
    }
  }

  /** Puts the entry in the first one's stead, and brings it where it belongs. */
  private sink(entry: Entry<Lane>): void {
    let place = 0;
    for (;;) {
      const below = this.earlierBelow(place);
      const child = this.heap[below];
      if (child === undefined || !this.isBefore(child.head, entry.head)) break;
      this.heap[place] = child;
      place = below;
    }
    this.heap[place] = entry;
  }

  private earlierBelow(place: number): number {
    const left = 2 * place + 1;
    const [one, other] = [this.heap[left], this.heap[left + 1]];
    if (one === undefined || other === undefined) return left;
    return this.isBefore(other.head, one.head) ? left + 1 : left;
  }

  private isBefore(a: Head, b: Head): boolean {
    const { direction, order } = this.merging;
    const [one, other] = order === "offset" ? [a.offset, b.offset] : [a.timestampMs, b.timestampMs];
    const isForward = direction === "forward";
    if (one !== other) return one < other === isForward;
    return comparePartitions(a, b) < 0 === isForward;
  }
}
