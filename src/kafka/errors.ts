/** Why a call to a cluster failed. Callers branch on this, never on message text. */
export type KafkaErrorKind =
  | "unreachable"
  | "timeout"
  | "cancelled"
  | "authentication"
  | "authorization"
  | "tls"
  | "notFound"
  | "groupActive"
  | "offsetOutOfRange"
  | "noLeader"
  | "unsupported"
  | "corruptData"
  | "invalidInput"
  | "unexpected";

export interface KafkaErrorDetails {
  readonly kind: KafkaErrorKind;
  /** `host:port` of the broker that answered or did not. */
  readonly broker?: string | undefined;
  /** The protocol's error code, where the broker gave one. */
  readonly code?: number | undefined;
  readonly cause?: unknown;
}

/** The only error that leaves `src/kafka`. Its message is a sentence a person can read, without secrets. */
export class KafkaError extends Error {
  override readonly name = "KafkaError";
  readonly kind: KafkaErrorKind;
  readonly broker: string | undefined;
  readonly code: number | undefined;

  constructor(message: string, details: KafkaErrorDetails) {
    super(message, { cause: details.cause });
    this.kind = details.kind;
    this.broker = details.broker;
    this.code = details.code;
  }
}
