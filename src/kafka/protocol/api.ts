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
  /** Where a question cannot be asked in every version; by default `maxVersion`. */
  readonly maxVersionFor?: (question: Question) => number;
  encode(writer: Writer, question: Question, version: number): void;
  /** Where the answer holds `throttle_time_ms`, `reader.throttleTime()` reads it: the connection obeys it. */
  decode(reader: Reader, version: number, question: Question): Answer;
  /** True for reads: they are sent again, once, when the connection turns out to be lost. A write never is. */
  readonly isRead?: boolean;
  /** How long the broker may rightly hold the answer back, on top of the request timeout. */
  readonly waitMs?: (question: Question) => number;
}
