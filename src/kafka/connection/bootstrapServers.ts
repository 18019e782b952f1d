import { KafkaError } from "../errors";

export interface BrokerAddress {
  /** Name or IP address; IPv6 without brackets. */
  readonly host: string;
  readonly port: number;
}

const defaultPort = 9092;
const schemes = new Set(["PLAINTEXT", "SSL", "SASL_PLAINTEXT", "SASL_SSL"]);

/**
 * Reads bootstrap servers as people write them: `host`, `host:port`, `[::1]:9092`, `PLAINTEXT://host:port`,
 * separated by commas or white space. Without a port it is 9092; doubles are dropped.
 * @throws KafkaError `invalidInput` with a sentence that names the part that cannot be read
 */
export function parseBootstrapServers(text: string | readonly string[]): readonly BrokerAddress[] {
  const parts = (typeof text === "string" ? [text] : text)
    .flatMap((part) => part.split(/[\s,;]+/))
    .filter((part) => part !== "");
  if (parts.length === 0)
    throw invalid("Enter at least one bootstrap server, for instance localhost:9092.");
  const addresses = new Map<string, BrokerAddress>();
  for (const part of parts) {
    const address = parseAddress(part);
    addresses.set(formatAddress(address), address);
  }
  return [...addresses.values()];
}

/** Whether the text is the address of one broker, with or without a port. */
export function isBrokerAddress(text: string): boolean {
  try {
    return parseBootstrapServers(text).length === 1;
  } catch {
    return false;
  }
}

/** `host:port`, an IPv6 host in brackets. */
export function formatAddress({ host, port }: BrokerAddress): string {
  return host.includes(":") ? `[${host}]:${port}` : `${host}:${port}`;
}

function parseAddress(part: string): BrokerAddress {
  const rest = withoutScheme(part);
  const bracketed = /^\[([^\]]*)\](?::(.*))?$/.exec(rest);
  if (bracketed) {
    const [, host = "", port] = bracketed;
    if (!/^[0-9a-f:.]+(%[\w.-]+)?$/i.test(host)) {
      throw invalid(`"${part}" has no IPv6 address between its brackets.`);
    }
    return { host, port: parsePort(part, port) };
  }
  const colons = rest.split(":").length - 1;
  if (colons > 1) {
    throw invalid(
      `"${part}" has more than one colon. Write an IPv6 address in brackets: [::1]:9092.`,
    );
  }
  const [host = "", port] = rest.split(":");
  if (host === "") throw invalid(`"${part}" has no host name.`);
  if (!/^[\p{L}\p{N}._-]+$/u.test(host)) {
    throw invalid(`"${host}" is not a host name. Write host:port, for instance localhost:9092.`);
  }
  return { host, port: parsePort(part, port) };
}

function withoutScheme(part: string): string {
  const match = /^([^:/]*):\/\/(.*)$/.exec(part);
  if (!match) return part;
  const [, scheme = "", rest = ""] = match;
  if (!schemes.has(scheme.toUpperCase())) {
    throw invalid(
      `"${part}" is not the address of a Kafka broker: write host:port without ${scheme}://.`,
    );
  }
  return rest.replace(/\/$/, "");
}

function parsePort(part: string, text: string | undefined): number {
  if (text === undefined) return defaultPort;
  const port = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  if (port < 1 || port > 65_535) {
    throw invalid(`"${part}" has no valid port: it must be a number from 1 to 65535.`);
  }
  return port;
}

function invalid(message: string): KafkaError {
  return new KafkaError(message, { kind: "invalidInput" });
}
