import { KafkaError } from "../errors";
import type { Broker } from "../model";
import { formatAddress } from "./bootstrapServers";
import type { BrokerConnection, Connector } from "./brokerConnection";
import { SharedCalls } from "./sharedCalls";
import { toKafkaError } from "./toKafkaError";

/** Says more about why a broker could not be reached. */
export type ExplainFailure = (address: string, failure: KafkaError) => KafkaError;

/**
 * One connection per broker that was needed. Each is opened once however many ask for it, and again after it
 * was lost or the broker moved to another address.
 */
export class NodeConnections {
  private readonly byNode = new Map<number, BrokerConnection>();
  private readonly opening = new SharedCalls<string, BrokerConnection>();
  private readonly closing = new AbortController();

  constructor(
    private readonly connector: Connector,
    private readonly explain: ExplainFailure,
  ) {}

  /** Any of those that are open. */
  anyOpen(): BrokerConnection | undefined {
    return [...this.byNode.values()].find((connection) => connection.isOpen());
  }

  /** @throws KafkaError */
  async node(broker: Broker, signal: AbortSignal | undefined): Promise<BrokerConnection> {
    if (this.closing.signal.aborted) throw closed();
    const address = formatAddress(broker);
    const known = this.byNode.get(broker.nodeId);
    if (known?.isOpen() === true && known.address === address) return known;
    return this.opening.run(`${broker.nodeId} ${address}`, signal, () =>
      this.open(broker, address),
    );
  }

  /** Ends what is under way; nothing can be opened afterwards. */
  close(): void {
    const reason = closed();
    this.closing.abort(reason);
    for (const connection of this.byNode.values()) connection.close(reason);
    this.byNode.clear();
  }

  private async open(broker: Broker, address: string): Promise<BrokerConnection> {
    const { signal } = this.closing;
    let connection: BrokerConnection;
    try {
      connection = await this.connector.open(broker, signal);
    } catch (error) {
      if (signal.aborted) throw closed();
      throw this.explain(address, toKafkaError(error, address));
    }
    if (signal.aborted) {
      connection.close(closed());
      throw closed();
    }
    const former = this.byNode.get(broker.nodeId);
    former?.retire(replaced(former));
    this.byNode.set(broker.nodeId, connection);
    return connection;
  }
}

/** For what is asked of connections that were closed on purpose. */
export function closed(): KafkaError {
  return new KafkaError("The connection to the cluster was closed.", { kind: "cancelled" });
}

/** For what is still under way on a connection that was lost, or leads to where the broker was before. */
export function replaced({ address }: BrokerConnection): KafkaError {
  const message = `The connection to ${address} was lost.`;
  return new KafkaError(message, { kind: "unreachable", broker: address });
}
