import type { Reader } from "./reader";
import type { Writer } from "./writer";

/**
 * One Kafka request with its answer, in every version we speak. Headers are not its business; `encode` and
 * `decode` see the body only.
 */
export interface Api<Question, Answer> {
  readonly key: number;
  /** Kafka's name of it, for messages and logs. */
  readonly name: string;
  readonly minVersion: number;
  readonly maxVersion: number;
  /** First version with compact strings and tagged fields (KIP-482); above `maxVersion` if there is none. */
  readonly flexibleFrom: number;
  encode(writer: Writer, question: Question, version: number): void;
  decode(reader: Reader, version: number, question: Question): Answer;
  /** How long the broker may rightly hold the answer back, on top of the request timeout. */
  readonly waitMs?: (question: Question) => number;
}
