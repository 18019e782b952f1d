import type { Attempt } from "./reachAny";

/** What became of each of a host's addresses. */
export function tcpFinding(attempts: readonly Attempt[]): string {
  return attempts
    .map((attempt) =>
      attempt.failure === undefined
        ? `${attempt.ip} accepts connections (${milliseconds(attempt.elapsedMs)}).`
        : attempt.failure.message,
    )
    .join(" ");
}

function milliseconds(elapsedMs: number): string {
  return elapsedMs < 1 ? "less than 1 ms" : `${Math.round(elapsedMs)} ms`;
}
