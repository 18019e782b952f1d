import { errorCode, errorOfCode } from "../connection/failure";
import type { BrokerConnection } from "../connection/brokerConnection";
import type { Router } from "../connection/router";
import { beforeSending, isInDoubt } from "../connection/inDoubt";
import { sendOnce } from "../connection/sendOnce";
import { KafkaError } from "../errors";
import type { MessageToProduce, ProducedMessage, TopicPartition } from "../model";
import { encodeRecordBatch } from "../protocol/encodeRecordBatch";
import { describeErrorCode } from "../protocol/errorCodes";
import { produceApi, type ProduceAnswer, type ProducedBatch } from "../protocol/produce";
import { findLeaders } from "../topics/leaders";

type ProduceRouter = Pick<Router, "connect" | "topicMetadata">;

const write = {
  api: produceApi,
  doubt:
    "It is not known whether the message was written. Look at the partition before sending it again.",
};

/** With these the leader may have appended the message all the same. */
const unknownOutcome: ReadonlySet<number> = new Set([
  errorCode.unknownServerError,
  errorCode.requestTimedOut,
  errorCode.brokerNotAvailable,
  errorCode.networkException,
  errorCode.notEnoughReplicasAfterAppend,
  errorCode.kafkaStorageError,
]);

/**
 * Writes. Sends one Produce request to the partition's leader, as the brokers name it right before, and never again.
 * @throws KafkaError `timeout` or `unreachable` when it is unknown whether the message was written, also when the call
 * is cancelled or the gateway closed after it was sent; with every other kind nothing was
 */
export async function produce(
  router: ProduceRouter,
  message: MessageToProduce,
  signal: AbortSignal | undefined,
): Promise<ProducedMessage> {
  const { topic, partition, timestampMs } = message;
  if (timestampMs < 0n) {
    throw new KafkaError("The time of a message is not negative.", { kind: "invalidInput" });
  }
  const question = {
    topics: [{ topic, partitions: [{ partition, records: encodeRecordBatch(message) }] }],
  };
  const connection = await beforeSending(() =>
    connectToLeader(router, { topic, partition }, signal),
  );
  const answer = await sendOnce(connection, write, question, signal).catch((error: unknown) => {
    throw inDoubt(error);
  });
  const offset = offsetIn(answer, { topic, partition }, connection.address);
  return { topic, partition, offset };
}

async function connectToLeader(
  router: ProduceRouter,
  at: TopicPartition,
  signal: AbortSignal | undefined,
): Promise<BrokerConnection> {
  const { byLeader, failures } = await findLeaders(router, [at], new Set([at.topic]), signal);
  const failure = failures.get(at);
  if (failure !== undefined) throw errorOfCode(failure.code);
  const [leader = -1] = byLeader.keys();
  return router.connect(leader, signal);
}

function offsetIn({ topics }: ProduceAnswer, at: TopicPartition, address: string): bigint {
  const answered = topics
    .find(({ topic }) => topic === at.topic)
    ?.partitions.find(({ partition }) => partition === at.partition);
  const code = answered?.errorCode ?? errorCode.unknownServerError;
  if (answered !== undefined && code === errorCode.none) return answered.baseOffset;
  // a leader that lost its place while it waited for the replicas tells an error and the offset
  const wasAppended = answered !== undefined && answered.baseOffset >= 0n;
  if (wasAppended || unknownOutcome.has(code)) {
    const message = `${describeErrorCode(code).sentence} ${write.doubt}`;
    throw new KafkaError(message, { kind: "timeout", code, broker: address });
  }
  throw refusal(code, answered, address);
}

/** The broker's own words say which of the topic's rules the message breaks. */
function refusal(code: number, answered: ProducedBatch | undefined, address: string): KafkaError {
  const error = errorOfCode(code, address);
  const { errorMessage } = answered ?? {};
  if (code !== errorCode.invalidRecord || errorMessage === undefined) return error;
  return new KafkaError(`${error.message} The broker says: ${errorMessage}`, {
    kind: error.kind,
    code,
    broker: address,
  });
}

function inDoubt(error: unknown): unknown {
  if (!(error instanceof KafkaError) || !isInDoubt(error)) return error;
  const { kind, broker, code, message, cause } = error;
  if (message === write.doubt) return error;
  return new KafkaError(`${message} ${write.doubt}`, { kind, broker, code, cause });
}
