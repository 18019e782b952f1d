/**
 * Times a stream of messages from when its first part arrived: what came before is start-up. Where everything came
 * in one part, start-up is all there is to time.
 */
export class Stopwatch {
  private readonly startedAt = performance.now();
  private first: { readonly at: number; readonly messages: number } | undefined;
  private lastAt = 0;
  private messages = 0;

  lap(messages: number): void {
    this.lastAt = performance.now();
    this.first ??= { at: this.lastAt, messages };
    this.messages += messages;
  }

  /** How long so many messages take at the measured rate. The first part is not counted: it was there. */
  msFor(messages: number): number {
    const { at, messages: atFirst } = this.first ?? { at: this.lastAt, messages: 0 };
    if (this.messages === atFirst) return this.lastAt - this.startedAt;
    return ((this.lastAt - at) / (this.messages - atFirst)) * messages;
  }
}
