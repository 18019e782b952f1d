/** Where a worker is, in memory that both threads see: the worker is too busy to tell. */
export class Progress {
  private readonly cells: Int32Array;

  constructor(readonly memory = new SharedArrayBuffer(3 * Int32Array.BYTES_PER_ELEMENT)) {
    this.cells = new Int32Array(memory);
  }

  /** Which property is tried. */
  get property(): number {
    return Atomics.load(this.cells, 0);
  }

  /** Which of its cases, from 0 on. */
  get caseOfProperty(): number {
    return Atomics.load(this.cells, 1) - 1;
  }

  /** Of all properties. */
  get cases(): number {
    return Atomics.load(this.cells, 2);
  }

  beginProperty(index: number): void {
    Atomics.store(this.cells, 0, index);
    Atomics.store(this.cells, 1, 0);
  }

  beginCase(): void {
    Atomics.add(this.cells, 1, 1);
    Atomics.add(this.cells, 2, 1);
  }
}
