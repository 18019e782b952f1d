import { KafkaError } from "../errors";

/** What a broker sent does not hold together. */
export function corruptData(message: string, cause?: unknown): KafkaError {
  return new KafkaError(message, { kind: "corruptData", cause });
}
