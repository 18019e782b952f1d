import { listed, nameOf } from "../reset/naming";
import type { PartitionProgress } from "../watch/groupWindow";
import { count, firstOf, type ExplainWords, type Finding, type Rule } from "./finding";

function ownersOf({ now }: PartitionProgress): string {
  return listed(now.owners.map(({ instanceId, clientId }) => instanceId ?? clientId));
}

function lagOf({ points }: PartitionProgress): bigint {
  return points.at(-1)?.lag ?? 0n;
}

function perSecond(rate: number | undefined, { number }: ExplainWords): string {
  return rate === undefined ? "?" : number(Math.round(rate * 10) / 10);
}

/** Owned, with messages waiting, and no commit moves. */
export const stuck: Rule = ({ progress, words }) => {
  const stalled = progress.partitions.filter(({ status }) => status === "STALL");
  if (stalled.length === 0) return [];
  return [
    {
      severity: "error",
      finding: "Members own partitions with messages waiting, and their commits do not move.",
      evidence: firstOf(
        stalled.map(
          (one) =>
            `${nameOf(one.now)}: ${words.number(lagOf(one))} behind, committed ${words.number(one.points.at(-1)?.committed ?? 0n)} since ${words.time(one.points[0]?.atMs ?? 0)}, owned by ${ownersOf(one)}.`,
        ),
        words,
      ),
      nextStep:
        "Look at this member's log: it may be stuck at a message it cannot process, paused, waiting for something slow, or it never commits. Look at the message at the committed offset.",
    },
  ];
};

/** Nobody owns it, and nothing moves. */
export const stopped: Rule = ({ progress, words }) => {
  if ((progress.now.group?.members.length ?? 0) === 0) return [];
  const still = progress.partitions.filter(({ status }) => status === "STOP");
  if (still.length === 0) return [];
  return [
    {
      severity: "error",
      finding: "Consumption has stopped in partitions that no member owns.",
      evidence: firstOf(
        still.map((one) => `${nameOf(one.now)}: ${words.number(lagOf(one))} behind.`),
        words,
      ),
      nextStep: "Compare the topics the members subscribe to, and restart one of them.",
    },
  ];
};

/** Lag grows because the group reads less than is written. */
export const fallingBehind: Rule = ({ progress, words }) => {
  const slow = progress.partitions.filter((one) => {
    const { consumedPerSecond: consumed, producedPerSecond: produced, points } = one;
    if (consumed === undefined || produced === undefined || one.now.owners.length === 0)
      return false;
    const lags = points.flatMap(({ lag }) => (lag === undefined ? [] : [lag]));
    const first = lags[0];
    return consumed > 0 && produced > consumed && first !== undefined && lagOf(one) > first;
  });
  const isLong = progress.partitions.some(({ status }) => status === "WARN");
  if (slow.length === 0 || !isLong) return [];
  return [
    {
      severity: "warning",
      finding: "The lag grows because more is produced than consumed.",
      evidence: firstOf(
        slow.map(
          (one) =>
            `${nameOf(one.now)}: ${perSecond(one.producedPerSecond, words)} produced and ${perSecond(one.consumedPerSecond, words)} consumed per second, ${words.number(lagOf(one))} behind.`,
        ),
        words,
      ),
      nextStep:
        "Start more members, up to one for each partition, or make processing faster: larger max.poll.records, batches instead of single messages.",
    },
  ];
};

/** Fewer than these tell nothing of how messages are spread. */
const fewestOffsets = 100n;

const skewedShare = 0.6;

/** Most of a topic's messages go to one of its partitions. */
export const skewedKeys: Rule = ({ progress, words }) => {
  const byTopic = Map.groupBy(progress.partitions, ({ now }) => now.topic);
  return [...byTopic].flatMap(([topic, partitions]) => {
    if (partitions.length < 2) return [];
    const grown = spreadOf(partitions, grownBy);
    if (grown.total >= fewestOffsets) return skew(topic, grown, "produced meanwhile", words);
    const held = spreadOf(partitions, heldBy);
    return held.total >= fewestOffsets ? skew(topic, held, "in the topic", words) : [];
  });
};

interface Spread {
  readonly total: bigint;
  readonly most: { readonly partition: number; readonly offsets: bigint };
  readonly partitions: number;
}

function spreadOf(
  partitions: readonly PartitionProgress[],
  offsetsOf: (partition: PartitionProgress) => bigint,
): Spread {
  let total = 0n;
  let most = { partition: 0, offsets: 0n };
  for (const one of partitions) {
    const offsets = offsetsOf(one);
    total += offsets;
    if (offsets > most.offsets) most = { partition: one.now.partition, offsets };
  }
  return { total, most, partitions: partitions.length };
}

function grownBy({ points }: PartitionProgress): bigint {
  const ends = points.flatMap(({ end }) => (end === undefined ? [] : [end]));
  const grown = (ends.at(-1) ?? 0n) - (ends[0] ?? 0n);
  return grown > 0n ? grown : 0n;
}

function heldBy({ now: { start, end } }: PartitionProgress): bigint {
  return start === undefined || end === undefined ? 0n : end - start;
}

function skew(
  topic: string,
  { total, most, partitions }: Spread,
  where: string,
  words: ExplainWords,
): Finding[] {
  const percent = Number((most.offsets * 100n) / total);
  if (percent < Math.max(skewedShare * 100, 180 / partitions)) return [];
  return [
    {
      severity: "warning",
      finding: `${percent} % of the messages of ${topic} go to partition ${most.partition}: look at the keys.`,
      evidence: [
        `${words.number(most.offsets)} of ${words.number(total)} offsets ${where}, over ${count(partitions, "partition", words)}.`,
      ],
      nextStep:
        "Messages with one key go to one partition, which one member reads. Peek at the partition to see which key it is, and choose a key that spreads, or none.",
    },
  ];
}
