import { CompressionTypes, Partitioners, type Kafka, type Message, type Producer } from "kafkajs";

/** kafkajs slows to a crawl on batches of many thousands. */
const batchSize = 1_000;

/** Sends in order, in bounded batches, with the partitioner that Java clients have by default. */
export async function send(
  kafka: Kafka,
  topic: string,
  messages: Iterable<Message>,
  signal: AbortSignal,
): Promise<void> {
  const producer = defaultProducer(kafka);
  await producer.connect();
  try {
    for (const batch of batchesOf(messages)) {
      signal.throwIfAborted();
      await producer.send({ topic, messages: batch, compression: CompressionTypes.GZIP });
    }
  } finally {
    await producer.disconnect();
  }
}

export function defaultProducer(kafka: Kafka, transactionalId?: string): Producer {
  return kafka.producer({
    createPartitioner: Partitioners.DefaultPartitioner,
    ...(transactionalId === undefined
      ? {}
      : { transactionalId, idempotent: true, maxInFlightRequests: 1 }),
  });
}

function* batchesOf(messages: Iterable<Message>): Generator<Message[]> {
  let batch: Message[] = [];
  for (const message of messages) {
    batch.push(message);
    if (batch.length === batchSize) {
      yield batch;
      batch = [];
    }
  }
  if (batch.length > 0) yield batch;
}
