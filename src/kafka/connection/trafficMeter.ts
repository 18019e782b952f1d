import type { Traffic } from "../gateway";
import type { Received } from "./send";

type AnswerFacts = Pick<Received<unknown>, "bytes" | "throttleMs">;

/** Counts what goes over connections. */
export class TrafficMeter implements Traffic {
  requests = 0;
  receivedBytes = 0;
  throttleMs = 0;
  answerMs = 0;

  countRequest(): void {
    this.requests++;
  }

  countAnswer({ bytes, throttleMs }: AnswerFacts, answerMs: number): void {
    this.receivedBytes += bytes;
    this.throttleMs += throttleMs;
    this.answerMs += answerMs;
  }
}
