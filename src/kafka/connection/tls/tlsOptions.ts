import { X509Certificate } from "node:crypto";
import { isIP } from "node:net";
import * as tls from "node:tls";
import type { TlsCredentials } from "../../clusterConnection";
import { KafkaError } from "../../errors";

const pemCertificate = /-----BEGIN (?:X509 |TRUSTED )?CERTIFICATE-----[^-]+-----END [^-]+-----/g;
/** What every file in DER, such as PKCS#12, begins with. */
const derSequence = 0x30;

/**
 * How to speak TLS with a broker.
 * @param host the broker's own name, which its certificate must be for, wherever the connection really leads
 * @param secureContext of the same credentials, where it was made before
 * @throws KafkaError `tls` for a certificate, a key or a passphrase that does not fit; it does not repeat them
 */
export function tlsOptions(
  credentials: TlsCredentials,
  host: string,
  secureContext = secureContextOf(credentials),
): tls.ConnectionOptions {
  const name = credentials.serverName ?? host;
  return {
    secureContext,
    // of no use to Node besides the context; but where it is missing VS Code adds the system's authorities to that
    ...(credentials.ca === undefined ? {} : { ca: credentials.ca }),
    // no name is asked for by an IP address, which SNI does not allow
    servername: isIP(name) === 0 ? name : "",
    checkServerIdentity: (_, certificate) => tls.checkServerIdentity(name, certificate),
    rejectUnauthorized: credentials.skipsVerification !== true,
  };
}

/**
 * Reads certificates and keys: 10 ms of work and more, with the system's authorities.
 * @throws KafkaError `tls`
 */
export function secureContextOf(credentials: TlsCredentials): tls.SecureContext {
  const { certificate, key, pkcs12, passphrase } = credentials;
  const ca = credentials.ca === undefined ? systemAuthorities() : ownAuthorities(credentials.ca);
  if (pkcs12 === undefined && (certificate === undefined) !== (key === undefined)) {
    const [found, missing] = key === undefined ? ["certificate", "key"] : ["key", "certificate"];
    throw unusable(`The client's ${found} is of no use without its ${missing}.`);
  }
  try {
    return tls.createSecureContext({
      ...(ca === undefined ? {} : { ca }),
      ...(pkcs12 === undefined
        ? { cert: certificate, key }
        : { pfx: Buffer.from(pkcs12.buffer, pkcs12.byteOffset, pkcs12.byteLength) }),
      // an empty one keeps OpenSSL from asking for it on the terminal
      passphrase: passphrase ?? "",
    });
  } catch (error) {
    throw unusable(
      pkcs12 === undefined
        ? sentenceOfPem(error, credentials)
        : sentenceOfPkcs12(pkcs12, passphrase !== undefined),
    );
  }
}

/** @throws KafkaError `tls` when there is no certificate in it: nothing would be trusted then, without a word */
function ownAuthorities(pem: string): string[] {
  const certificates = pem.match(pemCertificate) ?? [];
  if (certificates.length === 0) throw unusable("The CA file holds no certificate in PEM.");
  for (const certificate of certificates) {
    try {
      new X509Certificate(certificate);
    } catch {
      throw unusable("The CA file holds a certificate that cannot be read.");
    }
  }
  return certificates;
}

/** Node's own and the system's, where this Node can tell; undefined leaves it to Node. */
function systemAuthorities(): string[] | undefined {
  const list: unknown = Reflect.get(tls, "getCACertificates");
  if (typeof list !== "function") return undefined;
  const certificatesOf = list as (kind: "default" | "system") => string[];
  return [...new Set([...certificatesOf("default"), ...certificatesOf("system")])];
}

function sentenceOfPem(error: unknown, { key = "", passphrase }: TlsCredentials): string {
  if (key.includes("ENCRYPTED") && passphrase === undefined) {
    return "The client's key is encrypted: its passphrase is missing.";
  }
  const code: unknown = error instanceof Error ? Reflect.get(error, "code") : undefined;
  const reason = typeof code === "string" ? code : "";
  if (reason.endsWith("BAD_DECRYPT")) return "The passphrase of the client's key is wrong.";
  return reason.endsWith("KEY_VALUES_MISMATCH")
    ? "The client's key does not belong to the client's certificate."
    : "The client's certificate and key cannot be read: both must be in PEM.";
}

/** OpenSSL's errors here have no code. */
function sentenceOfPkcs12(file: Uint8Array, hasPassphrase: boolean): string {
  if (file[0] !== derSequence) return "The client's file is not in PKCS#12.";
  const passphrase = hasPassphrase ? "its passphrase is wrong" : "its passphrase is missing";
  return `The client's PKCS#12 file cannot be opened: ${passphrase}, or it is encrypted in an old way, such as RC2.`;
}

function unusable(message: string): KafkaError {
  return new KafkaError(message, { kind: "tls" });
}
