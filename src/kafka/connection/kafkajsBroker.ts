import { KafkaError } from "../errors";
import type { Api } from "../protocol/api";
import { fetchApi } from "../protocol/fetch";
import type { AnswerBuffers } from "./answerBuffers";
import type { AnswerFrames } from "./answerFrames";
import { formatAddress, type BrokerAddress } from "./bootstrapServers";
import type { InternalBroker, InternalConnection, InternalPool } from "./kafkajsInternals";
import type { Login, Logins, SaslLogin, TlsLogin } from "./logins";
import type { RawRequest, VersionRange } from "./rawRequest";
import { receiveInto } from "./receiveInto";
import { authenticate } from "./sasl/authenticate";
import { encodeRequest } from "./send";

/** One broker's two sockets: one for Fetch, which may wait on the broker, and one for everything else. */
export interface KafkajsBroker {
  /** Where its sockets lead: not its own address where another one is to be used instead. */
  readonly reachedAt: BrokerAddress;
  /** Undefined for plaintext. */
  readonly tls: TlsLogin | undefined;
  /** True when it logs in by SASL. */
  readonly hasLogin: boolean;
  /** TCP, TLS, ApiVersions, SASL. Not bounded in time: `abort` ends it. */
  connect(): Promise<void>;
  /** Whether the server took the TCP connection, be it that nothing came over it. */
  isAccepted(): boolean;
  /** False also when its session is nearly over, since the broker then hangs up on the next request. */
  isConnected(): boolean;
  /** By API key; empty before `connect`. */
  versions(): ReadonlyMap<number, VersionRange>;
  send<Answer>(request: RawRequest<Answer>): Promise<Answer>;
  /** How long the answer to ApiVersions still asks this client to hold off. Once taken, kafkajs does not wait. */
  takeThrottleMs(): number;
  /** Destroys the sockets at once; whatever is under way fails with `reason`. */
  abort(reason: Error): void;
}

export interface PooledBrokerParts {
  readonly address: BrokerAddress;
  readonly reachedAt: BrokerAddress;
  /** For the first socket; the others get one each. */
  readonly login: Login;
  readonly logins: Logins;
  readonly buffers: AnswerBuffers;
}

/** The last share of a session is not used, so that what is sent in it arrives in it. */
const usedSessionShare = 0.85;

export class PooledBroker implements KafkajsBroker {
  readonly reachedAt: BrokerAddress;
  readonly tls: TlsLogin | undefined;
  readonly hasLogin: boolean;
  private readonly ending = new AbortController();
  private readonly opening = new Map<InternalConnection, Promise<void>>();
  private readonly frames = new Map<InternalConnection, AnswerFrames>();
  private firstLogin: Login | undefined;
  /** Of the socket that waits for the broker's versions before it can log in. */
  private pendingSasl: SaslLogin | undefined;
  private isGreeted = false;
  /** Milliseconds since the epoch. */
  private sessionEndsMs = Infinity;
  private ended: Error | undefined;

  constructor(
    private readonly broker: InternalBroker,
    private readonly pool: InternalPool,
    private readonly parts: PooledBrokerParts,
  ) {
    this.reachedAt = parts.reachedAt;
    this.tls = parts.login.tls;
    this.hasLogin = parts.login.sasl !== undefined;
    this.firstLogin = parts.login;
    for (const connection of pool.pool) {
      this.frames.set(connection, receiveInto(connection, parts.buffers));
      this.guardConnect(connection);
    }
  }

  async connect(): Promise<void> {
    await this.broker.connect();
    await this.logIn(this.pool.pool[0], this.pendingSasl);
    this.pendingSasl = undefined;
    this.isGreeted = true;
  }

  isAccepted(): boolean {
    return this.pool.pool[0].socket?.connecting === false;
  }

  isConnected(): boolean {
    return this.pool.pool[0].isConnected() && Date.now() < this.sessionEndsMs;
  }

  versions(): ReadonlyMap<number, VersionRange> {
    return new Map(
      Object.entries(this.broker.versions ?? {}).map(([key, range]) => [Number(key), range]),
    );
  }

