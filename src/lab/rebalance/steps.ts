import { assignRanges } from "../worker/rangeAssigner";
import type { LabProtocol } from "./setup";

/** What a person is to see: how many consumers, and which partitions each of them gets then. */
export interface Step {
  readonly kind: "grow" | "takeOver";
  readonly consumers: number;
  /** Of each consumer; undefined where only the numbers of partitions are known before. */
  readonly partitions: readonly (readonly number[])[] | undefined;
}

/** What each running consumer reads now. */
export type Ownership = readonly (readonly number[])[];

/** The steps, in the order a person takes them: one consumer, two, one for each partition, and one gone again. */
export function stepsOf(partitions: number, protocol: LabProtocol, most: number): readonly Step[] {
  const all = Math.min(partitions, most);
  const counts = [...new Set([1, 2, all])].filter((count) => count <= all);
  const steps = counts.map((consumers): Step => ({
    kind: "grow",
    consumers,
    partitions: expected(partitions, protocol, consumers),
  }));
  if (all < 2) return steps;
  const takeOver = { kind: "takeOver", consumers: all - 1, partitions: undefined } as const;
  return [...steps, takeOver];
}

/** Whether this is what the step is to show. */
export function isReached(step: Step, partitions: number, ownership: Ownership): boolean {
  if (ownership.length !== step.consumers) return false;
  const owned = ownership.flat();
  if (owned.length !== partitions || new Set(owned).size !== partitions) return false;
  if (step.partitions !== undefined) {
    return canonical(step.partitions).join("/") === canonical(ownership).join("/");
  }
  const sizes = ownership.map(({ length }) => length);
  return Math.max(...sizes) - Math.min(...sizes) <= 1;
}

function expected(
  partitions: number,
  protocol: LabProtocol,
  consumers: number,
): readonly (readonly number[])[] | undefined {
  const topic = "topic";
  const all = Array.from({ length: partitions }, (_, partition) => partition);
  if (consumers === 1) return [all];
  switch (protocol) {
    case "range": {
      const members = Array.from({ length: consumers }, (_, index) => ({
        memberId: String.fromCodePoint(index + 1),
        topics: [topic],
      }));
      const assignment = assignRanges(members, () => all);
      return [...assignment.values()].map((ofTopics) => ofTopics.get(topic) ?? []);
    }
    case "roundRobin":
      return Array.from({ length: consumers }, (_, index) =>
        all.filter((partition) => partition % consumers === index),
      );
    case "cooperativeSticky":
    case "consumer":
      return consumers === partitions ? all.map((partition) => [partition]) : undefined;
  }
}

function canonical(ownership: Ownership): readonly string[] {
  return ownership.map((owned) => owned.toSorted((a, b) => a - b).join()).toSorted();
}
