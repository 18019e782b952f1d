import { mapLimited } from "../connection/mapLimited";
import type { KafkaError } from "../errors";
import { asKafkaError } from "./asKafkaError";
import { planReset, type ResetPlan } from "./plan";
import { readResetFacts, type ResetReader } from "./readResetFacts";
import type { ResetRequest } from "./target";

const groupsAtATime = 4;

/**
 * A plan for each request, in their order. Each group is judged by itself: one that cannot be read has that for its
 * obstacle, and the others' plans stand. A duration counts back from the same time for all of them.
 * @throws KafkaError only when cancelled
 */
export function planGroups(
  gateway: ResetReader,
  requests: readonly ResetRequest[],
  signal?: AbortSignal,
  now: () => number = Date.now,
): Promise<readonly ResetPlan[]> {
  const nowMs = now();
  return mapLimited(requests, groupsAtATime, async (request) => {
    try {
      return planReset(request, await readResetFacts(gateway, request, signal, () => nowMs));
    } catch (cause) {
      const error = asKafkaError(cause);
      if (error.kind === "cancelled") throw error;
      return unreadablePlan(request, error);
    }
  });
}

function unreadablePlan(request: ResetRequest, { message, kind }: KafkaError): ResetPlan {
  return {
    ...planReset(request, {
      group: undefined,
      partitions: [],
      problems: [],
      committedPartitions: [],
      timestampMs: undefined,
    }),
    warnings: [],
    obstacle: { kind: kind === "invalidInput" ? "invalidTarget" : "unreadableGroup", message },
  };
}
