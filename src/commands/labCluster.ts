import type { ClusterChanges } from "../changes/clusterChanges";
import type { Cluster, Clusters } from "../config/clusters";
import type { ClusterProfiles } from "../config/clusterProfiles";
import type { WriteGuard } from "../config/guard";
import { KafkaError } from "../kafka/errors";
import type { ClusterConnection } from "../kafka/clusterConnection";
import { describeProduce } from "../kafka/produce/describeProduce";
import { describeTopicsResult, type TopicsResult } from "../kafka/topics/applyTopics";
import { isTopicInDoubt } from "../kafka/topics/writeTopics";
import { planGroupDeletions } from "../kafka/reset/groupDeletion";
import { Creations } from "../lab/creations";
import type { LabCluster, LabWriter } from "../lab/labCluster";
import type { LabConnection } from "../lab/worker/orders";
import type { Store } from "../views/treeArrangement";

export interface LabClusterDeps {
  readonly clusters: Pick<Clusters, "get">;
  readonly profiles: Pick<ClusterProfiles, "connectionTo">;
  readonly guard: Pick<WriteGuard, "mayWrite">;
  readonly changes: Pick<
    ClusterChanges,
    "createTopics" | "deleteTopics" | "deleteGroups" | "produce"
  >;
  /** Kept for every window. */
  readonly store: Store;
}

/** A cluster of the settings as the lab works on it; what it is now is looked up each time. */
export function labCluster(
  deps: LabClusterDeps,
  { clusterId, clusterName }: { readonly clusterId: string; readonly clusterName: string },
): LabCluster {
  const current = (): Cluster => currentCluster(deps, clusterId);
  return {
    clusterId,
    clusterName,
    gateway: () => current().gateway,
    connection: (signal) => labConnection(deps.profiles.connectionTo(current().profile), signal),
    writer: labWriter(deps, clusterId),
    get creations() {
      // what was created at other addresses is of another cluster, whatever the settings call it
      const servers = deps.clusters.get(clusterId)?.profile.bootstrapServers ?? [];
      return new Creations(deps.store, [clusterId, ...servers].join(" "));
    },
  };
}

/** Why the lab must not write to the cluster, a sentence; undefined where it may. */
export function labObstacle(
  { clusters, guard }: Pick<LabClusterDeps, "clusters" | "guard">,
  clusterId: string,
): string | undefined {
  const profile = clusters.get(clusterId)?.profile;
  if (profile === undefined) return removed;
  const permission = guard.mayWrite(profile);
  if (!permission.allowed) return permission.reason;
  if (profile.isProduction !== true) return undefined;
  return `The cluster "${profile.name}" is marked as production: the lab is for clusters where nothing can be harmed.`;
}

function labWriter(deps: LabClusterDeps, clusterId: string): LabWriter {
  const { changes } = deps;
  const writable = (): Cluster => {
    const obstacle = labObstacle(deps, clusterId);
    if (obstacle !== undefined) throw refused(obstacle);
    return currentCluster(deps, clusterId);
  };
  return {
    obstacle: () => labObstacle(deps, clusterId),
    createTopic: async (topic, signal) => {
      const change = await changes.createTopics(writable(), [topic], signal);
      refuseFailure(done(change), "created");
    },
    deleteTopic: async (topic, signal) => {
      const change = await changes.deleteTopics(writable(), [topic], signal);
      refuseFailure(done(change), "deleted");
    },
    deleteGroups: async (groupIds, signal) => {
      const cluster = writable();
      const plans = await planGroupDeletions(cluster.gateway, groupIds, signal);
      const present = plans.filter(({ obstacle }) => obstacle?.kind !== "nothingInScope");
      for (const { groupId, change } of await changes.deleteGroups(cluster, present, signal)) {
        if (change.kind === "failed") throw change.error;
        const result = done(change);
        if (result.kind === "deleted") continue;
        const reason = result.kind === "changedSincePreview" ? result.changes[0] : result.reason;
        throw refused(`Group ${groupId} was not deleted: ${reason ?? "it has changed."}`);
      }
    },
    produce: async (message, signal) => {
      const result = done(await changes.produce(writable(), message, signal));
      const summary = describeProduce(message, result);
      if (!summary.ok) throw refused(summary.message);
    },
  };
}

async function labConnection(
  { bootstrapServers, connectTimeoutMs, requestTimeoutMs, ...connection }: ClusterConnection,
  signal: AbortSignal | undefined,
): Promise<LabConnection> {
  const { addressMap, security } = connection;
  const { tls, sasl } = (await security?.credentials(signal)) ?? {};
  const isTls = security?.protocol === "SSL" || security?.protocol === "SASL_SSL";
  const isSasl = security?.protocol === "SASL_PLAINTEXT" || security?.protocol === "SASL_SSL";
  return {
    bootstrapServers,
    connectTimeoutMs,
    requestTimeoutMs,
    ...(addressMap === undefined ? {} : { addressMap }),
    credentials: {
      ...(isTls ? { tls: tls ?? {} } : {}),
      ...(isSasl && sasl !== undefined ? { sasl } : {}),
    },
  };
}

function currentCluster({ clusters }: Pick<LabClusterDeps, "clusters">, id: string): Cluster {
  const cluster = clusters.get(id);
  if (cluster === undefined) throw refused(removed);
  return cluster;
}

const removed = "The cluster is no longer in the settings.";

function done<Result>(
  change:
    | { readonly kind: "declined"; readonly reason: string }
    | { readonly kind: "done"; readonly result: Result },
): Result {
  if (change.kind === "declined") throw refused(change.reason);
  return change.result;
}

/** Of kind `invalidInput` only where surely nothing was done. */
function refuseFailure(result: TopicsResult, what: string): void {
  const summary = describeTopicsResult(result, what);
  if (summary.ok) return;
  if (isUnclear(result)) throw new KafkaError(summary.message, { kind: "unexpected" });
  throw refused(summary.message);
}

function isUnclear(result: TopicsResult): boolean {
  if (result.kind !== "answered") return result.kind === "unknown";
  return result.results.some(({ failure }) => failure !== undefined && isTopicInDoubt(failure));
}

function refused(message: string): KafkaError {
  return new KafkaError(message, { kind: "invalidInput" });
}
