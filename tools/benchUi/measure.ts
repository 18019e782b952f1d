/** One thing that was measured. */
export interface Measure {
  readonly name: string;
  readonly unit: string;
  readonly value: number;
  /** How the figure came about: number of runs, extremes. */
  readonly remark: string;
  /** To be reached from below. */
  readonly goal?: number;
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  const middle = Math.floor(sorted.length / 2);
  const [low = NaN, high = NaN] = [sorted[middle - ((sorted.length + 1) % 2)], sorted[middle]];
  return (low + high) / 2;
}
