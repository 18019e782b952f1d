import { mapLimited } from "../connection/mapLimited";
import type { KafkaError } from "../errors";
import { asKafkaError } from "./asKafkaError";
import type { ResetFacts } from "./facts";
import { planReset, type ResetPlan } from "./plan";
import { readResetFacts, type ResetReader } from "./readResetFacts";
import type { ResetRequest } from "./target";

const groupsAtATime = 4;

/** One group's plan, with what it was made from: edited rows are planned from it without reading anew. */
export interface PlannedGroup {
  readonly plan: ResetPlan;
  readonly facts: ResetFacts;
}

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
): Promise<readonly PlannedGroup[]> {
  const nowMs = now();
  return mapLimited(requests, groupsAtATime, async (request) => {
    try {
      const facts = await readResetFacts(gateway, request, signal, () => nowMs);
      return { facts, plan: planReset(request, facts) };
    } catch (cause) {
      const error = asKafkaError(cause);
      if (error.kind === "cancelled") throw error;
      return unreadablePlan(request, error);
    }
  });
}

const nothingRead: ResetFacts = {
  group: undefined,
  partitions: [],
  problems: [],
  committedPartitions: [],
  timestampMs: undefined,
};

function unreadablePlan(request: ResetRequest, { message, kind }: KafkaError): PlannedGroup {
  const plan: ResetPlan = {
    ...planReset(request, nothingRead),
    warnings: [],
    obstacle: { kind: kind === "invalidInput" ? "invalidTarget" : "unreadableGroup", message },
  };
  return { facts: nothingRead, plan };
}
