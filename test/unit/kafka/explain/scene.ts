import type { GroupSample } from "../../../../src/kafka/watch/groupSample";
import { member, orders, sampleOf, type PartitionDraft } from "../../../support/groupSamples";

export const all = (partitions: number): number[] =>
  Array.from({ length: partitions }, (_, index) => index);

/** Readings ten seconds apart, with one member that owns every partition. */
export function watched(
  ...seen: readonly (readonly (readonly [committed: bigint, end: bigint])[])[]
): GroupSample[] {
  return seen.map((partitions, index) =>
    sampleOf({
      atMs: index * 10_000,
      members: [member("billing-1", ...orders(...all(partitions.length)))],
      partitions: partitions.map(([committed, end]) => ({ committed, end })),
    }),
  );
}

export const empty = (...partitions: readonly PartitionDraft[]): GroupSample[] => [
  sampleOf({ partitions }),
];
