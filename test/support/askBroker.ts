import { isDeepStrictEqual } from "node:util";
import { KafkajsConnector } from "../../src/kafka/connection/brokerConnection";
import { KafkajsCluster } from "../../src/kafka/connection/kafkajsCluster";
import { KafkaError } from "../../src/kafka/errors";
import type { Api } from "../../src/kafka/protocol/api";
import {
  metadataApi,
  type MetadataAnswer,
  type TopicMetadata,
} from "../../src/kafka/protocol/metadata";
import type { Broker } from "../../tools/kafka/broker";
import { recordingLog } from "./recordingLog";

const timeouts = { connectTimeoutMs: 2_500, requestTimeoutMs: 15_000 };

/** One request to exactly this broker, over a connection of its own. */
export async function askBroker<Question, Answer>(
  { port }: Pick<Broker, "port">,
  api: Api<Question, Answer>,
  question: Question,
): Promise<Answer> {
  const { signal } = new AbortController();
  const log = recordingLog();
  const client = new KafkajsCluster({ clientId: "tests", ...timeouts }, log);
  const connector = new KafkajsConnector(client, timeouts, log);
  const connection = await connector.open({ host: "127.0.0.1", port }, signal);
  try {
    return await connection.send(api, question, signal);
  } finally {
    connection.close(new KafkaError("done", { kind: "cancelled" }));
  }
}

/** What the brokers say of the topics; undefined while they differ, since some learn later than others. */
export async function agreedTopics(
  brokers: readonly Broker[],
  topics: "all" | readonly string[],
): Promise<readonly TopicMetadata[] | undefined> {
  const answers = await Promise.all(
    brokers.map((broker) => askBroker(broker, metadataApi, { topics })),
  );
  const [first, ...others] = answers.map(sorted);
  const isAgreed = others.every((other) => isDeepStrictEqual(other, first));
  return isAgreed && first?.brokers.length === brokers.length ? first.topics : undefined;
}

/** Brokers answer in any order. */
function sorted(answer: MetadataAnswer): Pick<MetadataAnswer, "brokers" | "topics"> {
  return {
    brokers: answer.brokers.toSorted((one, other) => one.nodeId - other.nodeId),
    topics: answer.topics
      .map((topic) => ({
        ...topic,
        partitions: topic.partitions.toSorted((one, other) => one.partition - other.partition),
      }))
      .sort((one, other) => (one.topic < other.topic ? -1 : 1)),
  };
}
