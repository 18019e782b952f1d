import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";

import { chainPem, createCertificate, encryptedKeyPem, type Certificate } from "./certificate";
import { toPkcs12 } from "./pkcs12";

const loopbackNames = { dnsNames: ["localhost"], ipAddresses: ["127.0.0.1"] };

/** What the brokers of tests show, each of its own. */
export type ServerCertificateName = "broker" | "otherName" | "expired" | "unknownAuthority";

/** Made anew for each run: nothing here is worth keeping secret. */
export interface TestCertificates {
  /** Holds every file; see the paths below. */
  readonly directory: string;
  /** PEM of the authority that signed all but `unknownAuthority`, and its file. */
  readonly ca: string;
  readonly caFile: string;
  /** PEM of an authority that signed nothing the broker trusts. */
  readonly otherCa: string;
  readonly otherCaFile: string;
  /** Key and chain in one file, as a broker's key store of type PEM. */
  readonly keyStores: Readonly<Record<ServerCertificateName, string>>;
  /** When the expired certificate ended. */
  readonly expiredOn: Date;
  /** The broker's own, for servers that tests write. */
  readonly server: { readonly certificate: string; readonly key: string };
  /** Of the user client1. */
  readonly client: ClientCertificate;
  /** Signed by the other authority. */
  readonly otherClient: ClientCertificate;
}

export interface ClientCertificate {
  readonly commonName: string;
  readonly passphrase: string;
  /** PEM: the certificate and its authority's. */
  readonly certificate: string;
  readonly certificateFile: string;
  readonly key: string;
  readonly keyFile: string;
  /** PEM, encrypted by the passphrase. */
  readonly encryptedKey: string;
  readonly encryptedKeyFile: string;
  /** Encrypted by the passphrase. */
  readonly pkcs12: Uint8Array;
  readonly pkcs12File: string;
}

export async function createTestCertificates(directory: string): Promise<TestCertificates> {
  await mkdir(directory, { recursive: true });
  const write = async (name: string, content: string | Uint8Array): Promise<string> => {
    const file = path.join(directory, name);
    await writeFile(file, content);
    return file;
  };
  const ca = createCertificate({ commonName: "Test Authority", isAuthority: true });
  const otherCa = createCertificate({ commonName: "Other Authority", isAuthority: true });
  const expiredOn = new Date("2020-02-01T00:00:00Z");
  const servers: Record<ServerCertificateName, Certificate> = {
    broker: createCertificate({ commonName: "localhost", issuer: ca, ...loopbackNames }),
    otherName: createCertificate({
      commonName: "other-host.example",
      issuer: ca,
      dnsNames: ["other-host.example", "*.other-host.example"],
    }),
    expired: createCertificate({
      commonName: "localhost",
      issuer: ca,
      ...loopbackNames,
      validFrom: new Date("2020-01-01T00:00:00Z"),
      validUntil: expiredOn,
    }),
    unknownAuthority: createCertificate({
      commonName: "localhost",
      issuer: otherCa,
      ...loopbackNames,
    }),
  };
  const keyStore = (name: ServerCertificateName): Promise<string> =>
    write(`${name}-keystore.pem`, `${servers[name].keyPem}${chainPem(servers[name])}`);
  const client = async (commonName: string, issuer: Certificate): Promise<ClientCertificate> => {
    const passphrase = "sesame";
    const certificate = createCertificate({ commonName, issuer });
    const encryptedKey = encryptedKeyPem(certificate, passphrase);
    const pkcs12 = toPkcs12(certificate, passphrase);
    return {
      commonName,
      passphrase,
      certificate: chainPem(certificate),
      certificateFile: await write(`${commonName}.pem`, chainPem(certificate)),
      key: certificate.keyPem,
      keyFile: await write(`${commonName}.key`, certificate.keyPem),
      encryptedKey,
      encryptedKeyFile: await write(`${commonName}-encrypted.key`, encryptedKey),
      pkcs12,
      pkcs12File: await write(`${commonName}.p12`, pkcs12),
    };
  };
  return {
    directory,
    ca: ca.certificatePem,
    caFile: await write("ca.pem", ca.certificatePem),
    otherCa: otherCa.certificatePem,
    otherCaFile: await write("other-ca.pem", otherCa.certificatePem),
    keyStores: {
      broker: await keyStore("broker"),
      otherName: await keyStore("otherName"),
      expired: await keyStore("expired"),
      unknownAuthority: await keyStore("unknownAuthority"),
    },
    expiredOn,
    server: { certificate: chainPem(servers.broker), key: servers.broker.keyPem },
    client: await client("client1", ca),
    otherClient: await client("stranger", otherCa),
  };
}
