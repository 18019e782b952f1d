import { fetchCommittedOffsets } from "../groups/committedOffsets";
import { commitOffsets } from "../groups/commitOffsets";
import { describeGroups } from "../groups/describeGroups";
import { listGroups } from "../groups/listGroups";
import type { ClusterConnection, ClusterGateway } from "../gateway";
import type { KafkaLog } from "../log";
import { readBackward } from "../reader/readBackward";
import { readForward } from "../reader/readForward";
import { describeCluster, describeTopics, listTopics } from "../topics/describeTopics";
import { listOffsets } from "../topics/listOffsets";
import { parseBootstrapServers } from "./bootstrapServers";
import { KafkajsConnector } from "./brokerConnection";
import { Connections } from "./connections";
import { throwIfCancelled } from "./deadline";
import { KafkajsCluster } from "./kafkajsCluster";
import { Router } from "./router";

/**
 * Opens nothing yet: the first call does.
 * @throws KafkaError `invalidInput` when the bootstrap servers cannot be read
 */
export function createClusterGateway(connection: ClusterConnection, log: KafkaLog): ClusterGateway {
  const servers = parseBootstrapServers(connection.bootstrapServers);
  const connector = new KafkajsConnector(new KafkajsCluster(connection, log), connection);
  return new RoutedGateway(
    new Router(new Connections(servers, connector, log), connection.requestTimeoutMs),
  );
}

class RoutedGateway implements ClusterGateway {
  constructor(private readonly router: Router) {}

  readonly describeCluster: ClusterGateway["describeCluster"] = (signal) =>
    this.run(signal, () => describeCluster(this.router, signal));

  readonly listTopics: ClusterGateway["listTopics"] = (signal) =>
    this.run(signal, () => listTopics(this.router, signal));

  readonly describeTopics: ClusterGateway["describeTopics"] = (topics, signal) =>
    this.run(signal, () => describeTopics(this.router, topics, signal));

  readonly listOffsets: ClusterGateway["listOffsets"] = (questions, isolation, signal) =>
    this.run(signal, () => listOffsets(this.router, questions, isolation, signal));

  readonly listGroups: ClusterGateway["listGroups"] = (signal) =>
    this.run(signal, () => listGroups(this.router, signal));

  readonly describeGroups: ClusterGateway["describeGroups"] = (groupIds, signal) =>
    this.run(signal, () => describeGroups(this.router, groupIds, signal));

  readonly fetchCommittedOffsets: ClusterGateway["fetchCommittedOffsets"] = (
    groupIds,
    signal,
    partitions = [],
  ) => this.run(signal, () => fetchCommittedOffsets(this.router, groupIds, partitions, signal));

  readonly readForward: ClusterGateway["readForward"] = (request, signal) =>
    this.run(signal, () => readForward(this.router, request, signal));

  readonly readBackward: ClusterGateway["readBackward"] = (request, signal) =>
    this.run(signal, () => readBackward(this.router, request, signal));

  readonly commitOffsets: ClusterGateway["commitOffsets"] = (groupId, offsets, signal) =>
    this.run(signal, () => commitOffsets(this.router, groupId, offsets, signal));

  close(): Promise<void> {
    this.router.close();
    return Promise.resolve();
  }

  private async run<Result>(
    signal: AbortSignal | undefined,
    call: () => Promise<Result>,
  ): Promise<Result> {
    throwIfCancelled(signal);
    return call();
  }
}
