import type { ActiveProducer } from "../model";
import type { SampledPartition } from "../watch/groupSample";
import { partitionList } from "../watch/partitionList";
import { nameOf } from "../reset/naming";
import { count, firstOf, type ExplainWords, type Rule } from "./finding";

interface Ranged extends SampledPartition {
  readonly start: bigint;
  readonly end: bigint;
}

function isRanged(partition: SampledPartition): partition is Ranged {
  return partition.start !== undefined && partition.end !== undefined;
}

/** What auto.offset.reset does where a consumer finds no usable commit. */
function resetOutcome({ start, end }: Ranged, { number }: ExplainWords): string {
  const waiting = number(end - start);
  return `earliest goes on at ${number(start)} and reads ${waiting} offsets, latest goes on at ${number(end)} and skips ${waiting}`;
}

export const belowStart: Rule = ({ progress: { now }, words }) => {
  const { number } = words;
  const below = now.partitions.filter(isRanged).filter(({ lag }) => lag.kind === "beforeStart");
  if (below.length === 0) return [];
  return [
    {
      severity: "error",
      finding:
        "Committed offsets are below the log start: at its next start the consumer cannot go on there, and auto.offset.reset decides.",
      evidence: firstOf(
        below.map((partition) => {
          const { committed, start } = partition;
          const at = typeof committed === "bigint" ? committed : start;
          return `${nameOf(partition)}: committed ${number(at)}, log start ${number(start)}, ${number(start - at)} offsets already deleted; ${resetOutcome(partition, words)}.`;
        }),
        words,
      ),
      nextStep:
        "Decide where to go on and reset the group there before it starts. The consumer was slower than the topic's retention: compare retention.ms and retention.bytes with the time it was down.",
    },
  ];
};

export const pastEnd: Rule = ({ progress: { now }, words }) => {
  const { number } = words;
  const past = now.partitions.filter(isRanged).filter(({ lag }) => lag.kind === "pastEnd");
  if (past.length === 0) return [];
  return [
    {
      severity: "error",
      finding:
        "Committed offsets are past the end of the log: these messages do not exist here, or not any more.",
      evidence: firstOf(
        past.map((partition) => {
          const { committed, end, lag } = partition;
          const beyond = lag.kind === "pastEnd" ? lag.past : 0n;
          const at = typeof committed === "bigint" ? committed : end;
          return `${nameOf(partition)}: committed ${number(at)}, end ${number(end)}, ${number(beyond)} past the end; ${resetOutcome(partition, words)}.`;
        }),
        words,
      ),
      nextStep:
        "Find out whether the topic was created again, the cluster restored, or an offset committed by hand. Then reset the group to where it shall go on.",
    },
  ];
};

export const noCommit: Rule = ({ progress: { now }, words }) => {
  const without = now.partitions.filter(isRanged).filter(({ lag }) => lag.kind === "noCommit");
  if (without.length === 0 || now.group === undefined) return [];
  const isOwned = without.some(({ owners }) => owners.length > 0);
  const hasMessages = without.some(({ start, end }) => end > start);
  return [
    {
      severity: isOwned && hasMessages ? "warning" : "info",
      finding: `${count(without.length, "partition", words)} without a commit: where a consumer begins there, auto.offset.reset decides.`,
      evidence: firstOf(
        without.map((partition) => `${nameOf(partition)}: ${resetOutcome(partition, words)}.`),
        words,
      ),
      nextStep: isOwned
        ? "Check that the consumer commits: enable.auto.commit, or commitSync() after processing. A consumer that never commits begins anew at every start."
        : "Set auto.offset.reset knowingly, or commit first offsets by a reset before the consumer starts.",
    },
  ];
};

/** What a consumer with read_committed waits for. */
export const openTransaction: Rule = ({ progress: { now }, producers, words }) => {
  const held = now.partitions.filter(
    ({ lastStableOffset, end }) =>
      lastStableOffset !== undefined && end !== undefined && lastStableOffset < end,
  );
  if (held.length === 0) return [];
  const open = producers.flatMap(({ topic, partition, producers: known }) =>
    known
      .filter(({ openTransactionStart }) => openTransactionStart !== undefined)
      .map((producer) => producerLine({ topic, partition }, producer, words)),
  );
  return [
    {
      severity: "warning",
      finding:
        "An open transaction holds readers back: with isolation.level=read_committed they see nothing after the last stable offset.",
      evidence: firstOf(
        [
          ...held.map((partition) => {
            const { lastStableOffset = 0n, end = 0n } = partition;
            return `${nameOf(partition)}: last stable offset ${words.number(lastStableOffset)}, end ${words.number(end)}, ${words.number(end - lastStableOffset)} offsets held back.`;
          }),
          ...open,
        ],
        words,
      ),
      nextStep:
        "A transaction under way ends by itself. One that stays needs its producer committed, aborted or restarted; transaction.timeout.ms ends it at last, and kafka-transactions.sh can abort a hanging one.",
    },
  ];
};

function producerLine(
  partition: { readonly topic: string; readonly partition: number },
  { producerId, producerEpoch, openTransactionStart = 0n, lastTimestampMs }: ActiveProducer,
  { number, time }: ExplainWords,
): string {
  const last = lastTimestampMs < 0n ? "" : `, last wrote at ${time(Number(lastTimestampMs))}`;
  return `${nameOf(partition)}: producer id ${producerId}, epoch ${producerEpoch}, open since offset ${number(openTransactionStart)}${last}.`;
}

export const rewound: Rule = ({ progress, words }) => {
  const back = progress.partitions.filter(({ status }) => status === "REWIND");
  if (back.length === 0) return [];
  return [
    {
      severity: "warning",
      finding: "Committed offsets went back while the group was watched.",
      evidence: firstOf(
        back.map(({ now, points }) => {
          const known = points.flatMap(({ committed }) =>
            committed === undefined ? [] : [committed],
          );
          const most = known.reduce((one, other) => (one > other ? one : other), 0n);
          return `${nameOf(now)}: from ${words.number(most)} to ${words.number(known.at(-1) ?? 0n)}.`;
        }),
        words,
      ),
      nextStep: `Somebody reset the group, a consumer called seek(), or two groups share the id. What is committed again will be read twice: ${partitionList(back.map(({ now }) => now))}.`,
    },
  ];
};
