import { createRouter } from "../../src/kafka/connection/createRouter";
import type { Router } from "../../src/kafka/connection/router";
import { recordingLog } from "./recordingLog";

interface OpenRouter {
  readonly router: Router;
  /** What was logged so far. */
  readonly lines: readonly string[];
}

/**
 * A router to a real cluster, for tests below the gateway; the caller closes it.
 * @param nowMs the wall clock
 */
export function openRouter(
  bootstrapServers: readonly string[],
  clientId: string,
  nowMs?: () => number,
): OpenRouter {
  const log = recordingLog();
  const limits = { connectTimeoutMs: 2_500, requestTimeoutMs: 15_000 };
  const { router } = createRouter({ bootstrapServers, clientId, ...limits }, log, nowMs);
  return { router, lines: log.lines };
}
