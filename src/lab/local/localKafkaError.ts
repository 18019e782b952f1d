/** Why the local Kafka does not do what was asked; each has a way out of its own. */
export type LocalKafkaFailure =
  | "nothingToRunItWith"
  | "unknownVersion"
  | "portInUse"
  | "notFetched"
  | "notStarted"
  | "notStopped"
  | "busy";

/** Its message is a sentence a person can read, with what to do. What programs printed is in its cause. */
export class LocalKafkaError extends Error {
  override readonly name = "LocalKafkaError";

  constructor(
    readonly failure: LocalKafkaFailure,
    message: string,
    options?: { readonly cause?: unknown },
  ) {
    super(message, options);
  }
}
