import type { LabConsumer } from "./labConsumer";
import type { RebalanceSetup } from "./setup";
import { isReached, stepsOf, type Step } from "./steps";

/** So many consumers at once are enough to see everything, and few enough for any computer. */
export const mostConsumers = 8;

/** Which of the steps a person has seen; what was seen once stays seen. */
export class ReachedSteps {
  private readonly reached = new Set<string>();

  list({ partitions, protocol }: RebalanceSetup): readonly (Step & {
    readonly isReached: boolean;
  })[] {
    return stepsOf(partitions, protocol, mostConsumers).map((step) => ({
      ...step,
      isReached: this.reached.has(keyOf(step)),
    }));
  }

  /** Looks at what the consumers have; while one of them joins or leaves, nothing is seen. */
  note(setup: RebalanceSetup, consumers: readonly LabConsumer[]): void {
    const alive = consumers.filter(({ isAlive }) => isAlive);
    if (!alive.every(({ isRunning }) => isRunning)) return;
    const ownership = alive.map(({ partitions }) => partitions);
    const steps = this.list(setup);
    const full = steps.findLast(({ kind }) => kind === "grow");
    for (const step of steps) {
      const isDue = step.kind === "grow" || full?.isReached === true;
      if (isDue && isReached(step, setup.partitions, ownership)) this.reached.add(keyOf(step));
    }
  }

  clear(): void {
    this.reached.clear();
  }
}

function keyOf({ kind, consumers }: Step): string {
  return `${kind} ${consumers}`;
}
