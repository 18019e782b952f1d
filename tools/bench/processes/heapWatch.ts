/** How far the JavaScript heap grows beyond what it was after a collection at the start. */
export class HeapWatch {
  private readonly before: number;
  private highest = 0;

  /** Wants node's `--expose-gc`. */
  constructor() {
    if (globalThis.gc === undefined) throw new Error("Start node with --expose-gc");
    globalThis.gc();
    this.before = process.memoryUsage().heapUsed;
  }

  sample(): void {
    this.highest = Math.max(this.highest, process.memoryUsage().heapUsed);
  }

  growthMegabytes(): number {
    return Math.max(0, this.highest - this.before) / 2 ** 20;
  }
}
