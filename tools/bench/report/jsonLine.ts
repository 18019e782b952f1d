import { isYardstick, ratioOf, type Comparison } from "../comparison";

/** Comparisons with other clients as programs read them, a line each. */
export function jsonLines(comparisons: readonly Comparison[]): string {
  return comparisons
    .filter(({ peer }) => !isYardstick(peer))
    .map((comparison) => `${jsonLine(comparison)}\n`)
    .join("");
}

function jsonLine(comparison: Comparison): string {
  const { name, peer, unit, ours, theirs } = comparison;
  const ratio = rounded(ratioOf(comparison));
  return JSON.stringify({ name, peer, unit, ours: rounded(ours), theirs: rounded(theirs), ratio });
}

/** Four digits say all that a measurement knows. */
function rounded(value: number): number {
  return Number(value.toPrecision(4));
}
