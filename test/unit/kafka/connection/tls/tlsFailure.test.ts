import assert from "node:assert/strict";
import type { PeerCertificate } from "node:tls";
import { noTls, tlsFailure } from "../../../../../src/kafka/connection/tls/tlsFailure";

const certificate = {
  subject: { CN: "broker" },
  issuer: { O: "Some Company" },
  subjectaltname: "DNS:a.example, IP Address:10.0.0.1",
  valid_from: "Jan  1 00:00:00 2020 GMT",
  valid_to: "Feb  1 00:00:00 2020 GMT",
} as unknown as PeerCertificate;

function sentence(code: string, facts = {}): string | undefined {
  const failure = tlsFailure(code, "h:9093", facts);
  if (failure !== undefined) assert.deepEqual([failure.kind, failure.broker], ["tls", "h:9093"]);
  return failure?.message;
}

describe("tlsFailure", () => {
  it("says who issued a certificate that is not trusted", () => {
    const text = "The certificate of h:9093 is not signed by a trusted authority";
    for (const code of ["DEPTH_ZERO_SELF_SIGNED_CERT", "UNABLE_TO_VERIFY_LEAF_SIGNATURE"]) {
      assert.equal(sentence(code), `${text}.`);
      assert.equal(sentence(code, { certificate }), `${text}: it was issued by Some Company.`);
    }
  });

  it("says whose certificate it is instead", () => {
    const text = "The certificate of h:9093 is for";
    const code = "ERR_TLS_CERT_ALTNAME_INVALID";
    assert.equal(sentence(code), `${text} another name, not this host.`);
    const facts = { certificate, name: "h" };
    assert.equal(sentence(code, facts), `${text} a.example, 10.0.0.1, not h.`);
  });

  it("says when a certificate expired, or begins", () => {
    const expired = sentence("CERT_HAS_EXPIRED", { certificate }) ?? "";
    assert.match(expired, /^The certificate of h:9093 expired on 2020-02-01 \(your clock: \d{4}-/);
    const valid = { ...certificate, valid_to: "Feb  1 00:00:00 9999 GMT" };
    assert.match(
      sentence("CERT_HAS_EXPIRED", { certificate: valid }) ?? "",
      /or of an authority that signed it, has expired/,
    );
    assert.match(sentence("CERT_NOT_YET_VALID", { certificate }) ?? "", /only from 2020-01-01 on/);
  });

  it("tells a missing client certificate from one that is not accepted", () => {
    for (const alert of ["BAD_CERTIFICATE", "CERTIFICATE_REQUIRED"]) {
      const code = `ERR_SSL_SSLV3_ALERT_${alert}`;
      assert.match(sentence(code) ?? "", /asks for a client certificate, and this connection has/);
      assert.match(
        sentence(code, { hasClientCertificate: true }) ?? "",
        /does not accept the client's certificate/,
      );
    }
  });

  it("promises nothing where the server does not say what it minds", () => {
    const code = "ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE";
    assert.match(sentence(code) ?? "", /broke off TLS .* it may ask for a client certificate/);
    assert.match(sentence(code, { hasClientCertificate: true }) ?? "", /it may not accept/);
  });

  it("tells another protocol from another version of TLS", () => {
    const other = noTls("h:9093").message;
    assert.equal(sentence("ERR_SSL_WRONG_VERSION_NUMBER"), other);
    assert.match(other, /does not answer TLS; try PLAINTEXT or SASL_PLAINTEXT/);
    assert.match(sentence("ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION") ?? "", /no version of TLS/);
    assert.match(sentence("ERR_SSL_TLSV1_ALERT_INTERNAL_ERROR") ?? "", /broke off TLS/);
  });

  it("leaves what is not about TLS to others", () => {
    assert.equal(sentence("ECONNREFUSED"), undefined);
    assert.equal(sentence("ERR_INVALID_ARG_TYPE"), undefined);
  });
});
