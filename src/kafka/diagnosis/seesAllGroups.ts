import type { Router } from "../connection/router";
import { KafkaError } from "../errors";
import { describeClusterApi } from "../protocol/describeCluster";

/** Who may describe the cluster sees every group. Undefined where the broker does not tell (below Kafka 2.8). */
export async function seesAllGroups(
  router: Pick<Router, "sendToAny">,
  signal: AbortSignal,
): Promise<boolean | undefined> {
  try {
    const question = { includesOperations: true };
    const { operations } = await router.sendToAny(describeClusterApi, question, signal);
    return operations?.has("DESCRIBE");
  } catch (error) {
    if (error instanceof KafkaError && error.kind === "unsupported") return undefined;
    throw error;
  }
}
