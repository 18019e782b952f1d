import { errorCode, failureIfAny, failureOf } from "../connection/failure";
import type { Router } from "../connection/router";
import type { ItemFailure, ReplicaSize, ReplicaSizes } from "../model";
import {
  describeLogDirsApi,
  type DescribeLogDirsAnswer,
  type LogDir,
} from "../protocol/describeLogDirs";
import { askEach } from "./askEach";

type AllBrokersRouter = Pick<Router, "allBrokers" | "sendTo" | "topicMetadata">;

/**
 * Asks every broker; those that cannot be asked, or have a directory they cannot read, have a failure. Copies that
 * are being moved to another directory are not counted twice.
 * @throws KafkaError when no broker at all could be asked
 */
export async function describeReplicaSizes(
  router: AllBrokersRouter,
  names: readonly string[],
  signal: AbortSignal | undefined,
): Promise<ReplicaSizes> {
  const metadata = await router.topicMetadata(names, new Set(), signal);
  const topics = [...metadata.values()]
    .filter(({ partitions }) => partitions.length > 0)
    .map(({ topic, partitions }) => ({
      topic,
      partitions: partitions.map(({ partition }) => partition),
    }));
  if (topics.length === 0) return { replicas: [], failures: new Map() };
  const outcomes = await askEach(await router.allBrokers(signal), ({ nodeId }) =>
    router.sendTo(nodeId, describeLogDirsApi, { topics }, signal),
  );
  const replicas: ReplicaSize[] = [];
  const failures = new Map<number, ItemFailure>();
  for (const { question, value, failure } of outcomes) {
    const { nodeId } = question;
    const problem = failure ?? problemOf(value);
    if (problem !== undefined) failures.set(nodeId, problem);
    for (const directory of value?.directories ?? []) {
      replicas.push(...replicasIn(nodeId, directory));
    }
  }
  return { replicas, failures };
}

function problemOf({
  errorCode: code,
  directories,
}: DescribeLogDirsAnswer): ItemFailure | undefined {
  if (code !== errorCode.none) return failureOf(code);
  // how brokers below Kafka 3.0 refuse: each has at least one directory
  if (directories.length === 0) return failureOf(errorCode.clusterAuthorizationFailed);
  const broken = directories.find((directory) => directory.errorCode !== errorCode.none);
  return broken && failureIfAny(broken.errorCode);
}

function replicasIn(nodeId: number, { path, topics }: LogDir): ReplicaSize[] {
  return topics.flatMap(({ topic, partitions }) =>
    partitions
      .filter(({ isFuture }) => !isFuture)
      .map(({ partition, sizeBytes, offsetLag }) => ({
        topic,
        partition,
        nodeId,
        logDirectory: path,
        sizeBytes,
        offsetLag,
      })),
  );
}
