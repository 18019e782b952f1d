import { KafkaError } from "../errors";

/** Of a write that was sent: it may have been carried out all the same. */
export function isInDoubt({ kind }: KafkaError): boolean {
  return kind === "timeout" || kind === "unreachable";
}

/** What comes before a write is sent. Nothing was when it rejects, and its error's kind does not say otherwise. */
export async function beforeSending<T>(prepare: () => Promise<T>): Promise<T> {
  try {
    return await prepare();
  } catch (error) {
    if (!(error instanceof KafkaError) || !isInDoubt(error)) throw error;
    const { broker, code, message } = error;
    throw new KafkaError(`${message} Nothing was sent.`, {
      kind: "noLeader",
      broker,
      code,
      cause: error,
    });
  }
}
