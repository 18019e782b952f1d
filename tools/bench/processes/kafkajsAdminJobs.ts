import type { Admin, Kafka, SeekEntry } from "kafkajs";

import { mapLimited } from "../../../src/kafka/connection/mapLimited";
import type { JobHandlers } from "../jobs";
import { isOwnTopic, lagRow, offsetRow, rangeRow } from "../rows";
import { KafkajsTopics } from "./kafkajsTopics";
import { timed } from "./serveJobs";

/** kafkajs asks topic by topic and group by group: so many of them at once. */
const parallel = 20;

type TopicOffsets = Awaited<ReturnType<Admin["fetchTopicOffsets"]>>;
type GroupOffsets = Awaited<ReturnType<Admin["fetchOffsets"]>>;

/** kafkajs's admin, each question in the way that costs it least. */
export function kafkajsAdminJobs(kafka: Kafka): JobHandlers {
  let connected: Promise<Admin> | undefined;
  const connect = async (): Promise<Admin> => {
    const admin = kafka.admin();
    await admin.connect();
    return admin;
  };
  const warm = (): Promise<Admin> => (connected ??= connect());

  let manyTopics: KafkajsTopics | undefined;

  return {
    lag: async ({ group }) => {
      const admin = await warm();
      return timed(
        async () => {
          const committed = await admin.fetchOffsets({ groupId: group });
          return { committed, ends: await endsOf(admin, [committed]) };
        },
        ({ committed, ends }) => lagRows(committed, ends),
      );
    },

    groups: async () => {
      const admin = await warm();
      return timed(
        async () => {
          const ids = (await admin.listGroups()).groups.map(({ groupId }) => groupId);
          await admin.describeGroups(ids);
          const committed = await mapLimited(ids, parallel, (groupId) =>
            admin.fetchOffsets({ groupId }),
          );
          return { ids, committed, ends: await endsOf(admin, committed) };
        },
        ({ ids, committed, ends }) =>
          committed.flatMap((offsets, index) =>
            lagRows(offsets, ends).map((row) => `${ids[index] ?? ""} ${row}`),
          ),
      );
    },

    topics: async () => {
      const admin = await warm();
      manyTopics ??= await KafkajsTopics.open(kafka, await admin.listTopics());
      const { offsets } = manyTopics;
      return timed(
        async () => {
          await admin.listTopics();
          return offsets();
        },
        (topics) =>
          topics
            .filter(({ topic }) => isOwnTopic(topic))
            .map(({ topic, partition, low, high }) =>
              rangeRow(topic, partition, BigInt(low), BigInt(high)),
            ),
      );
    },

    reset: async ({ group, to }) => {
      const admin = await warm();
      return timed(
        async () => {
          for (const { topic } of await admin.fetchOffsets({ groupId: group })) {
            const partitions = (await admin.fetchTopicOffsets(topic)).map(
              ({ partition, low, high }): SeekEntry => ({
                partition,
                offset: to === "earliest" ? low : high,
              }),
            );
            await admin.setOffsets({ groupId: group, topic, partitions });
          }
          return admin.fetchOffsets({ groupId: group });
        },
        (topics) =>
          topics.flatMap(({ topic, partitions }) =>
            partitions.map(({ partition, offset }) => offsetRow(topic, partition, BigInt(offset))),
          ),
      );
    },
  };
}

async function endsOf(
  admin: Admin,
  committed: readonly GroupOffsets[],
): Promise<ReadonlyMap<string, TopicOffsets>> {
  const topics = [...new Set(committed.flat().map(({ topic }) => topic))];
  const offsets = await mapLimited(topics, parallel, (topic) => admin.fetchTopicOffsets(topic));
  return new Map(topics.map((topic, index) => [topic, offsets[index] ?? []]));
}

function lagRows(committed: GroupOffsets, ends: ReadonlyMap<string, TopicOffsets>): string[] {
  return committed.flatMap(({ topic, partitions }) => {
    const ranges = new Map((ends.get(topic) ?? []).map((range) => [range.partition, range]));
    return partitions
      .filter(({ offset }) => offset !== "-1")
      .map(({ partition, offset }) => {
        const end = BigInt(ranges.get(partition)?.high ?? -1);
        return lagRow(topic, partition, { committed: BigInt(offset), end }, end - BigInt(offset));
      });
  });
}
