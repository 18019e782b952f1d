import { KafkaError } from "../errors";

/** A failure whose check knows what to do about it. */
export class CheckFailure extends KafkaError {
  constructor(
    { message, kind, broker, code, cause }: KafkaError,
    readonly advice: string,
  ) {
    super(message, { kind, broker, code, cause });
  }
}
