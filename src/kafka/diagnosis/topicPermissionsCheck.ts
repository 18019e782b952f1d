import type { Router } from "../connection/router";
import { metadataApi } from "../protocol/metadata";
import type { Found } from "./checklist";
import { topicFinding } from "./topicFinding";

/** @throws KafkaError */
export async function topicPermissionsCheck(
  router: Pick<Router, "sendToAny">,
  signal: AbortSignal,
): Promise<Found<true>> {
  const question = { topics: "all", includesOperations: true } as const;
  const { topics } = await router.sendToAny(metadataApi, question, signal);
  return { ...topicFinding(topics), value: true };
}
