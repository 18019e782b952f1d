import { randomUUID } from "node:crypto";
import path from "node:path";
import { pathToFileURL } from "node:url";

import { repositoryRoot } from "../../paths";
import type { JobHandlers } from "../jobs";
import { isOwnTopic, lagRow, rangeRow, ReadSum } from "../rows";
import { serveJobs, timed } from "./serveJobs";
import { Stopwatch } from "./stopwatch";

/** The part of @platformatic/kafka that is measured. The package is in a folder of its own and may be absent. */
interface PlatformaticKafka {
  readonly Admin: new (options: ClientOptions) => PlatformaticAdmin;
  readonly Consumer: new (options: ClientOptions & { groupId: string }) => PlatformaticConsumer;
}

interface ClientOptions {
  readonly clientId: string;
  readonly bootstrapBrokers: readonly string[];
}

interface PlatformaticAdmin {
  listTopics(): Promise<string[]>;
  metadata(options: { topics: string[] }): Promise<{
    topics: ReadonlyMap<string, { readonly partitionsCount: number }>;
  }>;
  listOffsets(options: { topics: OffsetQuestions[] }): Promise<OffsetAnswers[]>;
  listConsumerGroupOffsets(options: { groups: string[] }): Promise<GroupOffsets[]>;
}

interface OffsetQuestions {
  readonly name: string;
  readonly partitions: { readonly partitionIndex: number; readonly timestamp: bigint }[];
}

interface OffsetAnswers {
  readonly name: string;
  readonly partitions: readonly { readonly partitionIndex: number; readonly offset: bigint }[];
}

interface GroupOffsets {
  readonly topics: readonly {
    readonly name: string;
    readonly partitions: readonly {
      readonly partitionIndex: number;
      readonly committedOffset: bigint;
    }[];
  }[];
}

interface PlatformaticConsumer {
  consume(options: {
    topics: string[];
    mode: "earliest";
    autocommit: false;
  }): Promise<AsyncIterable<{ readonly value: Buffer | undefined }>>;
  close(force: boolean): Promise<void>;
}

const earliest = -2n;
const latest = -1n;
/** Reading the clock for every message would be measured too. */
const messagesPerLap = 1_000;

void serveJobs(jobs);

function jobs(bootstrapServers: readonly string[]): JobHandlers {
  const options = { clientId: "bench-platformatic", bootstrapBrokers: bootstrapServers };
  const library = loadLibrary();
  let admin: PlatformaticAdmin | undefined;
  const warm = async (): Promise<PlatformaticAdmin> => {
    const { Admin } = await library;
    return (admin ??= new Admin(options));
  };
  return {
    lag: async ({ group }) => {
      const client = await warm();
      return timed(
        async () => {
          const [answer] = await client.listConsumerGroupOffsets({ groups: [group] });
          const topics = answer?.topics ?? [];
          return { topics, ...(await askRanges(client, topics.map(asked))) };
        },
        ({ topics, ends }) =>
          topics.flatMap(({ name, partitions }) =>
            partitions.map(({ partitionIndex, committedOffset: committed }) => {
              const end = ends.get(`${name} ${partitionIndex}`) ?? -1n;
              return lagRow(name, partitionIndex, { committed, end }, end - committed);
            }),
          ),
      );
    },

    topics: async () => {
      const client = await warm();
      return timed(
        async () => {
          const names = await client.listTopics();
          const { topics } = await client.metadata({ topics: names });
          const questions = [...topics].map(([name, { partitionsCount }]) => ({
            name,
            partitions: Array.from({ length: partitionsCount }, (_, index) => index),
          }));
          return askRanges(client, questions);
        },
        ({ starts, ends }) =>
          [...starts].flatMap(([key, start]) => {
            const [topic = "", partition] = key.split(" ");
            const end = ends.get(key) ?? -1n;
            return isOwnTopic(topic) ? [rangeRow(topic, Number(partition), start, end)] : [];
          }),
      );
    },

    read: async ({ topic, messages }) => {
      const { Consumer } = await library;
      const consumer = new Consumer({ ...options, groupId: `bench-${randomUUID()}` });
      const stream = await consumer.consume({
        topics: [topic],
        mode: "earliest",
        autocommit: false,
      });
      const sum = new ReadSum();
      const watch = new Stopwatch();
      for await (const { value } of stream) {
        sum.add(value?.length ?? 0);
        if (sum.count % messagesPerLap === 0) watch.lap(messagesPerLap);
        if (sum.count >= messages) break;
      }
      await consumer.close(true);
      return { ms: watch.msFor(messages), rows: sum.rows() };
    },
  };
}

function asked({ name, partitions }: GroupOffsets["topics"][number]): TopicPartitions {
  return { name, partitions: partitions.map(({ partitionIndex }) => partitionIndex) };
}

interface TopicPartitions {
  readonly name: string;
  readonly partitions: readonly number[];
}

/** By topic and partition. */
type Offsets = ReadonlyMap<string, bigint>;

async function askRanges(
  admin: PlatformaticAdmin,
  topics: readonly TopicPartitions[],
): Promise<{ readonly starts: Offsets; readonly ends: Offsets }> {
  const [starts, ends] = await Promise.all([
    askOffsets(admin, topics, earliest),
    askOffsets(admin, topics, latest),
  ]);
  return { starts, ends };
}

async function askOffsets(
  admin: PlatformaticAdmin,
  topics: readonly TopicPartitions[],
  timestamp: bigint,
): Promise<Offsets> {
  const answers = await admin.listOffsets({
    topics: topics.map(({ name, partitions }) => ({
      name,
      partitions: partitions.map((partitionIndex) => ({ partitionIndex, timestamp })),
    })),
  });
  return new Map(
    answers.flatMap(({ name, partitions }) =>
      partitions.map(({ partitionIndex, offset }): [string, bigint] => [
        `${name} ${partitionIndex}`,
        offset,
      ]),
    ),
  );
}

async function loadLibrary(): Promise<PlatformaticKafka> {
  const file = path.join(
    repositoryRoot,
    "tools/bench/node_modules/@platformatic/kafka/dist/index.js",
  );
  return (await import(pathToFileURL(file).href)) as PlatformaticKafka;
}
