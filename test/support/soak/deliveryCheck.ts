import type { Message, Offset } from "../../../src/kafka/model";

/** More are not worth reading. */
const maxProblems = 20;

/**
 * Holds what a tail delivers of one partition against what the brokers acknowledged. Delivery and acknowledgement
 * may come in either order; what agrees is forgotten, so that a run may last as long as it likes.
 */
export class DeliveryCheck {
  /** Sentences. Empty when nothing was missed, doubled or changed so far. */
  readonly problems: string[] = [];
  /** Messages delivered. */
  count = 0;
  private readonly delivered = new Map<Offset, string>();
  private readonly acknowledged = new Map<Offset, string>();

  constructor(
    private readonly partition: number,
    /** First offset that is to be delivered. */
    private next: Offset = 0n,
  ) {}

  /** One past the last offset delivered. */
  get position(): Offset {
    return this.next;
  }

  deliver({ offset, value }: Pick<Message, "offset" | "value">): void {
    this.count++;
    if (offset < this.next) this.report(offset, "was delivered twice, or out of order");
    if (offset > this.next) this.report(this.next, `was missed: ${offset.toString()} came next`);
    this.next = offset + 1n;
    this.match(offset, String(value), this.acknowledged, this.delivered);
  }

  /** In ascending order of offsets. */
  acknowledge(messages: ReadonlyMap<Offset, string>): void {
    let last: Offset | undefined;
    for (const [offset, value] of messages) {
      this.match(offset, value, this.delivered, this.acknowledged);
      last = offset;
    }
    if (last !== undefined) this.forgetBefore(last);
  }

  /** Whether everything that was acknowledged has been delivered. */
  get isComplete(): boolean {
    return this.acknowledged.size === 0;
  }

  private match(
    offset: Offset,
    value: string,
    others: Map<Offset, string>,
    own: Map<Offset, string>,
  ): void {
    const other = others.get(offset);
    if (other === undefined) own.set(offset, value);
    else if (other !== value) this.report(offset, `is "${value}" here and "${other}" there`);
    others.delete(offset);
  }

  /** A partition's requests are acknowledged in order: what was not by then never will be. */
  private forgetBefore(end: Offset): void {
    for (const offset of this.delivered.keys()) {
      if (offset < end) this.delivered.delete(offset);
    }
  }

  private report(offset: Offset, problem: string): void {
    if (this.problems.length >= maxProblems) return;
    this.problems.push(`Offset ${offset.toString()} of partition ${this.partition} ${problem}.`);
  }
}
