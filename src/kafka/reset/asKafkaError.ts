import { KafkaError } from "../errors";

/** A failure as the only error that leaves this folder. */
export function asKafkaError(error: unknown): KafkaError {
  if (error instanceof KafkaError) return error;
  return new KafkaError("The cluster's answer could not be understood.", {
    kind: "unexpected",
    cause: error,
  });
}
