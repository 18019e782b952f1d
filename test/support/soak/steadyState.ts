import { growthBounds, type SoakReport } from "./soak";

/** Why a run has failed, as sentences; none when it passed. */
export function failuresOf({ problems, growth, messages, counts }: SoakReport): readonly string[] {
  const failures = [...problems];
  for (const measure of ["heapMebibytes", "timers", "sockets"] as const) {
    const [grown, most] = [growth[measure], growthBounds[measure]];
    if (grown > most) failures.push(`${measure} grew by ${grown.toFixed(1)}, more than ${most}.`);
  }
  const { samples, refreshes } = counts;
  for (const [name, count] of Object.entries({ messages, samples, refreshes })) {
    if (count === 0) failures.push(`There were no ${name}.`);
  }
  return failures;
}
