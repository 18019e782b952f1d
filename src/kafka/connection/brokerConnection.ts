import { KafkaError } from "../errors";
import type { Api } from "../protocol/api";
import { formatAddress, type BrokerAddress } from "./bootstrapServers";
import { throwIfCancelled, withDeadline } from "./deadline";
import type { KafkajsBroker, KafkajsCluster } from "./kafkajsCluster";
import { encodeRequest } from "./send";
import { answersTls } from "./tlsProbe";
import { connectTimedOut, isClosedByServer, toKafkaError } from "./toKafkaError";

export interface ConnectionTimeouts {
  /** TCP, TLS and the first answer together. */
  readonly connectTimeoutMs: number;
  readonly requestTimeoutMs: number;
}

/** An open connection to one broker. */
export interface BrokerConnection {
  /** `host:port` */
  readonly address: string;
  isOpen(): boolean;
  /** True when the broker knows the request in a version of ours. */
  supports(api: Api<never, unknown>, minVersion?: number): boolean;
  /**
   * Sends once, and nothing when `signal` is aborted already. An answer that does not come in time closes the
   * connection, because the broker may be frozen.
   * @throws KafkaError
   */
  send<Question, Answer>(
    api: Api<Question, Answer>,
    question: Question,
    signal: AbortSignal | undefined,
  ): Promise<Answer>;
  /** At once; what is under way fails with `reason`. */
  close(reason: KafkaError): void;
}

/** Opens connections; apart from the router so that tests can do without sockets. */
export interface Connector {
  /** @throws KafkaError within `connectTimeoutMs`, or with the reason `until` is aborted for */
  open(address: BrokerAddress, until: AbortSignal): Promise<BrokerConnection>;
}

export class KafkajsConnector implements Connector {
  constructor(
    private readonly cluster: KafkajsCluster,
    private readonly timeouts: ConnectionTimeouts,
  ) {}

  async open(address: BrokerAddress, until: AbortSignal): Promise<BrokerConnection> {
    const { connectTimeoutMs } = this.timeouts;
    const name = formatAddress(address);
    const startedMs = performance.now();
    const broker = await this.cluster.broker(address);
    try {
      await withDeadline(broker.connect(), { timeoutMs: connectTimeoutMs, signal: until }, () =>
        connectTimedOut(name, connectTimeoutMs, broker.isConnected()),
      );
    } catch (error) {
      const wasClosed = isClosedByServer(error);
      const failure = toKafkaError(error, name);
      broker.abort(failure);
      if (!wasClosed || until.aborted) throw failure;
      const leftMs = Math.max(1, connectTimeoutMs - (performance.now() - startedMs));
      throw await closedWhileConnecting(address, leftMs, until, failure);
    }
    return new OpenConnection(name, broker, this.timeouts.requestTimeoutMs);
  }
}

async function closedWhileConnecting(
  address: BrokerAddress,
  timeoutMs: number,
  until: AbortSignal,
  cause: KafkaError,
): Promise<KafkaError> {
  const name = formatAddress(address);
  const isTls = await answersTls(address, timeoutMs, until);
  throwIfCancelled(until);
  if (isTls) {
    const message = `${name} expects TLS; this connection is plaintext.`;
    return new KafkaError(message, { kind: "tls", broker: name, cause });
  }
  const message = `${name} closed the connection: wrong port or protocol?`;
  return new KafkaError(message, { kind: "unreachable", broker: name, cause });
}

class OpenConnection implements BrokerConnection {
  private readonly versions: ReturnType<KafkajsBroker["versions"]>;
  private isClosed = false;

  constructor(
    readonly address: string,
    private readonly broker: KafkajsBroker,
    private readonly requestTimeoutMs: number,
  ) {
    this.versions = broker.versions();
  }

  isOpen(): boolean {
    return !this.isClosed && this.broker.isConnected();
  }

  supports(api: Api<never, unknown>, minVersion = api.minVersion): boolean {
    const range = this.versions.get(api.key);
    return range !== undefined && range.maxVersion >= minVersion;
  }

  async send<Question, Answer>(
    api: Api<Question, Answer>,
    question: Question,
    signal: AbortSignal | undefined,
  ): Promise<Answer> {
    throwIfCancelled(signal);
    const request = encodeRequest(api, question, this.versions, this.address);
    const timeoutMs = this.requestTimeoutMs + (api.waitMs?.(question) ?? 0);
    const timedOut = (): KafkaError => {
      const message = `${this.address} did not answer ${api.name} in ${timeoutMs / 1000} s.`;
      const error = new KafkaError(message, { kind: "timeout", broker: this.address });
      this.close(error);
      return error;
    };
    try {
      return await withDeadline(this.broker.send(request), { timeoutMs, signal }, timedOut);
    } catch (error) {
      throw toKafkaError(error, this.address);
    }
  }

  close(reason: KafkaError): void {
    if (this.isClosed) return;
    this.isClosed = true;
    this.broker.abort(reason);
  }
}
