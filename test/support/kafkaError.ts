import { KafkaError, type KafkaErrorKind } from "../../src/kafka/errors";

/** For `assert.rejects` and `assert.throws`: a KafkaError of this kind, and a sentence that fits. */
export function kafkaError(kind: KafkaErrorKind, message = /./): (error: unknown) => boolean {
  return (error) =>
    error instanceof KafkaError && error.kind === kind && message.test(error.message);
}
