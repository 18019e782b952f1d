import type { RecordCursor } from "../protocol/records";

/** Finds records that hold at least one of some byte strings, without looking at the others one by one. */
export class ByteSearch {
  constructor(private readonly needles: readonly Buffer[]) {}

  in(content: Buffer): ByteHits {
    return new ByteHits(this.needles, content);
  }

  /** Whether the current record's key, value or headers hold one. */
  isIn(cursor: RecordCursor): boolean {
    if (this.isInBytes(cursor.value()) || this.isInBytes(cursor.key())) return true;
    return cursor
      .headers()
      .some(({ key, value }) => this.isInBytes(Buffer.from(key)) || this.isInBytes(value));
  }

  private isInBytes(bytes: Buffer | undefined): boolean {
    return bytes !== undefined && this.needles.some((needle) => bytes.includes(needle));
  }
}

/** Where some byte strings are in one content, asked from its beginning on. Looks at each byte once for each of them. */
export class ByteHits {
  /** Of each needle, where it begins next; Infinity where it does not. */
  private readonly starts: number[];

  constructor(
    private readonly needles: readonly Buffer[],
    private readonly content: Buffer,
  ) {
    this.starts = needles.map(() => -1);
  }

  /** Where the first begins at or after `from`; Infinity when none does. `from` never goes back. */
  next(from: number): number {
    let first = Infinity;
    for (const [index, needle] of this.needles.entries()) {
      let start = this.starts[index] ?? Infinity;
      if (start < from) {
        const found = this.content.indexOf(needle, from);
        start = found < 0 ? Infinity : found;
        this.starts[index] = start;
      }
      if (start < first) first = start;
    }
    return first;
  }
}
