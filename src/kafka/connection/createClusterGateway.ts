import { fetchCommittedOffsets } from "../groups/committedOffsets";
import { commitOffsets } from "../groups/commitOffsets";
import { deleteGroups } from "../groups/deleteGroups";
import { deleteOffsets } from "../groups/deleteOffsets";
import { describeGroups } from "../groups/describeGroups";
import { GroupListings } from "../groups/groupListings";
import { listGroups } from "../groups/listGroups";
import { describeShareOffsets } from "../groups/shareOffsets";
import type { ClusterConnection } from "../clusterConnection";
import type { ClusterGateway } from "../gateway";
import type { KafkaLog } from "../log";
import { produce } from "../produce/produce";
import { readBackward } from "../reader/readBackward";
import { readForward } from "../reader/readForward";
import { scan } from "../scan/scan";
import { openTail } from "../tail/liveTail";
import { createTopics } from "../topics/createTopics";
import { deleteTopics } from "../topics/deleteTopics";
import { describeCluster } from "../topics/describeCluster";
import { describeConfigs } from "../topics/describeConfigs";
import { describeProducers } from "../topics/describeProducers";
import { describeReplicaSizes } from "../topics/describeReplicaSizes";
import { describeTopics, listTopics } from "../topics/describeTopics";
import { listOffsets } from "../topics/listOffsets";
import { CallsUnderWay } from "./callsUnderWay";
import { createRouter } from "./createRouter";
import { closed } from "./nodeConnections";
import type { Router } from "./router";

/**
 * Opens nothing yet: the first call does.
 * @throws KafkaError `invalidInput` when the bootstrap servers cannot be read
 */
export function createClusterGateway(connection: ClusterConnection, log: KafkaLog): ClusterGateway {
  return new RoutedGateway(createRouter(connection, log).router);
}

class RoutedGateway implements ClusterGateway {
  readonly traffic: ClusterGateway["traffic"];

  private readonly listings = new GroupListings();
  private readonly calls = new CallsUnderWay();

  constructor(private readonly router: Router) {
    this.traffic = router.traffic;
  }

  readonly describeCluster: ClusterGateway["describeCluster"] = (signal) =>
    this.calls.run(signal, (ending) => describeCluster(this.router, ending));

  readonly listTopics: ClusterGateway["listTopics"] = (signal) =>
    this.calls.run(signal, (ending) => listTopics(this.router, ending));

  readonly describeTopics: ClusterGateway["describeTopics"] = (topics, signal) =>
    this.calls.run(signal, (ending) => describeTopics(this.router, topics, ending));

  readonly listOffsets: ClusterGateway["listOffsets"] = (questions, isolation, signal) =>
    this.calls.run(signal, (ending) => listOffsets(this.router, questions, isolation, ending));

  readonly listGroups: ClusterGateway["listGroups"] = (signal) =>
    this.calls.run(signal, (ending) => listGroups(this.router, this.listings, ending));

  readonly describeGroups: ClusterGateway["describeGroups"] = (groupIds, signal) =>
    this.calls.run(signal, (ending) =>
      describeGroups(this.router, this.listings, groupIds, ending),
    );

  readonly fetchCommittedOffsets: ClusterGateway["fetchCommittedOffsets"] = (
    groupIds,
    signal,
    partitions = [],
  ) =>
    this.calls.run(signal, (ending) =>
      fetchCommittedOffsets(this.router, groupIds, partitions, ending),
    );

  readonly readForward: ClusterGateway["readForward"] = (request, signal) =>
    this.calls.run(signal, (ending) => readForward(this.router, request, ending));

  readonly readBackward: ClusterGateway["readBackward"] = (request, signal) =>
    this.calls.run(signal, (ending) => readBackward(this.router, request, ending));

  readonly commitOffsets: ClusterGateway["commitOffsets"] = (groupId, offsets, signal) =>
    this.calls.run(signal, (ending) => commitOffsets(this.router, groupId, offsets, ending));

  readonly deleteGroups: ClusterGateway["deleteGroups"] = (groupIds, signal) =>
    this.calls.run(signal, (ending) => deleteGroups(this.router, this.listings, groupIds, ending));

  readonly deleteOffsets: ClusterGateway["deleteOffsets"] = (groupId, partitions, signal) =>
    this.calls.run(signal, (ending) => deleteOffsets(this.router, groupId, partitions, ending));

  readonly produce: ClusterGateway["produce"] = (message, signal) =>
    this.calls.run(signal, (ending) => produce(this.router, message, ending));

  readonly createTopics: ClusterGateway["createTopics"] = (topics, signal) =>
    this.calls.run(signal, (ending) => createTopics(this.router, topics, ending));

  readonly deleteTopics: ClusterGateway["deleteTopics"] = (topics, signal) =>
    this.calls.run(signal, (ending) => deleteTopics(this.router, topics, ending));

  readonly describeShareOffsets: ClusterGateway["describeShareOffsets"] = (groupIds, signal) =>
    this.calls.run(signal, (ending) =>
      describeShareOffsets(this.router, this.listings, groupIds, ending),
    );

  readonly describeProducers: ClusterGateway["describeProducers"] = (partitions, signal) =>
    this.calls.run(signal, (ending) => describeProducers(this.router, partitions, ending));

  readonly describeReplicaSizes: ClusterGateway["describeReplicaSizes"] = (topics, signal) =>
    this.calls.run(signal, (ending) => describeReplicaSizes(this.router, topics, ending));

  readonly describeConfigs: ClusterGateway["describeConfigs"] = (resources, signal) =>
    this.calls.run(signal, (ending) => describeConfigs(this.router, resources, ending));

  readonly openTail: ClusterGateway["openTail"] = (request) => {
    this.router.throwIfClosed();
    return openTail(this.router, this.calls, request);
  };

  readonly scan: ClusterGateway["scan"] = (request, signal) => {
    this.router.throwIfClosed();
    return this.calls.steps(signal, (ending) => scan(this.router, request, ending));
  };

  close(): Promise<void> {
    this.router.close();
    this.calls.endAll(closed());
    return Promise.resolve();
  }
}
