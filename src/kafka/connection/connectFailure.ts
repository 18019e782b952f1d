import { KafkaError } from "../errors";
import { formatAddress, type BrokerAddress } from "./bootstrapServers";
import { throwIfCancelled } from "./deadline";
import type { TlsLogin } from "./logins";
import { expectsTls, noTls, tlsFailure } from "./tls/tlsFailure";
import { greetTls } from "./tlsProbe";
import {
  isClosedByServer,
  isNotKafka,
  loginBrokenOff,
  socketCode,
  toKafkaError,
} from "./toKafkaError";

export interface ConnectAttempt {
  readonly address: BrokerAddress;
  /** Where the socket led. */
  readonly reachedAt: BrokerAddress;
  /** Undefined for plaintext. */
  readonly tls: TlsLogin | undefined;
  /** True when it had shown that it is Kafka. */
  readonly isGreeted: boolean;
  /** For finding out more. */
  readonly leftMs: number;
  readonly until: AbortSignal;
}

/**
 * Says why a connection could not be opened. Where a socket does not tell, the server is greeted by TLS once more:
 * nothing but what it shows of itself is looked at.
 * @throws KafkaError `cancelled`
 */
export async function connectFailure(error: unknown, attempt: ConnectAttempt): Promise<KafkaError> {
  const { address, reachedAt } = attempt;
  const failure = await failureOf(error, attempt);
  const [name, reached] = [formatAddress(address), formatAddress(reachedAt)];
  if (name === reached || failure.message.includes(reached)) return failure;
  const { message, kind, code, broker } = failure;
  const where = `${message} The connection led to ${reached}, by the cluster's address map.`;
  return new KafkaError(where, { kind, code, broker, cause: failure });
}

async function failureOf(error: unknown, attempt: ConnectAttempt): Promise<KafkaError> {
  const name = formatAddress(attempt.address);
  const failure = toKafkaError(error, name);
  if (error instanceof KafkaError) return failure;
  if (failure.kind === "tls") return withCertificate(failure, socketCode(error), attempt);
  const isForeign = isNotKafka(error);
  if (!(isForeign || isClosedByServer(error)) || attempt.until.aborted) return failure;
  if (attempt.isGreeted) return loginBrokenOff(name, "hung up", failure);
  const { isTls } = await greet(attempt);
  if (isTls !== (attempt.tls !== undefined)) {
    return isTls ? expectsTls(name, failure) : noTls(name);
  }
  const what = isForeign ? "does not speak Kafka" : "closed the connection";
  const message = `${name} ${what}: wrong port or protocol?`;
  return new KafkaError(message, { kind: "unreachable", broker: name, cause: failure });
}

async function withCertificate(
  failure: KafkaError,
  code: string | undefined,
  attempt: ConnectAttempt,
): Promise<KafkaError> {
  if (code === undefined || attempt.tls === undefined) return failure;
  const { name, hasClientCertificate } = attempt.tls;
  const { certificate } = code.startsWith("ERR_SSL_") ? {} : await greet(attempt);
  const facts = { certificate, name, hasClientCertificate };
  return tlsFailure(code, formatAddress(attempt.address), facts) ?? failure;
}

async function greet({
  reachedAt,
  tls,
  leftMs,
  until,
}: ConnectAttempt): ReturnType<typeof greetTls> {
  const greeting = await greetTls(reachedAt, leftMs, until, tls?.name);
  throwIfCancelled(until);
  return greeting;
}
