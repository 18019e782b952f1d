import { TLSSocket, type PeerCertificate } from "node:tls";
import type { TlsCredentials } from "../clusterConnection";
import { noTls, tlsFailure } from "../connection/tls/tlsFailure";
import { tlsOptions } from "../connection/tls/tlsOptions";
import { KafkaError } from "../errors";
import { CheckFailure } from "./checkFailure";
import type { CheckLimits } from "./checkLimits";
import { connectSocket } from "./connectSocket";
import { distrustAdvice } from "./distrustAdvice";
import type { Server } from "./server";

/** What a TLS server shows of itself. */
export interface TlsInspection {
  /** For instance "TLSv1.3". */
  readonly version: string;
  readonly certificate: PeerCertificate;
  /** True when the connection takes any certificate. */
  readonly isUnchecked: boolean;
  /** Why the certificate is not trusted; undefined when it is. */
  readonly distrust: CheckFailure | undefined;
}

/**
 * Greets a server by TLS, and sends nothing else. A certificate that is not trusted is looked at all the same.
 * @throws KafkaError
 */
export async function inspectTls(
  { server, target, address }: Server,
  credentials: TlsCredentials,
  limits: CheckLimits,
): Promise<TlsInspection> {
  const options = { ...tlsOptions(credentials, server.host), rejectUnauthorized: false };
  const socket = await connectSocket({ address, target }, options, limits);
  try {
    if (!(socket instanceof TLSSocket)) throw noTls(address);
    const certificate = socket.getPeerCertificate();
    const facts = { certificate, name: credentials.serverName ?? server.host };
    return {
      version: socket.getProtocol() ?? "TLS",
      certificate,
      isUnchecked: credentials.skipsVerification === true,
      distrust: socket.authorized
        ? undefined
        : distrustOf(codeOf(socket.authorizationError), address, facts),
    };
  } finally {
    socket.destroy();
  }
}

function distrustOf(
  code: string,
  address: string,
  facts: Parameters<typeof tlsFailure>[2],
): CheckFailure {
  const message = `The certificate of ${address} cannot be trusted (${code}).`;
  const failure =
    tlsFailure(code, address, facts) ?? new KafkaError(message, { kind: "tls", broker: address });
  return new CheckFailure(failure, distrustAdvice(code));
}

/** Node gives a code, whatever its types say. */
function codeOf(error: unknown): string {
  if (typeof error === "string") return error;
  const code: unknown = error instanceof Error ? Reflect.get(error, "code") : undefined;
  return typeof code === "string" ? code : "CERT_REJECTED";
}
