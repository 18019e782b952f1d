import type { KafkaLog } from "../../src/kafka/log";

/** Keeps what is logged, for tests that look at it. */
export function recordingLog(): KafkaLog & { readonly lines: readonly string[] } {
  const lines: string[] = [];
  const keep = (message: string): void => {
    lines.push(message);
  };
  return { lines, debug: keep, warn: keep, error: keep };
}
