import { KafkaJSConnectionError, KafkaJSProtocolError } from "kafkajs";
import { KafkaError } from "../errors";
import { notKafkaCode } from "./answerFrames";
import { errorOfCode } from "./failure";
import { tlsFailure } from "./tls/tlsFailure";

/**
 * Says in a sentence what went wrong between us and a broker. Told apart by class and code, through all
 * causes, never by message text.
 * @param address `host:port` of the broker
 */
export function toKafkaError(error: unknown, address: string): KafkaError {
  for (const cause of causes(error)) {
    const known = fromCause(cause, address);
    if (known !== undefined) return known;
  }
  return new KafkaError(`The connection to ${address} failed.`, {
    kind: "unexpected",
    broker: address,
    cause: error,
  });
}

/** Nothing came back in time before the connection was up. */
export function connectTimedOut(
  address: string,
  timeoutMs: number,
  isAccepted: boolean,
): KafkaError {
  const message = isAccepted
    ? `${address} accepted the connection but does not speak Kafka (or is overloaded).`
    : `No answer from ${address} in ${timeoutMs / 1000} s: is a firewall or a VPN in the way?`;
  return new KafkaError(message, { kind: "unreachable", broker: address });
}

/** It greeted as Kafka does, and then the login came to no end. */
export function loginBrokenOff(address: string, what: string, cause?: KafkaError): KafkaError {
  const message = `${address} ${what} during the login: it is overloaded or restarting, or refuses the user without saying so.`;
  return new KafkaError(message, { kind: "unreachable", broker: address, cause });
}

/** Node's code of what failed in the socket; undefined when no socket failed. */
export function socketCode(error: unknown): string | undefined {
  return causes(error)
    .map(nodeCode)
    .find((code) => code !== undefined);
}

/** True when the server hung up without a word, which is what TLS listeners and other protocols do. */
export function isClosedByServer(error: unknown): boolean {
  return causes(error).some(
    (cause) => isConnectionClosed(cause) || nodeCode(cause) === "ECONNRESET",
  );
}

/** True when what the server sent cannot come from a broker. */
export function isNotKafka(error: unknown): boolean {
  return causes(error).some((cause) => nodeCode(cause) === notKafkaCode);
}

function fromCause(cause: Error, address: string): KafkaError | undefined {
  if (cause instanceof KafkaError) return cause;
  if (cause instanceof KafkaJSProtocolError) return errorOfCode(cause.code, address);
  const code = nodeCode(cause);
  const tls = code === undefined ? undefined : tlsFailure(code, address);
  if (tls !== undefined) return tls;
  const unreachable = code === undefined ? undefined : unreachableSentence(code, address);
  if (unreachable !== undefined) {
    return new KafkaError(unreachable, { kind: "unreachable", broker: address, cause });
  }
  if (isConnectionClosed(cause)) {
    return new KafkaError(`${address} closed the connection.`, {
      kind: "unreachable",
      broker: address,
      cause,
    });
  }
  if (cause instanceof KafkaJSConnectionError) {
    return new KafkaError(`The connection to ${address} was lost.`, {
      kind: "unreachable",
      broker: address,
      cause,
    });
  }
  return undefined;
}

/** kafkajs exports this class, its types do not. */
function isConnectionClosed(error: Error): boolean {
  return error.name === "KafkaJSConnectionClosedError";
}

function unreachableSentence(code: string, address: string): string | undefined {
  switch (code) {
    case "ECONNREFUSED":
      return `Nothing is listening at ${address} (connection refused).`;
    case "ENOTFOUND":
    case "EAI_AGAIN":
      return `Cannot find host ${hostOf(address)}. Check the name or the VPN.`;
    case "EHOSTUNREACH":
    case "ENETUNREACH":
    case "EADDRNOTAVAIL":
      return `There is no route to ${address} (${code}). Check the network or the VPN.`;
    case "ETIMEDOUT":
      return `No answer from ${address}: is a firewall or a VPN in the way?`;
    case "ECONNRESET":
    case "EPIPE":
      return `${address} broke off the connection (${code}).`;
    default:
      return undefined;
  }
}

function hostOf(address: string): string {
  return address.slice(0, address.lastIndexOf(":"));
}

function nodeCode(error: Error): string | undefined {
  const code: unknown = Reflect.get(error, "code");
  return typeof code === "string" ? code : undefined;
}

/** The error and what caused it, outermost first. */
function causes(error: unknown): readonly Error[] {
  const found = new Set<Error>();
  let next = error;
  while (next instanceof Error && !found.has(next)) {
    found.add(next);
    next = next.cause;
  }
  return [...found];
}
