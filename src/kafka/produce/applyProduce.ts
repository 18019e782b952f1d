import { throwIfCancelled } from "../connection/deadline";
import { errorOfCode } from "../connection/failure";
import { isInDoubt } from "../connection/inDoubt";
import { KafkaError } from "../errors";
import type { ClusterGateway, ReadPage } from "../gateway";
import type { MessageToProduce, Offset, Position } from "../model";
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
  /** Without a clear answer. */
  | { readonly kind: "unknown"; readonly error: KafkaError; readonly trace: Trace };

/** Whether a message like the one sent stands behind what was there before. */
export type Trace =
  | { readonly kind: "found"; readonly offset: Offset }
  | { readonly kind: "notFound" }
  /** It was not looked for to the end; a sentence. */
  | { readonly kind: "notRead"; readonly reason: string };

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
    if (!isInDoubt(error)) return { kind: "refused", error };
    return { kind: "unknown", error, trace: await lookFor(gateway, message, endBefore) };
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
    const { messages } = await readFrom(gateway, { ...message, offset }, 1);
    const [found] = messages;
    if (found?.offset !== offset) return { kind: "notRead", reason: "It is no longer there." };
    return { kind: isSameMessage(message, found) ? "same" : "differs" };
  } catch (error) {
    return { kind: "notRead", reason: asKafkaError(error).message };
  }
}

async function lookFor(gateway: Gateway, message: MessageToProduce, from: Offset): Promise<Trace> {
  try {
    let offset = from;
    let left = maxLookedThrough;
    while (left > 0) {
      const { messages, next } = await readFrom(gateway, { ...message, offset }, left);
      const found = messages.find((one) => isSameMessage(message, one));
      if (found !== undefined) return { kind: "found", offset: found.offset };
      const reached = next[0]?.offset ?? offset;
      if (reached === offset) return { kind: "notFound" };
      offset = reached;
      left -= messages.length;
    }
    return { kind: "notRead", reason: `${maxLookedThrough} other messages came first.` };
  } catch (error) {
    return { kind: "notRead", reason: asKafkaError(error).message };
  }
}

/** To the high watermark: the message belongs to no transaction, and open ones must not hide it. */
async function readFrom(
  gateway: Gateway,
  { topic, partition, offset }: Position,
  maxMessages: number,
): Promise<ReadPage> {
  const page = await gateway.readForward({
    from: [{ topic, partition, offset }],
    maxMessages,
    isolation: "readUncommitted",
  });
  const [failure] = page.failures;
  if (failure !== undefined) throw new KafkaError(failure.message, { kind: failure.kind });
  return page;
}
