import { KafkaError } from "../errors";
import type { KafkaLog } from "../log";
import type { Api } from "../protocol/api";
import { formatAddress, type BrokerAddress } from "./bootstrapServers";
import { connectFailure } from "./connectFailure";
import { throwIfCancelled, withDeadline } from "./deadline";
import type { KafkajsBroker } from "./kafkajsBroker";
import type { KafkajsCluster } from "./kafkajsCluster";
import type { RawRequest } from "./rawRequest";
import { wantsLogin } from "./sasl/wantsLogin";
import { encodeRequest, type Received } from "./send";
import { Throttle } from "./throttle";
import { connectTimedOut, isClosedByServer, loginBrokenOff, toKafkaError } from "./toKafkaError";
import { TrafficMeter } from "./trafficMeter";

/**
 * After so long without a word from the broker a connection counts as lost: a machine that slept, a VPN or a
 * firewall cuts connections without a sign, and the next request would wait in vain for its whole time.
 */
const maxSilenceMs = 60_000;

export interface ConnectionLimits {
  /** TCP, TLS, SASL and the first answer together. */
  readonly connectTimeoutMs: number;
  readonly requestTimeoutMs: number;
  /** API name → the highest version to use. */
  readonly maxVersions?: Readonly<Record<string, number>>;
}

/** An open connection to one broker. */
export interface BrokerConnection {
  /** `host:port` */
  readonly address: string;
  /** False once it is lost, and when nothing was asked of it for so long that it may be. */
  isOpen(): boolean;
  /** True when the broker knows the request in a version of ours. */
  supports(api: Api<never, unknown>, minVersion?: number): boolean;
  /**
   * Sends once, and nothing when `signal` is aborted already. An answer that does not come in time closes the
   * connection, because the broker may be frozen. While the broker throttles this client, requests wait here; their
   * time begins afterwards.
   * @param meter counts this request too
   * @throws KafkaError
   */
  send<Question, Answer>(
    api: Api<Question, Answer>,
    question: Question,
    signal: AbortSignal | undefined,
    meter?: TrafficMeter,
  ): Promise<Answer>;
  /** At once; what is under way fails with `reason`. */
  close(reason: KafkaError): void;
  /** As soon as nothing is under way; at once where it is lost. */
  retire(reason: KafkaError): void;
}

/** Opens connections; apart from the router so that tests can do without sockets. */
export interface Connector {
  /** @throws KafkaError within `connectTimeoutMs`, or with the reason `until` is aborted for */
  open(address: BrokerAddress, until: AbortSignal): Promise<BrokerConnection>;
}

export class KafkajsConnector implements Connector {
  /** Of all connections it opened. */
  readonly traffic = new TrafficMeter();

  constructor(
    private readonly cluster: KafkajsCluster,
    private readonly limits: ConnectionLimits,
    private readonly log: KafkaLog,
    /** The wall clock: others stand still while a machine sleeps. */
    private readonly nowMs: () => number = () => Date.now(),
  ) {}

  async open(address: BrokerAddress, until: AbortSignal): Promise<BrokerConnection> {
    const { connectTimeoutMs } = this.limits;
    const name = formatAddress(address);
    const broker = await this.cluster.broker(address, until);
    const startedMs = performance.now();
    try {
      await withDeadline(broker.connect(), { timeoutMs: connectTimeoutMs, signal: until }, () =>
        isGreeted(broker)
          ? loginBrokenOff(name, "went silent")
          : connectTimedOut(formatAddress(broker.reachedAt), connectTimeoutMs, broker.isAccepted()),
      );
    } catch (error) {
      broker.abort(toKafkaError(error, name));
      const leftMs = Math.max(1, connectTimeoutMs - (performance.now() - startedMs));
      const { reachedAt, tls } = broker;
      const attempt = { address, reachedAt, tls, isGreeted: isGreeted(broker), leftMs, until };
      throw await connectFailure(error, attempt);
    }
    const { traffic, log, nowMs } = this;
    const { requestTimeoutMs, maxVersions = {} } = this.limits;
    const explain = (error: unknown): Promise<KafkaError> => this.hungUp(error, address, until);
    const parts = { requestTimeoutMs, maxVersions, traffic, log, nowMs, explain };
    return new OpenConnection(name, broker, parts);
  }

