import { inspect } from "node:util";

/** An error and everything that caused it, innermost last: for the log, never for a notification. */
export function describeError(error: unknown): string {
  const lines: string[] = [];
  const seen = new Set<unknown>();
  let current = error;
  while (current instanceof Error && !seen.has(current)) {
    seen.add(current);
    lines.push(current.stack ?? `${current.name}: ${current.message}`);
    current = current.cause;
  }
  if (current !== undefined && !seen.has(current)) lines.push(inspect(current));
  return lines.join("\ncaused by: ");
}

/** Writes errors with what was being done, and their causes, to the log. */
export function errorLogger(log: {
  error(message: string): void;
}): (error: unknown, doing: string) => void {
  return (error, doing) => {
    log.error(`${doing}: ${describeError(error)}`);
  };
}
