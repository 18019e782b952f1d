import { partitionOfKey } from "../../../kafka/produce/partitionOfKey";
import type { Bench } from "../bench";
import type { Experiment } from "../experiment";
import { rangeText } from "../offsetsText";

const partitions = 2;
const perPartition = 5;
const total = partitions * perPartition;

/** `ConsumerRebalanceListener.onPartitionsRevoked`, with and without a commit in it. */
export const commitOnRevoke: Experiment = {
  id: "commitOnRevoke",
  slug: "revoke",
  title: "A commit when partitions are revoked",
  question: "What does the next owner of a partition read again after a rebalance?",
  settings: ["ConsumerRebalanceListener"],
  partitions,

  async run(bench) {
    await bench.createTopic();
    for (const key of keysOfPartitions()) await bench.produce(perPartition, [key]);
    bench.tell(`Wrote ${perPartition} messages to each of ${partitions} partitions.`);
    await Promise.all([
      rebalance(bench, {
        role: "without",
        commits: false,
        expected: rangeText(0, perPartition),
        why: "The first member had handled them and not committed. A new owner begins at the committed offset, which is nowhere: every message of the partition is handled twice.",
      }),
      rebalance(bench, {
        role: "with",
        commits: true,
        expected: "no message",
        why: "The listener commits in onPartitionsRevoked, before the partition is given away: the new owner goes on behind the last message that was handled.",
      }),
    ]);
  },
};

async function rebalance(
  bench: Bench,
  {
    role,
    commits,
    expected,
    why,
  }: {
    readonly role: string;
    readonly commits: boolean;
    readonly expected: string;
    readonly why: string;
  },
): Promise<void> {
  const never = { kind: "never" } as const;
  const first = await bench.read(role, {
    commit: never,
    commitsOnRevoke: commits,
    haltAfter: total,
  });
  await first.receivedAll(total);
  const second = await bench.read(role, { commit: never });
  await Promise.all([first.rebalanced(1), second.rebalanced(1)]);
  if (commits) await second.reading();
  else await second.receivedAll(perPartition);
  const [taken = 1] = second.assigned;
  await Promise.all([first.stop(), second.stop()]);
  const listener = commits ? "commits when its partitions are revoked" : "commits nothing";
  bench.checkReceived(
    `In ${first.groupId} the first member handles all ${total} messages and ${listener}. A second member joins, and gets partition ${taken}.`,
    second,
    expected,
    why,
    taken,
  );
}

/** One for each partition. */
function keysOfPartitions(): readonly string[] {
  const keys: string[] = [];
  for (let number = 0; keys.filter(Boolean).length < partitions; number++) {
    keys[partitionOfKey(Buffer.from(String(number)), partitions)] ??= String(number);
  }
  return keys;
}
