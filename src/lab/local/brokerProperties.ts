export interface BrokerPlace {
  /** Of this machine's loopback: what clients are told. */
  readonly port: number;
  readonly controllerPort: number;
  /** Where the broker listens: loopback, or any address of its container. */
  readonly listenHost: "127.0.0.1" | "0.0.0.0";
  readonly dataDirectory: string;
}

/** One node that is broker and controller, small, and quick to form groups; all else is as Kafka has it by default. */
export function brokerProperties(place: BrokerPlace): Readonly<Record<string, string>> {
  const { port, controllerPort, listenHost, dataDirectory } = place;
  const controller = `127.0.0.1:${controllerPort}`;
  return {
    "process.roles": "broker,controller",
    "node.id": "1",
    "controller.quorum.voters": `1@${controller}`,
    "controller.listener.names": "CONTROLLER",
    listeners: `PLAINTEXT://${listenHost}:${port},CONTROLLER://${controller}`,
    "advertised.listeners": `PLAINTEXT://127.0.0.1:${port}`,
    "listener.security.protocol.map": "CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT",
    "log.dirs": dataDirectory,
    "log.cleaner.dedupe.buffer.size": "8388608",
    "group.initial.rebalance.delay.ms": "0",
    "offsets.topic.num.partitions": "5",
    "offsets.topic.replication.factor": "1",
    "transaction.state.log.num.partitions": "5",
    "transaction.state.log.replication.factor": "1",
    "transaction.state.log.min.isr": "1",
    "share.coordinator.state.topic.num.partitions": "5",
    "share.coordinator.state.topic.replication.factor": "1",
    "share.coordinator.state.topic.min.isr": "1",
  };
}

/** As a file. */
export function propertiesText(properties: Readonly<Record<string, string>>): string {
  return Object.entries(properties)
    .map(([name, value]) => `${name}=${value}\n`)
    .join("");
}

/** As variables of the image `apache/kafka`: `log.dirs` is `KAFKA_LOG_DIRS`. */
export function containerVariables(
  properties: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const named = Object.entries(properties).map(
    ([name, value]) => [`KAFKA_${name.replaceAll(".", "_").toUpperCase()}`, value] as const,
  );
  return Object.fromEntries(named);
}
