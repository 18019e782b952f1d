import { formatAddress } from "../connection/bootstrapServers";
import { toKafkaError } from "../connection/toKafkaError";
import { KafkaError } from "../errors";
import type { CheckLimits } from "./checkLimits";
import { reach } from "./reach";

/** What became of one of a host's addresses. */
export type Attempt =
  | { readonly ip: string; readonly elapsedMs: number; readonly failure?: undefined }
  | { readonly ip: string; readonly failure: KafkaError };

/**
 * Tries all addresses of a host at once.
 * @returns what became of each
 * @throws KafkaError when none accepts a connection: what became of each, in one message
 */
export async function reachAny(
  ips: readonly string[],
  port: number,
  limits: CheckLimits,
): Promise<readonly Attempt[]> {
  const attempts = await Promise.all(ips.map((ip) => attempt(ip, port, limits)));
  const failures = attempts.flatMap(({ failure }) => failure ?? []);
  const [first] = failures;
  if (first === undefined || failures.length < attempts.length) return attempts;
  if (failures.length === 1) throw first;
  const message = failures.map((failure) => failure.message).join(" ");
  throw new KafkaError(message, { kind: first.kind, cause: first });
}

async function attempt(ip: string, port: number, limits: CheckLimits): Promise<Attempt> {
  try {
    return { ip, elapsedMs: await reach({ host: ip, port }, limits) };
  } catch (error) {
    return { ip, failure: toKafkaError(error, formatAddress({ host: ip, port })) };
  }
}
