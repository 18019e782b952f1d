import { KafkaError } from "../errors";
import type { Router } from "../connection/router";
import type { Broker, ClusterDescription } from "../model";
import { describeClusterApi } from "../protocol/describeCluster";

type ClusterRouter = Pick<Router, "metadata" | "sendToAny">;

/** Brokers are sorted by node id. */
export async function describeCluster(
  router: ClusterRouter,
  signal: AbortSignal | undefined,
): Promise<ClusterDescription> {
  const [{ clusterId, controllerId, brokers }, fencedBrokers] = await Promise.all([
    router.metadata([], signal),
    listFencedBrokers(router, signal),
  ]);
  return {
    clusterId,
    controllerId: controllerId < 0 ? undefined : controllerId,
    brokers: brokers.toSorted(byNodeId),
    fencedBrokers,
  };
}

/** Metadata is silent about them. None where the cluster does not tell. */
async function listFencedBrokers(
  router: Pick<Router, "sendToAny">,
  signal: AbortSignal | undefined,
): Promise<readonly Broker[]> {
  try {
    const { brokers } = await router.sendToAny(describeClusterApi, {}, signal);
    return brokers
      .filter(({ isFenced }) => isFenced)
      .map(({ nodeId, host, port, rack }) => ({ nodeId, host, port, rack }))
      .sort(byNodeId);
  } catch (error) {
    if (error instanceof KafkaError && error.kind === "unsupported") return [];
    throw error;
  }
}

function byNodeId(one: Broker, other: Broker): number {
  return one.nodeId - other.nodeId;
}
