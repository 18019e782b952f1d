import { KafkaError } from "../../kafka/errors";
import type { ClusterGateway, FetchTuning } from "../../kafka/gateway";
import type { Message, Position } from "../../kafka/model";

/** The first message at or behind a position, whoever may read it; undefined when there is none. */
export async function messageFrom(
  gateway: ClusterGateway,
  position: Position,
  tuning: FetchTuning,
  signal: AbortSignal,
): Promise<Message | undefined> {
  const page = await gateway.readForward(
    {
      from: [position],
      maxMessages: 1,
      isolation: "readUncommitted",
      includeAborted: true,
      continues: true,
      tuning,
    },
    signal,
  );
  const [failure] = page.failures;
  if (failure?.kind === "offsetOutOfRange") return undefined;
  if (failure !== undefined) throw new KafkaError(failure.message, { kind: failure.kind });
  return page.messages[0];
}

/** The message at an offset, read again. @throws KafkaError `notFound` when it is no longer there */
export async function messageAt(
  gateway: ClusterGateway,
  position: Position,
  tuning: FetchTuning,
  signal: AbortSignal,
): Promise<Message> {
  const message = await messageFrom(gateway, position, tuning, signal);
  if (message?.offset === position.offset) return message;
  const text = `There is no message at offset ${position.offset} any more.`;
  throw new KafkaError(text, { kind: "notFound" });
}
