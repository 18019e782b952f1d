import { throwIfCancelled } from "../connection/deadline";
import { errorOfCode } from "../connection/failure";
import { KafkaError } from "../errors";
import type { ClusterGateway } from "../gateway";
import type { Message, MessageToProduce, Offset } from "../model";
import { asKafkaError } from "../reset/asKafkaError";
import { isSameMessage } from "./isSameMessage";

/** What stands at the offset the broker told. */
export type ReadBack =
  | { readonly kind: "same" }
  | { readonly kind: "differs" }
  /** No longer there, or not to be read; a sentence. */
  | { readonly kind: "notRead"; readonly reason: string };

export type ProduceResult =
  | { readonly kind: "written"; readonly offset: Offset; readonly readBack: ReadBack }
  /** Surely not written. */
  | { readonly kind: "refused"; readonly error: KafkaError }
  /** Without a clear answer. `foundAt`: where a message like it stands now, behind what was there before. */
  | { readonly kind: "unknown"; readonly error: KafkaError; readonly foundAt: Offset | undefined };

type Gateway = Pick<ClusterGateway, "listOffsets" | "produce" | "readForward">;

/** Others write too: so many messages are looked through for one whose outcome is not known. */
const maxLookedThrough = 1_000;

/**
 * Writes one message: checks that the partition's leader answers, sends once, reads back. Once it is sent, `signal` no
 * longer matters, because what became of it must be found out.
 * @throws KafkaError when the check fails; nothing was sent then
 */
export async function applyProduce(
  gateway: Gateway,
  message: MessageToProduce,
  signal?: AbortSignal,
): Promise<ProduceResult> {
  const endBefore = await readEnd(gateway, message, signal);
  throwIfCancelled(signal);
  try {
    const { offset } = await gateway.produce(message);
    return { kind: "written", offset, readBack: await readBack(gateway, message, offset) };
  } catch (thrown) {
    const error = asKafkaError(thrown);
    if (error.kind !== "timeout" && error.kind !== "unreachable") return { kind: "refused", error };
    return { kind: "unknown", error, foundAt: await find(gateway, message, endBefore) };
  }
}

async function readEnd(
  gateway: Gateway,
  { topic, partition }: MessageToProduce,
  signal: AbortSignal | undefined,
): Promise<Offset> {
  const question = { topic, partition, at: "latest" } as const;
  const [end] = await gateway.listOffsets([question], "readUncommitted", signal);
  if (end?.failure !== undefined) throw errorOfCode(end.failure.code);
  return end?.offset ?? 0n;
}

async function readBack(
  gateway: Gateway,
  message: MessageToProduce,
  offset: Offset,
): Promise<ReadBack> {
  try {
    const [found] = await readFrom(gateway, message, offset, 1);
    if (found?.offset !== offset) return { kind: "notRead", reason: "It is no longer there." };
    return { kind: isSameMessage(message, found) ? "same" : "differs" };
  } catch (error) {
    return { kind: "notRead", reason: asKafkaError(error).message };
  }
}

async function find(
  gateway: Gateway,
  message: MessageToProduce,
  from: Offset,
): Promise<Offset | undefined> {
  try {
    const messages = await readFrom(gateway, message, from, maxLookedThrough);
    return messages.find((found) => isSameMessage(message, found))?.offset;
  } catch {
    return undefined;
  }
}

/** To the high watermark: the message belongs to no transaction, and open ones must not hide it. */
async function readFrom(
  gateway: Gateway,
  { topic, partition }: MessageToProduce,
  offset: Offset,
  maxMessages: number,
): Promise<readonly Message[]> {
  const { messages, failures } = await gateway.readForward({
    from: [{ topic, partition, offset }],
    maxMessages,
    isolation: "readUncommitted",
  });
  const [failure] = failures;
  if (failure !== undefined) throw new KafkaError(failure.message, { kind: failure.kind });
  return messages;
}
