import type { ClusterConnection } from "../../kafka/clusterConnection";
import { pause, throwIfCancelled } from "../../kafka/connection/deadline";
import { KafkaError } from "../../kafka/errors";
import type { ClusterGateway } from "../../kafka/gateway";
import type { ClusterDescription } from "../../kafka/model";
import { LocalKafkaError } from "./localKafkaError";

/** What is used of a gateway. */
export type ClusterProbe = Pick<ClusterGateway, "describeCluster" | "close">;

export interface ReadinessOptions {
  readonly address: string;
  readonly clusterId: string;
  readonly openGateway: (connection: ClusterConnection) => ClusterProbe;
  readonly isRunning: () => Promise<boolean>;
  readonly signal: AbortSignal;
}

const timeoutMs = 90_000;
const pauseMs = 200;

/**
 * Resolves when the cluster of that id answers at the address, with its broker.
 * @throws LocalKafkaError when another answers, the broker has ended, or the time is up; KafkaError `cancelled`
 */
export async function untilReady(options: ReadinessOptions): Promise<void> {
  const { address, clusterId, isRunning, signal } = options;
  const gateway = options.openGateway({
    bootstrapServers: [address],
    clientId: "kafka-offsets.local-kafka",
    connectTimeoutMs: 2_000,
    requestTimeoutMs: 5_000,
  });
  try {
    const endMs = performance.now() + timeoutMs;
    while (performance.now() < endMs) {
      const found = await describe(gateway, signal);
      if (found?.clusterId === clusterId && found.brokers.length > 0) return;
      if (found?.clusterId !== undefined && found.clusterId !== clusterId) {
        const message = `Another Kafka answers at ${address}. End it, or choose another port in the setting kafkaOffsets.localKafka.port.`;
        throw new LocalKafkaError("portInUse", message);
      }
      if (!(await isRunning())) {
        const message = "Kafka ended while it was starting. The log has what it printed last.";
        throw new LocalKafkaError("notStarted", message);
      }
      await pause(pauseMs, signal);
    }
    const waited = `${timeoutMs / 1000} seconds`;
    const message = `Kafka did not answer at ${address} in ${waited}. The log has what it printed last.`;
    throw new LocalKafkaError("notStarted", message);
  } finally {
    await gateway.close();
  }
}

async function describe(
  gateway: ClusterProbe,
  signal: AbortSignal,
): Promise<ClusterDescription | undefined> {
  try {
    return await gateway.describeCluster(signal);
  } catch (error) {
    throwIfCancelled(signal);
    if (error instanceof KafkaError) return undefined;
    throw error;
  }
}
