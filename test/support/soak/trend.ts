export interface Point {
  readonly atSeconds: number;
  readonly value: number;
}

/** How much a value grows from the first point to the last, by the straight line that fits best; 0 for one point. */
export function growthOf(points: readonly Point[]): number {
  const count = points.length;
  const meanAt = points.reduce((sum, { atSeconds }) => sum + atSeconds, 0) / count;
  const mean = points.reduce((sum, { value }) => sum + value, 0) / count;
  let together = 0;
  let spread = 0;
  for (const { atSeconds, value } of points) {
    together += (atSeconds - meanAt) * (value - mean);
    spread += (atSeconds - meanAt) ** 2;
  }
  const [first, last] = [points[0], points.at(-1)];
  if (first === undefined || last === undefined || spread === 0) return 0;
  return (together / spread) * (last.atSeconds - first.atSeconds);
}