  /** Why the broker hung up on the first request of a connection without a login. */
  private async hungUp(
    error: unknown,
    address: BrokerAddress,
    until: AbortSignal,
  ): Promise<KafkaError> {
    const name = formatAddress(address);
    const failure = toKafkaError(error, name);
    try {
      const broker = await this.cluster.broker(address, until);
      const timeoutMs = this.limits.connectTimeoutMs;
      const wanted = withDeadline(wantsLogin(broker, name), { timeoutMs, signal: until });
      return (
        (await wanted.finally(() => {
          broker.abort(failure);
        })) ?? failure
      );
    } catch {
      return failure;
    }
  }
}

/** It said which requests it knows: it is Kafka. */
function isGreeted(broker: KafkajsBroker): boolean {
  return broker.versions().size > 0;
}

interface OpenConnectionParts {
  readonly requestTimeoutMs: number;
  readonly maxVersions: Readonly<Record<string, number>>;
  readonly traffic: TrafficMeter;
  readonly log: KafkaLog;
  readonly nowMs: () => number;
  /** Finds out more about a first request that was not answered. */
  readonly explain: (error: unknown) => Promise<KafkaError>;
}

class OpenConnection implements BrokerConnection {
  private readonly versions: ReturnType<KafkajsBroker["versions"]>;
  private readonly throttle: Throttle;
  private isClosed = false;
  private retiredFor: KafkaError | undefined;
  private underWay = 0;
  private wasAnswered = false;
  private lastHeardMs: number;

  constructor(
    readonly address: string,
    private readonly broker: KafkajsBroker,
    private readonly parts: OpenConnectionParts,
  ) {
    this.versions = broker.versions();
    this.lastHeardMs = parts.nowMs();
    this.throttle = new Throttle((throttleMs) => {
      const seconds = (throttleMs / 1000).toFixed(1);
      parts.log.warn(`Broker ${address} is throttling this client (${seconds} s)`);
    });
    this.throttle.obey(broker.takeThrottleMs());
  }

  isOpen(): boolean {
    if (this.isClosed || !this.broker.isConnected()) return false;
    return this.underWay > 0 || this.parts.nowMs() - this.lastHeardMs < maxSilenceMs;
  }

  supports(api: Api<never, unknown>, minVersion = api.minVersion): boolean {
    const range = this.versions.get(api.key);
    const cap = this.parts.maxVersions[api.name] ?? Infinity;
    return range !== undefined && Math.min(range.maxVersion, cap) >= minVersion;
  }

  async send<Question, Answer>(
    api: Api<Question, Answer>,
    question: Question,
    signal: AbortSignal | undefined,
    meter?: TrafficMeter,
  ): Promise<Answer> {
    throwIfCancelled(signal);
    const { address, versions, parts } = this;
    const request = encodeRequest(api, question, versions, address, parts.maxVersions[api.name]);
    this.underWay++;
    try {
      await this.throttle.pass(signal);
      const timeoutMs = this.parts.requestTimeoutMs + (api.waitMs?.(question) ?? 0);
      const limits = { timeoutMs, moreMs: this.throttle.allowance(), signal };
      return await withDeadline(this.exchange(request, meter), limits, () =>
        this.timedOut(api.name, timeoutMs),
      );
    } catch (error) {
      const isFirst = !this.wasAnswered && !this.broker.hasLogin && isClosedByServer(error);
      throw isFirst ? await parts.explain(error) : toKafkaError(error, address);
    } finally {
      this.underWay--;
      if (this.retiredFor !== undefined) this.retire(this.retiredFor);
    }
  }

  close(reason: KafkaError): void {
    if (this.isClosed) return;
    this.isClosed = true;
    this.throttle.end(reason);
    this.broker.abort(reason);
  }

  retire(reason: KafkaError): void {
    this.retiredFor = reason;
    if (this.underWay === 0) this.close(reason);
  }

  /** Goes on when the caller gives up: what the broker asks for holds for those who come after. */
  private async exchange<Answer>(
    request: RawRequest<Received<Answer>>,
    meter: TrafficMeter | undefined,
  ): Promise<Answer> {
    const { traffic, nowMs } = this.parts;
    traffic.countRequest();
    meter?.countRequest();
    const sentMs = performance.now();
    const received = await this.broker.send(request);
    const answerMs = performance.now() - sentMs;
    this.lastHeardMs = nowMs();
    this.wasAnswered = true;
    this.throttle.obey(received.throttleMs);
    traffic.countAnswer(received, answerMs);
    meter?.countAnswer(received, answerMs);
    return received.answer;
  }

  private timedOut(apiName: string, timeoutMs: number): KafkaError {
    const message = `${this.address} did not answer ${apiName} in ${timeoutMs / 1000} s.`;
    const error = new KafkaError(message, { kind: "timeout", broker: this.address });
    this.close(error);
    return error;
  }
}
