import { setTimeout as delay } from "node:timers/promises";
import type { ClusterGateway } from "../../kafka/gateway";

const pauseMs = 500;
/** More than the session timeout that brokers give members of KIP-848. */
const timeoutMs = 60_000;

/**
 * Waits until the group has no member: one that crashed stays in it until its session times out, and keeps it from
 * being deleted. Ends as well when that takes too long, or `signal` is aborted: the deletion then says what is wrong.
 */
export async function waitUntilEmpty(
  gateway: Pick<ClusterGateway, "describeGroups">,
  groupId: string,
  signal: AbortSignal,
): Promise<void> {
  const untilMs = performance.now() + timeoutMs;
  while (performance.now() < untilMs && !signal.aborted) {
    const [found] = await gateway.describeGroups([groupId], signal);
    if (found?.value === undefined || found.value.members.length === 0) return;
    await delay(pauseMs, undefined, { signal }).catch(() => undefined);
  }
}
