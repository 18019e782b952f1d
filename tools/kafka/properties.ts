export interface BrokerAddress {
  readonly id: number;
  readonly port: number;
  readonly controllerPort: number;
  /** Exactly one broker of a cluster is its controller too. */
  readonly isController: boolean;
  /** Replication factor of Kafka's own topics. */
  readonly copies: number;
  readonly dataDirectory: string;
}

/** server.properties of one broker: loopback only, small, and quick to form groups. */
export function serverProperties(
  address: BrokerAddress,
  extra: Readonly<Record<string, string>>,
): string {
  const { id, port, controllerPort, isController, copies, dataDirectory } = address;
  const controllerListener = `CONTROLLER://127.0.0.1:${controllerPort}`;
  const properties: Record<string, string | number | boolean> = {
    "process.roles": isController ? "broker,controller" : "broker",
    "node.id": id,
    "controller.quorum.voters": `1@127.0.0.1:${controllerPort}`,
    "controller.listener.names": "CONTROLLER",
    listeners: `PLAINTEXT://127.0.0.1:${port}${isController ? `,${controllerListener}` : ""}`,
    "advertised.listeners": `PLAINTEXT://127.0.0.1:${port}`,
    "listener.security.protocol.map": "CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT",
    "log.dirs": dataDirectory.replaceAll("\\", "/"),
    "auto.create.topics.enable": false,
    // messages carry timestamps of days ago, and stay
    "log.retention.ms": -1,
    "log.cleaner.dedupe.buffer.size": 2_000_000,
    "group.initial.rebalance.delay.ms": 0,
    // a killed broker may come back only when its session has ended
    "broker.session.timeout.ms": 3_000,
    "broker.heartbeat.interval.ms": 500,
    "offsets.topic.num.partitions": 5,
    "offsets.topic.replication.factor": copies,
    "transaction.state.log.num.partitions": 5,
    "transaction.state.log.replication.factor": copies,
    "transaction.state.log.min.isr": 1,
    "share.coordinator.state.topic.num.partitions": 5,
    "share.coordinator.state.topic.replication.factor": copies,
    "share.coordinator.state.topic.min.isr": 1,
    ...extra,
  };
  return Object.entries(properties)
    .map(([key, value]) => `${key}=${value}\n`)
    .join("");
}
