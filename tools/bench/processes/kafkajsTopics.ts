import type { Admin, Kafka } from "kafkajs";

import { mapLimited } from "../../../src/kafka/connection/mapLimited";

/** More would cost kafkajs more than they bring: each has connections of its own, which are never idle. */
const adminCount = 5;
const parallelPerAdmin = 4;

interface TopicOffset {
  readonly topic: string;
  readonly partition: number;
  readonly low: string;
  readonly high: string;
}

interface Share {
  readonly admin: Admin;
  readonly topics: readonly string[];
}

/**
 * The offsets of very many topics by kafkajs, which asks topic by topic. A topic that an admin has not met yet makes
 * it ask for all topics it has met, and several such at once make it fail: so several admins share the topics, and
 * the first time, one by one, is not measured.
 */
export class KafkajsTopics {
  private constructor(private readonly shares: readonly Share[]) {}

  static async open(kafka: Kafka, topics: readonly string[]): Promise<KafkajsTopics> {
    const shares = Array.from({ length: adminCount }, (_, share) => ({
      admin: kafka.admin(),
      topics: topics.filter((__, index) => index % adminCount === share),
    }));
    await Promise.all(shares.map(introduce));
    return new KafkajsTopics(shares);
  }

  readonly offsets = async (): Promise<readonly TopicOffset[]> => {
    const found = await Promise.all(
      this.shares.map(({ admin, topics }) =>
        mapLimited(topics, parallelPerAdmin, async (topic) => {
          const partitions = await admin.fetchTopicOffsets(topic);
          return partitions.map((offsets) => ({ topic, ...offsets }));
        }),
      ),
    );
    return found.flat(2);
  };
}

async function introduce({ admin, topics }: Share): Promise<void> {
  await admin.connect();
  for (const topic of topics) await admin.fetchTopicOffsets(topic);
}
