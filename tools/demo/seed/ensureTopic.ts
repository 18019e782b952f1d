import { pollFor } from "../../process/poll";
import type { SeedTarget, TopicSeed } from "./topicSeed";

const settleMs = 20_000;

/** Creates and fills the topic unless it is filled already; one left half filled is made anew. */
export async function ensureTopic(seed: TopicSeed, target: SeedTarget): Promise<boolean> {
  const { admin, signal } = target;
  if (await isListed(seed, target)) {
    if ((await settledEnd(seed, target)) >= seed.messages) return false;
    await admin.deleteTopics({ topics: [seed.name] });
    await pollFor(
      `Deleting ${seed.name}`,
      async () => ((await isListed(seed, target)) ? undefined : true),
      { timeoutMs: settleMs, signal },
    );
  }
  await admin.createTopics({
    topics: [
      {
        topic: seed.name,
        numPartitions: seed.partitions,
        configEntries: Object.entries(seed.config ?? {}).map(([name, value]) => ({ name, value })),
      },
    ],
    // waiting for leaders fails by itself now and then, after the topic was created
    waitForLeaders: false,
  });
  await settledEnd(seed, target);
  await seed.fill(target);
  return true;
}

async function isListed(seed: TopicSeed, { admin }: SeedTarget): Promise<boolean> {
  return (await admin.listTopics()).includes(seed.name);
}

/** The sum of the end offsets, once every partition has a leader: it may not yet, or not yet again. */
function settledEnd(seed: TopicSeed, { admin, signal }: SeedTarget): Promise<number> {
  return pollFor(
    `Leaders of ${seed.name}`,
    async () => {
      try {
        const partitions = await admin.fetchTopicOffsets(seed.name);
        return partitions.reduce((total, { high }) => total + Number(high), 0);
      } catch {
        return undefined;
      }
    },
    { timeoutMs: settleMs, signal },
  );
}
