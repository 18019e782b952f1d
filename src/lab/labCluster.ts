import type { ClusterGateway } from "../kafka/gateway";
import type { MessageToProduce, TopicToCreate } from "../kafka/model";
import type { Creations } from "./creations";
import type { LabConnection } from "./worker/orders";

/** A cluster the lab works on. Its members look up how the cluster is configured at the time they are used. */
export interface LabCluster {
  /** Of the settings. */
  readonly clusterId: string;
  readonly clusterName: string;
  /** @throws KafkaError `invalidInput` once the cluster is removed from the settings */
  readonly gateway: () => ClusterGateway;
  /** For the lab's processes alone: it may hold secrets. @throws KafkaError */
  readonly connection: (signal?: AbortSignal) => Promise<LabConnection>;
  readonly writer: LabWriter;
  /** What the lab created on this cluster, and may therefore delete. */
  readonly creations: Creations;
}

/** What the lab may write. Each is sent once; what was not done rejects with a KafkaError. */
export interface LabWriter {
  /** Why nothing may be written to the cluster, a sentence; undefined where it may. */
  obstacle(): string | undefined;
  createTopic(topic: TopicToCreate, signal?: AbortSignal): Promise<void>;
  deleteTopic(topic: string, signal?: AbortSignal): Promise<void>;
  /** Of groups without members; one that does not exist is fine. */
  deleteGroups(groupIds: readonly string[], signal?: AbortSignal): Promise<void>;
  produce(message: MessageToProduce, signal?: AbortSignal): Promise<void>;
}
