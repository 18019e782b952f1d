import { KafkaError, type KafkaErrorKind } from "../errors";
import type { Api } from "../protocol/api";
import type { BrokerConnection } from "./brokerConnection";
import { throwIfCancelled } from "./deadline";

/** Kinds that stand for themselves: the request was never sent, or callers know what these mean. */
const tellsOutcome: ReadonlySet<KafkaErrorKind> = new Set([
  "invalidInput",
  "unsupported",
  "timeout",
  "unreachable",
]);

/** A request that changes something. It is sent once, and never again once its outcome is in doubt. */
export interface Write<Question, Answer> {
  readonly api: Api<Question, Answer>;
  /** A sentence: what is not known when the answer is lost, and what to do. */
  readonly doubt: string;
}

/**
 * Writes. An error after the request has left says nothing about what the broker does with it.
 * @throws KafkaError `timeout` or `unreachable` when the outcome is unknown, also when the call is cancelled or
 * the gateway closed after it was sent
 */
export async function sendOnce<Question, Answer>(
  connection: BrokerConnection,
  { api, doubt }: Write<Question, Answer>,
  question: Question,
  signal: AbortSignal | undefined,
): Promise<Answer> {
  throwIfCancelled(signal);
  try {
    return await connection.send(api, question, signal);
  } catch (error) {
    if (error instanceof KafkaError && tellsOutcome.has(error.kind)) throw error;
    throw new KafkaError(doubt, { kind: "timeout", cause: error });
  }
}
