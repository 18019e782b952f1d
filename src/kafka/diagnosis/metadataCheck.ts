import type { Router } from "../connection/router";
import type { BrokerMetadata } from "../protocol/metadata";
import type { Found } from "./checklist";
import { metadataFinding } from "./metadataFinding";

/** What brokers there are. @throws KafkaError */
export async function metadataCheck(
  router: Pick<Router, "metadata">,
  signal: AbortSignal,
): Promise<Found<readonly BrokerMetadata[]>> {
  const answer = await router.metadata([], signal);
  return { finding: metadataFinding(answer), value: answer.brokers };
}
