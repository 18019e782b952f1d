import assert from "node:assert/strict";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { connect, createServer, type PeerCertificate, type Server } from "node:tls";
import type { TlsCredentials } from "../../../../../src/kafka/clusterConnection";
import { tlsOptions } from "../../../../../src/kafka/connection/tls/tlsOptions";
import {
  chainPem,
  createCertificate,
  encryptedKeyPem,
  type Certificate,
} from "../../../../../tools/kafka/certificates/certificate";
import { toPkcs12 } from "../../../../../tools/kafka/certificates/pkcs12";
import { kafkaError } from "../../../../support/kafkaError";

const passphrase = "sesame";

describe("tlsOptions", function () {
  this.timeout(20_000);
  let authority: Certificate;
  let client: Certificate;
  let server: Server;
  let ca: string;

  before(async () => {
    authority = createCertificate({ commonName: "Authority", isAuthority: true });
    ca = authority.certificatePem;
    client = createCertificate({ commonName: "client", issuer: authority });
    const own = createCertificate({
      commonName: "broker",
      issuer: authority,
      dnsNames: ["broker.example"],
      ipAddresses: ["10.1.2.3"],
    });
    const options = {
      cert: chainPem(own),
      key: own.keyPem,
      ca,
      requestCert: true,
      rejectUnauthorized: false,
    };
    server = createServer(options, (socket) => {
      const { subject } = socket.getPeerCertificate() as Partial<PeerCertificate>;
      socket.on("error", () => undefined);
      socket.end(String(subject?.CN ?? "nobody"));
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
  });

  after(async () => {
    server.close();
    await once(server, "close");
  });

  /** Whom the server takes the client for. */
  async function greeted(credentials: TlsCredentials, host = "broker.example"): Promise<string> {
    const { port } = server.address() as AddressInfo;
    const socket = connect({ host: "127.0.0.1", port, ...tlsOptions(credentials, host) });
    try {
      const [name] = (await once(socket, "data")) as [Buffer];
      return name.toString();
    } finally {
      socket.destroy();
    }
  }

  function unusable(credentials: TlsCredentials, sentence: RegExp): void {
    assert.throws(() => tlsOptions(credentials, "h"), kafkaError("tls", sentence));
  }

  it("checks the certificate for the broker's own name, a host's or an address", async () => {
    assert.equal(await greeted({ ca }), "nobody");
    assert.equal(await greeted({ ca }, "10.1.2.3"), "nobody");
    const wrong = { code: "ERR_TLS_CERT_ALTNAME_INVALID" };
    await assert.rejects(greeted({ ca }, "127.0.0.1"), wrong);
    await assert.rejects(greeted({ ca, serverName: "other.example" }), wrong);
    assert.equal(await greeted({ ca, serverName: "broker.example" }, "127.0.0.1"), "nobody");
  });

  it("trusts its own authority alone, one of several", async () => {
    const { certificatePem: other } = createCertificate({ commonName: "Other", isAuthority: true });
    assert.equal(await greeted({ ca: `Subject: other\n${other}\n# mine\n${ca}` }), "nobody");
    await assert.rejects(greeted({ ca: other }), { code: "SELF_SIGNED_CERT_IN_CHAIN" });
    await assert.rejects(greeted({}), { code: "SELF_SIGNED_CERT_IN_CHAIN" });
    assert.equal(await greeted({ ca: other, skipsVerification: true }), "nobody");
  });

  it("names its authorities besides the context, so that VS Code adds no others to it", () => {
    assert.equal(tlsOptions({ ca }, "h").ca, ca);
    assert.equal("ca" in tlsOptions({}, "h"), false);
  });

  it("shows the client's certificate, of PEM and PKCS#12, old and new", async () => {
    const [certificate, key] = [chainPem(client), client.keyPem];
    assert.equal(await greeted({ ca, certificate, key }), "client");
    const encrypted = encryptedKeyPem(client, passphrase);
    assert.equal(await greeted({ ca, certificate, key: encrypted, passphrase }), "client");
    for (const algorithm of ["aes256", "3des"] as const) {
      const pkcs12 = toPkcs12(client, passphrase, algorithm);
      assert.equal(await greeted({ ca, pkcs12, passphrase }), "client");
    }
  });

  it("says what is wrong with the client's certificate, key or passphrase", () => {
    const [certificate, key] = [chainPem(client), client.keyPem];
    const encrypted = encryptedKeyPem(client, passphrase);
    unusable({ certificate }, /certificate is of no use without its key/);
    unusable({ key }, /key is of no use without its certificate/);
    unusable({ certificate, key: encrypted }, /encrypted: its passphrase is missing/);
    unusable({ certificate, key: encrypted, passphrase: "wrong" }, /passphrase .* is wrong/);
    unusable({ certificate, key: authority.keyPem }, /does not belong to/);
    unusable({ certificate, key: "garbage" }, /cannot be read: both must be in PEM/);
    unusable({ certificate: "garbage", key }, /must be in PEM/);
  });

  it("says what is wrong with a PKCS#12 file", () => {
    const pkcs12 = toPkcs12(client, passphrase);
    unusable({ pkcs12 }, /its passphrase is missing/);
    unusable({ pkcs12, passphrase: "wrong" }, /its passphrase is wrong/);
    unusable({ pkcs12: Buffer.from("garbage"), passphrase }, /is not in PKCS#12/);
    unusable({ pkcs12: pkcs12.subarray(0, 100), passphrase }, /cannot be opened/);
  });

  it("does not take a file without certificates for authorities", () => {
    unusable({ ca: "" }, /holds no certificate in PEM/);
    unusable({ ca: client.keyPem }, /holds no certificate in PEM/);
    const broken = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
    unusable({ ca: broken }, /a certificate that cannot be read/);
  });
});
