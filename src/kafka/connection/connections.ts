import { KafkaError } from "../errors";
import type { KafkaLog } from "../log";
import type { Broker } from "../model";
import { formatAddress, type BrokerAddress } from "./bootstrapServers";
import type { BrokerConnection, Connector } from "./brokerConnection";
import { withDeadline } from "./deadline";
import { toKafkaError } from "./toKafkaError";

/**
 * The open connections of a cluster: one of the bootstrap servers, and one per broker that was needed. Each is
 * opened once however many ask for it, and again after it was lost. Long reads that must be cut at once will
 * get connections of their own here.
 */
export class Connections {
  private readonly byNode = new Map<number, BrokerConnection>();
  private readonly opening = new Map<number | "bootstrap", Promise<BrokerConnection>>();
  private readonly closing = new AbortController();
  private bootstrapConnection: BrokerConnection | undefined;

  constructor(
    private readonly bootstrapServers: readonly BrokerAddress[],
    private readonly connector: Connector,
    private readonly log: KafkaLog,
  ) {}

  /** Any broker, for what every broker can answer. */
  async any(signal: AbortSignal | undefined): Promise<BrokerConnection> {
    this.throwIfClosed();
    for (const connection of this.byNode.values()) if (connection.isOpen()) return connection;
    if (this.bootstrapConnection?.isOpen() === true) return this.bootstrapConnection;
    return this.once("bootstrap", signal, () => this.openBootstrap());
  }

  /** @throws KafkaError `unreachable`, which tells a wrong advertised address from a broker that is down */
  async node(broker: Broker, signal: AbortSignal | undefined): Promise<BrokerConnection> {
    this.throwIfClosed();
    const address = formatAddress(broker);
    const known = this.byNode.get(broker.nodeId);
    if (known?.isOpen() === true && known.address === address) return known;
    const bootstrap = this.bootstrapConnection;
    if (bootstrap?.isOpen() === true && bootstrap.address === address) return bootstrap;
    return this.once(broker.nodeId, signal, () => this.openNode(broker, address));
  }

  /** Ends what is under way; nothing can be opened afterwards. */
  close(): void {
    const reason = closed();
    this.closing.abort(reason);
    for (const connection of this.byNode.values()) connection.close(reason);
    this.bootstrapConnection?.close(reason);
    this.byNode.clear();
    this.bootstrapConnection = undefined;
  }

  private throwIfClosed(): void {
    if (this.closing.signal.aborted) throw closed();
  }

  /** One attempt for all who ask at the same time; one of them giving up does not end it for the others. */
  private async once(
    key: number | "bootstrap",
    signal: AbortSignal | undefined,
    open: () => Promise<BrokerConnection>,
  ): Promise<BrokerConnection> {
    let attempt = this.opening.get(key);
    if (attempt === undefined) {
      attempt = open().finally(() => this.opening.delete(key));
      this.opening.set(key, attempt);
    }
    return withDeadline(attempt, { signal }, closed);
  }

  /** All bootstrap servers at once: the first to answer wins, and a dead one costs nothing. */
  private async openBootstrap(): Promise<BrokerConnection> {
    const { signal } = this.closing;
    const attempts = this.bootstrapServers.map((server) => this.connector.open(server, signal));
    let winner: BrokerConnection;
    try {
      winner = await Promise.any(attempts);
    } catch (error) {
      throw this.noneAnswered(error);
    }
    void Promise.allSettled(attempts).then((results) => {
      for (const result of results) {
        if (result.status === "rejected") this.log.warn(messageOf(result.reason));
        else if (result.value !== winner) result.value.close(closed());
      }
    });
    this.closeIfClosed(winner);
    this.bootstrapConnection?.close(replaced(this.bootstrapConnection));
    this.bootstrapConnection = winner;
    return winner;
  }

  private noneAnswered(error: unknown): KafkaError {
    const [server] = this.bootstrapServers;
    const errors = error instanceof AggregateError ? error.errors : [error];
    const failures = errors.map((one: unknown) =>
      toKafkaError(one, server === undefined ? "the cluster" : formatAddress(server)),
    );
    const [first] = failures;
    if (first !== undefined && failures.length === 1) return first;
    const kind = failures.every((failure) => failure.kind === first?.kind)
      ? (first?.kind ?? "unexpected")
      : "unreachable";
    return new KafkaError(failures.map(({ message }) => message).join(" "), { kind, cause: error });
  }

  private async openNode(broker: Broker, address: string): Promise<BrokerConnection> {
    const wasReached = this.byNode.has(broker.nodeId);
    let connection: BrokerConnection;
    try {
      connection = await this.connector.open(broker, this.closing.signal);
    } catch (error) {
      const failure = toKafkaError(error, address);
      throw wasReached ? failure : this.advertisedElsewhere(address, failure);
    }
    this.closeIfClosed(connection);
    const former = this.byNode.get(broker.nodeId);
    former?.close(replaced(former));
    this.byNode.set(broker.nodeId, connection);
    return connection;
  }

  /** The cluster is up, yet tells clients to use an address that does not work from here. */
  private advertisedElsewhere(address: string, failure: KafkaError): KafkaError {
    const reached = this.bootstrapConnection;
    const isBootstrap = this.bootstrapServers.some((server) => formatAddress(server) === address);
    if (failure.kind !== "unreachable" || isBootstrap || reached?.isOpen() !== true) return failure;
    const message = `Connected to ${reached.address}, but the cluster tells clients to use ${address}, which this machine cannot reach: ${failure.message} This is the broker's advertised.listeners, not your password.`;
    return new KafkaError(message, { kind: "unreachable", broker: address, cause: failure });
  }

  private closeIfClosed(connection: BrokerConnection): void {
    if (!this.closing.signal.aborted) return;
    connection.close(closed());
    throw closed();
  }
}

function closed(): KafkaError {
  return new KafkaError("The connection to the cluster was closed.", { kind: "cancelled" });
}

/** For what is still under way on a connection that was lost, or leads to where the broker was before. */
function replaced({ address }: BrokerConnection): KafkaError {
  const message = `The connection to ${address} was lost.`;
  return new KafkaError(message, { kind: "unreachable", broker: address });
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