  async send<Answer>(request: RawRequest<Answer>): Promise<Answer> {
    const connection = this.pool.pool[request.apiKey === fetchApi.key ? 1 : 0];
    // one that is connected may still have to log in
    if (this.opening.has(connection) || !connection.isConnected()) await connection.connect();
    return exchange(connection, request);
  }

  takeThrottleMs(): number {
    const [{ requestQueue }] = this.pool.pool;
    const leftMs = Math.max(0, requestQueue.throttledUntil - Date.now());
    requestQueue.throttledUntil = -1;
    requestQueue.destroy();
    return leftMs;
  }

  abort(reason: Error): void {
    this.ended ??= reason;
    this.ending.abort();
    for (const connection of this.pool.pool) {
      connection.rejectRequests(reason);
      connection.requestQueue.destroy();
      // with an error, so that a connection still being opened rejects and drops its timer
      connection.socket?.destroy(reason);
    }
  }

  /**
   * Of parallel first requests each would open a socket, and so would one that comes after `abort`: sockets
   * that nobody closes. And half an answer, broken off, would be taken for the beginning of the next socket's.
   */
  private guardConnect(connection: InternalConnection): void {
    const connect = connection.connect.bind(connection);
    connection.connect = () => {
      if (this.ended !== undefined) return Promise.reject(this.ended);
      let opening = this.opening.get(connection);
      if (opening === undefined) {
        if (connection.isConnected()) return Promise.resolve();
        this.frames.get(connection)?.reset();
        opening = this.open(connection, connect).finally(() => {
          this.opening.delete(connection);
        });
        this.opening.set(connection, opening);
      }
      return opening;
    };
  }

  private async open(
    connection: InternalConnection,
    connect: () => Promise<unknown>,
  ): Promise<void> {
    const { address, logins } = this.parts;
    const login = this.firstLogin ?? (await logins.prepare(address.host, this.ending.signal));
    this.firstLogin = undefined;
    if (this.ended !== undefined) throw this.ended;
    connection.ssl = login.tls?.options ?? null;
    await connect();
    if (this.isGreeted) await this.logIn(connection, login.sasl);
    else this.pendingSasl = login.sasl;
  }

  private async logIn(connection: InternalConnection, login: SaslLogin | undefined): Promise<void> {
    if (login !== undefined) await this.authenticate(connection, login);
    this.frames.get(connection)?.trust();
  }

  private async authenticate(connection: InternalConnection, login: SaslLogin): Promise<void> {
    const { address, logins } = this.parts;
    const name = formatAddress(address);
    const versions = this.versions();
    const ask = async <Question, Answer>(
      api: Api<Question, Answer>,
      question: Question,
    ): Promise<Answer> =>
      (await exchange(connection, encodeRequest(api, question, versions, name))).answer;
    try {
      const { signal } = this.ending;
      const sessionMs = await logins.order.run(() => authenticate(ask, login, name), signal);
      if (sessionMs > 0) {
        const endsMs = Date.now() + sessionMs * usedSessionShare;
        this.sessionEndsMs = Math.min(this.sessionEndsMs, endsMs);
      }
    } catch (error) {
      if (error instanceof KafkaError && error.kind === "authentication") logins.refused();
      // a socket that is connected would be taken for one that may be used
      connection.socket?.destroy(error);
      throw error;
    }
  }
}

function exchange<Answer>(
  connection: InternalConnection,
  request: RawRequest<Answer>,
): Promise<Answer> {
  const { apiKey, apiName, apiVersion, body } = request;
  return connection.send({
    request: { apiKey, apiName, apiVersion, encode: () => Promise.resolve(body) },
    response: {
      // kafkajs reads a property of the decoded answer, so it must be an object; it is decoded in `parse`
      decode: (payload) => Promise.resolve({ payload }),
      parse: ({ payload }) => Promise.resolve().then(() => request.decode(payload)),
    },
    logResponseError: false,
  });
}
