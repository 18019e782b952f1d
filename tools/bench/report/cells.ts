import { ratioOf, type Comparison } from "../comparison";
import { goalOf, isReached, type Goal } from "../goals";

export const headings = [
  "benchmark",
  "peer",
  "unit",
  "ours",
  "theirs",
  "ratio",
  "goal",
  "",
] as const;

/** Columns of text, as opposed to numbers. */
export const textColumns: ReadonlySet<number> = new Set([0, 1, 2, 7]);

export function cellsOf(comparison: Comparison): readonly string[] {
  const { name, peer, unit, ours, theirs } = comparison;
  const goal = goalOf(comparison);
  return [
    ...[name, peer, unit, inDigits(ours), inDigits(theirs)],
    `${inDigits(ratioOf(comparison))}×`,
    goal === undefined ? "" : describeGoal(goal),
    goal === undefined ? "" : isReached(comparison, goal) ? "reached" : "missed",
  ];
}

function describeGoal(goal: Goal): string {
  return "atLeast" in goal ? `≥ ${inDigits(goal.atLeast)}×` : `≤ ${inDigits(goal.atMost)}`;
}

/** Three digits, and whole numbers from 100 on. */
function inDigits(value: number): string {
  const digits = value >= 100 ? 0 : value >= 10 ? 1 : 2;
  return value.toLocaleString("en", {
    maximumFractionDigits: digits,
    minimumFractionDigits: Number.isInteger(value) ? 0 : digits,
  });
}
