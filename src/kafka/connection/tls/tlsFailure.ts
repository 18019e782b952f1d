import type { PeerCertificate } from "node:tls";
import { KafkaError } from "../../errors";
import { listed } from "../../reset/naming";
import { dayOf, issuerOf, namesOf } from "./certificateText";

export interface TlsFacts {
  /** What the server shows; hostile. */
  readonly certificate?: PeerCertificate | undefined;
  /** The name its certificate was to be for. */
  readonly name?: string | undefined;
  /** True when this client has a certificate of its own. */
  readonly hasClientCertificate?: boolean | undefined;
}

const untrusted: ReadonlySet<string> = new Set([
  "CERT_UNTRUSTED",
  "DEPTH_ZERO_SELF_SIGNED_CERT",
  "SELF_SIGNED_CERT_IN_CHAIN",
  "UNABLE_TO_GET_ISSUER_CERT",
  "UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
  "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
]);

/** Others of OpenSSL's reasons not to take a certificate. */
const unusable: ReadonlySet<string> = new Set([
  "CERT_CHAIN_TOO_LONG",
  "CERT_REJECTED",
  "CERT_REVOKED",
  "CERT_SIGNATURE_FAILURE",
  "CRL_HAS_EXPIRED",
  "EE_KEY_TOO_SMALL",
  "CA_KEY_TOO_SMALL",
  "CA_MD_TOO_WEAK",
  "ERROR_IN_CERT_NOT_AFTER_FIELD",
  "ERROR_IN_CERT_NOT_BEFORE_FIELD",
  "HOSTNAME_MISMATCH",
  "INVALID_CA",
  "INVALID_PURPOSE",
  "PATH_LENGTH_EXCEEDED",
]);

/** A refusal of what the client shows, or of its showing nothing. */
const clientAlert =
  /ALERT_(BAD_CERTIFICATE|UNSUPPORTED_CERTIFICATE|CERTIFICATE_(REVOKED|EXPIRED|UNKNOWN|REQUIRED)|UNKNOWN_CA|ACCESS_DENIED)$/;
/** The same as older versions of TLS say it, which also say so where nothing is in common. */
const vagueAlert = "ALERT_HANDSHAKE_FAILURE";
const versionProblem = /ALERT_PROTOCOL_VERSION$|UNSUPPORTED_PROTOCOL$/;

/**
 * Says in a sentence why TLS failed; undefined for a code that is not about TLS.
 * @param code Node's, of an error of a TLS socket
 * @param address `host:port`
 */
export function tlsFailure(
  code: string,
  address: string,
  facts: TlsFacts = {},
): KafkaError | undefined {
  const sentence = sentenceOf(code, address, facts);
  return sentence === undefined
    ? undefined
    : new KafkaError(sentence, { kind: "tls", broker: address });
}

/** What answers at the address does not speak TLS. */
export function noTls(address: string): KafkaError {
  const message = `${address} does not answer TLS; try PLAINTEXT or SASL_PLAINTEXT.`;
  return new KafkaError(message, { kind: "tls", broker: address });
}

/** What answers at the address speaks TLS to those who do. */
export function expectsTls(address: string, cause?: KafkaError): KafkaError {
  const message = `${address} expects TLS; this connection is plaintext.`;
  return new KafkaError(message, { kind: "tls", broker: address, cause });
}

function sentenceOf(code: string, address: string, facts: TlsFacts): string | undefined {
  if (untrusted.has(code)) {
    const issuer =
      facts.certificate === undefined ? "" : `: it was issued by ${issuerOf(facts.certificate)}`;
    return `The certificate of ${address} is not signed by a trusted authority${issuer}.`;
  }
  switch (code) {
    case "ERR_TLS_CERT_ALTNAME_INVALID":
      return nameSentence(address, facts);
    case "CERT_HAS_EXPIRED":
      return expirySentence(address, facts.certificate);
    case "CERT_NOT_YET_VALID":
      return `The certificate of ${address} is valid only from ${facts.certificate === undefined ? "a later day" : dayOf(facts.certificate.valid_from)} on (your clock: ${now()}).`;
    default:
      return unusable.has(code)
        ? `The certificate of ${address} cannot be trusted (${code}).`
        : handshakeSentence(code, address, facts);
  }
}

function nameSentence(address: string, { certificate, name }: TlsFacts): string {
  const names = certificate === undefined ? [] : namesOf(certificate);
  const shown = names.length === 0 ? "another name" : listed(names);
  return `The certificate of ${address} is for ${shown}, not ${name ?? "this host"}.`;
}

/** An authority of the chain may have expired, while the server's own certificate is valid. */
function expirySentence(address: string, certificate: PeerCertificate | undefined): string {
  const isOwn = certificate !== undefined && Date.parse(certificate.valid_to) < Date.now();
  return isOwn
    ? `The certificate of ${address} expired on ${dayOf(certificate.valid_to)} (your clock: ${now()}).`
    : `The certificate of ${address}, or of an authority that signed it, has expired (your clock: ${now()}).`;
}

function handshakeSentence(code: string, address: string, facts: TlsFacts): string | undefined {
  if (!code.startsWith("ERR_SSL_")) return undefined;
  if (clientAlert.test(code)) {
    return facts.hasClientCertificate === true
      ? `${address} does not accept the client's certificate (${code}).`
      : `${address} asks for a client certificate, and this connection has none (${code}).`;
  }
  if (code.endsWith(vagueAlert)) {
    const perhaps =
      facts.hasClientCertificate === true
        ? "it may not accept the client's certificate"
        : "it may ask for a client certificate, and this connection has none";
    return `${address} broke off TLS (${code}): ${perhaps}.`;
  }
  if (versionProblem.test(code)) {
    return `${address} and this client have no version of TLS in common (${code}).`;
  }
  return code.includes("ALERT") ? `${address} broke off TLS (${code}).` : noTls(address).message;
}

function now(): string {
  return new Date().toISOString().slice(0, "2027-01-01T00:00".length).replace("T", " ");
}
