import { asn1, pkcs12, pki } from "node-forge";

import type { Certificate } from "./certificate";

/** `3des` is what older tools wrote. */
export type Pkcs12Algorithm = "aes256" | "3des";

/** Certificate, chain and key in one file, as `openssl pkcs12 -export` and Java's keytool make it. */
export function toPkcs12(
  certificate: Certificate,
  passphrase: string,
  algorithm: Pkcs12Algorithm = "aes256",
): Buffer {
  const chain: pki.Certificate[] = [];
  for (let link: Certificate | undefined = certificate; link !== undefined; link = link.issuer) {
    chain.push(pki.certificateFromPem(link.certificatePem));
  }
  const key = pki.privateKeyFromPem(certificate.keyPem);
  const file = pkcs12.toPkcs12Asn1(key, chain, passphrase, { algorithm });
  return Buffer.from(asn1.toDer(file).getBytes(), "binary");
}
