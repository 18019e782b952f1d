/** The middle value; of an even number of values, the mean of the two in the middle. @throws for none. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  const [lower, upper] = [
    sorted[Math.floor((sorted.length - 1) / 2)],
    sorted[Math.ceil((sorted.length - 1) / 2)],
  ];
  if (lower === undefined || upper === undefined) throw new Error("No values to take a median of");
  return (lower + upper) / 2;
}
