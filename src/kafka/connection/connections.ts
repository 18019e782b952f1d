import { KafkaError, type KafkaErrorKind } from "../errors";
import type { KafkaLog } from "../log";
import type { Broker } from "../model";
import { advertisedElsewhere } from "./advertisedElsewhere";
import { formatAddress, type BrokerAddress } from "./bootstrapServers";
import type { BrokerConnection, Connector } from "./brokerConnection";
import { closed, NodeConnections, replaced } from "./nodeConnections";
import { SharedCalls } from "./sharedCalls";
import { Slots } from "./slots";
import { toKafkaError } from "./toKafkaError";

/** When no bootstrap server answers, so many of the brokers known from metadata are tried at a time. */
const maxParallelAttempts = 8;
const maxParallelOpenings = 16;

/** Too many wrong passwords lock an account, and a certificate does not get better. */
const notTriedAgain: readonly KafkaErrorKind[] = ["authentication", "tls"];

/**
 * The open connections of a cluster: one of the bootstrap servers, one per broker that was needed, and those of
 * the lanes, which are apart.
 */
export class Connections {
  private readonly nodes: NodeConnections;
  private readonly lanes = new Set<NodeConnections>();
  private readonly bootstrapping = new SharedCalls<"bootstrap", BrokerConnection>();
  private readonly closing = new AbortController();
  /** Brokers, of the largest cluster too, are connected to a few at a time. */
  private readonly openings = new Slots(maxParallelOpenings);
  /** Addresses that worked once. */
  private readonly reached = new Set<string>();
  private bootstrapConnection: BrokerConnection | undefined;

  constructor(
    private readonly bootstrapServers: readonly BrokerAddress[],
    private readonly connector: Connector,
    private readonly log: KafkaLog,
  ) {
    this.nodes = this.createNodes();
  }

  /**
   * Any broker, for what every broker can answer.
   * @param known brokers to try when no bootstrap server answers any more
   */
  async any(
    signal: AbortSignal | undefined,
    known: readonly BrokerAddress[] = [],
  ): Promise<BrokerConnection> {
    this.throwIfClosed();
    const open = this.nodes.anyOpen();
    if (open !== undefined) return open;
    if (this.bootstrapConnection?.isOpen() === true) return this.bootstrapConnection;
    return this.bootstrapping.run("bootstrap", signal, () => this.openBootstrap(known));
  }

  /** @throws KafkaError `unreachable`, which tells a wrong advertised address from a broker that is down */
  async node(broker: Broker, signal: AbortSignal | undefined): Promise<BrokerConnection> {
    this.throwIfClosed();
    const bootstrap = this.bootstrapConnection;
    const isBootstrap = bootstrap?.isOpen() === true && bootstrap.address === formatAddress(broker);
    return isBootstrap ? bootstrap : this.nodes.node(broker, signal);
  }

  /** Connections of one caller's own. They are closed with all others, if not before by `closeLane`. */
  openLane(): NodeConnections {
    this.throwIfClosed();
    const lane = this.createNodes();
    this.lanes.add(lane);
    return lane;
  }

  closeLane(lane: NodeConnections): void {
    lane.close();
    this.lanes.delete(lane);
  }

  /** Ends what is under way; nothing can be opened afterwards. */
  close(): void {
    const reason = closed();
    this.closing.abort(reason);
    this.nodes.close();
    for (const lane of this.lanes) lane.close();
    this.lanes.clear();
    this.bootstrapConnection?.close(reason);
    this.bootstrapConnection = undefined;
  }

  /** @throws KafkaError `cancelled` after `close` */
  throwIfClosed(): void {
    if (this.closing.signal.aborted) throw closed();
  }

  private createNodes(): NodeConnections {
    return new NodeConnections(
      { open: (address, until) => this.openings.run(() => this.open(address, until)) },
      (address, failure) => this.explain(address, failure),
    );
  }

  private async open(server: BrokerAddress, until: AbortSignal): Promise<BrokerConnection> {
    if (until.aborted) throw closed();
    const connection = await this.connector.open(server, until);
    this.reached.add(connection.address);
    return connection;
  }

  private async openBootstrap(known: readonly BrokerAddress[]): Promise<BrokerConnection> {
    let winner: BrokerConnection;
    try {
      winner = await this.firstToAnswer(this.bootstrapServers);
    } catch (error) {
      this.throwIfClosed();
      const failure = this.noneAnswered(error);
      winner = await this.firstOfKnown(known, failure);
    }
    if (this.closing.signal.aborted) {
      winner.close(closed());
      throw closed();
    }
    this.bootstrapConnection?.retire(replaced(this.bootstrapConnection));
    this.bootstrapConnection = winner;
    return winner;
  }

  /** @throws `failure` when no other broker answers either */
  private async firstOfKnown(
    known: readonly BrokerAddress[],
    failure: KafkaError,
  ): Promise<BrokerConnection> {
    if (notTriedAgain.includes(failure.kind)) throw failure;
    const tried = new Set(this.bootstrapServers.map(formatAddress));
    const others = known.filter((address) => !tried.has(formatAddress(address)));
    for (let first = 0; first < others.length; first += maxParallelAttempts) {
      try {
        return await this.firstToAnswer(others.slice(first, first + maxParallelAttempts));
      } catch {
        this.throwIfClosed();
      }
    }
    if (others.length === 0) throw failure;
    const message = `${failure.message} None of the cluster's other brokers answers either.`;
    throw new KafkaError(message, { kind: failure.kind, broker: failure.broker, cause: failure });
  }

  /** All at once: the first to answer wins, and a dead one costs nothing. */
  private async firstToAnswer(servers: readonly BrokerAddress[]): Promise<BrokerConnection> {
    const { signal } = this.closing;
    const attempts = servers.map((server) => this.open(server, signal));
    const winner = await Promise.any(attempts);
    void Promise.allSettled(attempts).then((results) => {
      for (const result of results) {
        if (result.status === "rejected") this.log.warn(messageOf(result.reason));
        else if (result.value !== winner) result.value.close(closed());
      }
    });
    return winner;
  }

  private noneAnswered(error: unknown): KafkaError {
    const [server] = this.bootstrapServers;
    const errors = error instanceof AggregateError ? error.errors : [error];
    const failures = errors.map((one: unknown) =>
      toKafkaError(one, server === undefined ? "the cluster" : formatAddress(server)),
    );
    const [first] = failures;
    const sentences = new Set(failures.map(({ message }) => message));
    if (first !== undefined && sentences.size === 1) return first;
    const kinds = new Set(failures.map(({ kind }) => kind));
    const kind =
      kinds.size === 1
        ? (first?.kind ?? "unexpected")
        : (notTriedAgain.find((one) => kinds.has(one)) ?? "unreachable");
    return new KafkaError([...sentences].join(" "), { kind, cause: error });
  }

  private explain(address: string, failure: KafkaError): KafkaError {
    const bootstrap = this.bootstrapConnection;
    const isKnownToWork =
      this.reached.has(address) ||
      this.bootstrapServers.some((server) => formatAddress(server) === address);
    if (failure.kind !== "unreachable" || isKnownToWork || bootstrap?.isOpen() !== true) {
      return failure;
    }
    return advertisedElsewhere(bootstrap.address, address, failure);
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
