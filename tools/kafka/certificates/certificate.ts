import { createPrivateKey, generateKeyPairSync, randomBytes, type KeyObject } from "node:crypto";

import { md, pki } from "node-forge";

const dayMs = 24 * 3_600_000;
const digitalSignature = { name: "keyUsage", critical: true, digitalSignature: true } as const;

/** A certificate and its private key; `issuer` is missing where it signed itself. */
export interface Certificate {
  readonly certificatePem: string;
  /** PKCS#8, not encrypted. */
  readonly keyPem: string;
  readonly issuer?: Certificate | undefined;
}

export interface CertificateOptions {
  readonly commonName: string;
  /** Signs itself when missing. */
  readonly issuer?: Certificate;
  readonly isAuthority?: boolean;
  readonly dnsNames?: readonly string[];
  readonly ipAddresses?: readonly string[];
  /** Ten years from yesterday on, when missing. */
  readonly validFrom?: Date;
  readonly validUntil?: Date;
}

/** Makes an RSA key and a certificate for it, for use by tests alone. */
export function createCertificate(options: CertificateOptions): Certificate {
  const { commonName, issuer, isAuthority = false } = options;
  const { publicKey, privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const certificate = pki.createCertificate();
  certificate.publicKey = pki.publicKeyFromPem(pemOf(publicKey));
  certificate.serialNumber = `01${randomBytes(8).toString("hex")}`;
  certificate.validity.notBefore = options.validFrom ?? new Date(Date.now() - dayMs);
  certificate.validity.notAfter = options.validUntil ?? new Date(Date.now() + 3_650 * dayMs);
  const subject = [{ name: "commonName", value: commonName }];
  certificate.setSubject(subject);
  certificate.setIssuer(
    issuer === undefined
      ? subject
      : pki.certificateFromPem(issuer.certificatePem).subject.attributes,
  );
  const { dnsNames = [], ipAddresses = [] } = options;
  certificate.setExtensions([
    { name: "basicConstraints", critical: true, cA: isAuthority },
    isAuthority
      ? { name: "keyUsage", critical: true, keyCertSign: true, cRLSign: true }
      : digitalSignature,
    ...(isAuthority ? [] : [{ name: "extKeyUsage", serverAuth: true, clientAuth: true }]),
    ...(dnsNames.length + ipAddresses.length === 0
      ? []
      : [
          {
            name: "subjectAltName",
            altNames: [
              ...dnsNames.map((value) => ({ type: 2, value })),
              ...ipAddresses.map((ip) => ({ type: 7, ip })),
            ],
          },
        ]),
  ]);
  const keyPem = pemOf(privateKey);
  certificate.sign(pki.privateKeyFromPem(issuer?.keyPem ?? keyPem), md.sha256.create());
  return { certificatePem: unixLines(pki.certificateToPem(certificate)), keyPem, issuer };
}

/** The certificate and those that signed it, the authority's last. */
export function chainPem({ certificatePem, issuer }: Certificate): string {
  return issuer === undefined ? certificatePem : `${certificatePem}${chainPem(issuer)}`;
}

/** The private key as PKCS#8, encrypted. */
export function encryptedKeyPem({ keyPem }: Certificate, passphrase: string): string {
  return createPrivateKey(keyPem)
    .export({ type: "pkcs8", format: "pem", cipher: "aes-256-cbc", passphrase })
    .toString();
}

function pemOf(key: KeyObject): string {
  return key.export({ type: key.type === "private" ? "pkcs8" : "spki", format: "pem" }).toString();
}

function unixLines(pem: string): string {
  return pem.replaceAll("\r\n", "\n");
}
