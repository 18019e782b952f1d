/** How outcomes are written down, so that those of different programs can be compared. */

export function lagRow(
  topic: string,
  partition: number,
  { committed, end }: { readonly committed: bigint; readonly end: bigint },
  lag: bigint,
): string {
  return `${topic} ${partition} ${committed} ${end} ${lag}`;
}

export function rangeRow(topic: string, partition: number, start: bigint, end: bigint): string {
  return `${topic} ${partition} ${start} ${end}`;
}

export function offsetRow(topic: string, partition: number, offset: bigint): string {
  return `${topic} ${partition} ${offset}`;
}

/** Topics that brokers keep for themselves are not part of what is compared. */
export function isOwnTopic(topic: string): boolean {
  return !topic.startsWith("__");
}

/** What was read of one partition, without keeping it. */
export class ReadSum {
  private messages = 0;
  private bytes = 0;

  add(valueBytes: number): void {
    this.messages++;
    this.bytes += valueBytes;
  }

  get count(): number {
    return this.messages;
  }

  rows(): readonly string[] {
    return sumRows(this.messages, this.bytes);
  }
}

export function sumRows(messages: number, valueBytes: number): readonly string[] {
  return [`bytes ${valueBytes}`, `messages ${messages}`];
}
