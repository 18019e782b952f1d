/** A second listener, with an address of the caller's choice told to clients that connect there. */
export interface ClientListener {
  readonly port: number;
  /** `host:port`, for instance of a proxy. */
  readonly advertised: string;
}

/** A further listener, of any protocol; what its protocol needs is told by extra properties. */
export interface NamedListener {
  /** Upper case. */
  readonly name: string;
  readonly protocol: "PLAINTEXT" | "SSL" | "SASL_PLAINTEXT" | "SASL_SSL";
  readonly port: number;
  readonly advertisedHost: string;
}

export interface BrokerAddress {
  readonly id: number;
  readonly port: number;
  readonly controllerPort: number;
  /** Exactly one broker of a cluster is its controller too. */
  readonly isController: boolean;
  /** Replication factor of Kafka's own topics. */
  readonly copies: number;
  readonly dataDirectory: string;
  readonly clientListener?: ClientListener | undefined;
  readonly listeners?: readonly NamedListener[];
}

/** server.properties of one broker: loopback only, small, and quick to form groups. */
export function serverProperties(
  address: BrokerAddress,
  extra: Readonly<Record<string, string>>,
): string {
  const { id, port, controllerPort, isController, copies, dataDirectory, clientListener } = address;
  const listeners = [`PLAINTEXT://127.0.0.1:${port}`];
  const advertised = [...listeners];
  if (isController) listeners.push(`CONTROLLER://127.0.0.1:${controllerPort}`);
  if (clientListener !== undefined) {
    listeners.push(`CLIENTS://127.0.0.1:${clientListener.port}`);
    advertised.push(`CLIENTS://${clientListener.advertised}`);
  }
  const protocols = ["CONTROLLER:PLAINTEXT", "PLAINTEXT:PLAINTEXT", "CLIENTS:PLAINTEXT"];
  for (const listener of address.listeners ?? []) {
    listeners.push(`${listener.name}://127.0.0.1:${listener.port}`);
    advertised.push(`${listener.name}://${listener.advertisedHost}:${listener.port}`);
    protocols.push(`${listener.name}:${listener.protocol}`);
  }
  const properties: Record<string, string | number | boolean> = {
    "process.roles": isController ? "broker,controller" : "broker",
    "node.id": id,
    "controller.quorum.voters": `1@127.0.0.1:${controllerPort}`,
    "controller.listener.names": "CONTROLLER",
    listeners: listeners.join(","),
    "advertised.listeners": advertised.join(","),
    "listener.security.protocol.map": protocols.join(","),
    "log.dirs": dataDirectory.replaceAll("\\", "/"),
    "auto.create.topics.enable": false,
    // messages carry timestamps of days ago, and stay
    "log.retention.ms": -1,
    "log.cleaner.dedupe.buffer.size": 2_000_000,
    "group.initial.rebalance.delay.ms": 0,
    "group.streams.initial.rebalance.delay.ms": 0,
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
