import assert from "node:assert/strict";
import { checkDraft } from "../../../../src/panels/connection/checkDraft";
import type { ConnectionDraft, DraftField } from "../../../../src/panels/connection/protocol";
import { draftWith, saslDraft } from "./connectionScene";

const at = (draft: ConnectionDraft, field: DraftField): string[] =>
  checkDraft(draft, ["taken"])
    .filter((finding) => finding.field === field)
    .map(({ severity, message }) => `${severity}: ${message}`);

const fields = (draft: ConnectionDraft): DraftField[] =>
  checkDraft(draft, []).map(({ field }) => field);

describe("checkDraft", () => {
  it("finds nothing wrong with a name and a server", () => {
    assert.deepEqual(checkDraft(draftWith(), []), []);
  });

  it("wants a name of its own", () => {
    assert.match(at(draftWith({ name: "  " }), "name")[0] ?? "", /Enter a name/);
    assert.match(at(draftWith({ name: " taken " }), "name")[0] ?? "", /Another cluster/);
  });

  it("explains servers that cannot be read", () => {
    const wrong = draftWith({ bootstrapServers: "localhost:0" });
    assert.match(at(wrong, "bootstrapServers")[0] ?? "", /^error: .*port/);
  });

  it("asks a mechanism only for what it needs", () => {
    assert.deepEqual(fields(saslDraft({ username: "" })), ["username"]);
    assert.deepEqual(fields(saslDraft({ mechanism: "OAUTHBEARER" })), [
      "tokenEndpoint",
      "oauthClientId",
    ]);
    assert.deepEqual(fields(saslDraft({ mechanism: "OAUTHBEARER", oauth: "token" })), []);
    assert.deepEqual(fields(saslDraft({ mechanism: "AWS_MSK_IAM" })), ["region"]);
    assert.deepEqual(
      fields(saslDraft({ mechanism: "AWS_MSK_IAM", region: "eu-central-1", aws: "keys" })),
      ["awsAccessKeyId"],
    );
    assert.deepEqual(fields(draftWith({ username: "", mechanism: "PLAIN" })), []);
  });

  it("warns of a password that anybody on the way can read, of PLAIN without TLS alone", () => {
    const plain = { protocol: "SASL_PLAINTEXT", mechanism: "PLAIN" } as const;
    assert.match(at(saslDraft(plain), "mechanism")[0] ?? "", /^warning: .*unencrypted/);
    assert.deepEqual(at(saslDraft({ ...plain, protocol: "SASL_SSL" }), "mechanism"), []);
    assert.deepEqual(at(saslDraft({ ...plain, mechanism: "SCRAM-SHA-256" }), "mechanism"), []);
  });

  it("sends a client secret nowhere but to https, or to this computer", () => {
    const endpoint = (tokenEndpoint: string): string[] =>
      at(
        saslDraft({ mechanism: "OAUTHBEARER", tokenEndpoint, oauthClientId: "me" }),
        "tokenEndpoint",
      );
    assert.deepEqual(endpoint("https://login.example.com/token"), []);
    assert.deepEqual(endpoint("http://127.0.0.1:8080/token"), []);
    assert.match(endpoint("http://login.example.com/token")[0] ?? "", /https/);
    assert.match(endpoint("file:///etc/passwd")[0] ?? "", /https/);
    assert.match(endpoint("https://me:secret@login.example.com")[0] ?? "", /https/);
  });

  it("reads extensions as name=value, and names the part that is none", () => {
    const extensions = (text: string): string[] =>
      at(saslDraft({ mechanism: "OAUTHBEARER", oauth: "token", extensions: text }), "extensions");
    assert.deepEqual(extensions("logicalCluster=lkc-1, identityPoolId=pool-2"), []);
    assert.match(extensions("a=b, lonely")[0] ?? "", /"lonely"/);
  });

  it("wants a role by its ARN, and a region by its name", () => {
    const aws = { mechanism: "AWS_MSK_IAM", region: "us-gov-west-1", aws: "role" } as const;
    assert.deepEqual(at(saslDraft(aws), "region"), []);
    assert.match(at(saslDraft(aws), "awsRoleArn")[0] ?? "", /ARN/);
    const awsRoleArn = "arn:aws-us-gov:iam::123456789012:role/kafka";
    assert.deepEqual(fields(saslDraft({ ...aws, awsRoleArn })), []);
  });

  it("wants whole paths, and the files that were chosen to be used", () => {
    const tls = (change: Partial<ConnectionDraft>): DraftField[] =>
      fields(draftWith({ protocol: "SSL", ...change }));
    assert.deepEqual(tls({ caFile: "ca.pem" }), ["caFile"]);
    assert.deepEqual(tls({ caFile: "~/ca.pem" }), []);
    assert.deepEqual(tls({ clientCertificate: "pem" }), ["certificateFile"]);
    assert.deepEqual(tls({ clientCertificate: "pkcs12" }), ["pkcs12File"]);
    assert.deepEqual(tls({ serverName: "a:1" }), ["serverName"]);
    assert.deepEqual(fields(draftWith({ caFile: "ca.pem" })), []);
  });

  it("warns loudly when certificates are not checked", () => {
    const skipping = draftWith({ protocol: "SSL", skipsVerification: true });
    assert.match(at(skipping, "skipsVerification")[0] ?? "", /^warning: Any certificate is taken/);
  });

  it("wants addresses on both sides of an override, each once", () => {
    const rows = (...pairs: [string, string][]): string[] =>
      at(
        draftWith({
          addressMap: pairs.map(([advertised, reachable]) => ({ advertised, reachable })),
        }),
        "addressMap",
      );
    assert.deepEqual(rows(["broker-1:9092", "localhost:19092"], ["broker-2", "::1"]).length, 1);
    assert.deepEqual(rows(["broker-1:9092", "localhost:19092"], ["broker-2", "[::1]"]), []);
    assert.deepEqual(rows(["", ""]), []);
    assert.match(rows(["broker-1", ""])[0] ?? "", /both sides/);
    assert.match(rows(["a", "b"], ["a", "c"])[0] ?? "", /twice/);
  });

  it("takes timeouts and version caps in digits, within their limits", () => {
    assert.deepEqual(fields(draftWith({ connectTimeoutMs: "5000", requestTimeoutMs: "" })), []);
    for (const text of ["50", "1e4", "-1", "120001"]) {
      assert.deepEqual(fields(draftWith({ connectTimeoutMs: text })), ["connectTimeoutMs"]);
    }
    const cap = (api: string, version: string): DraftField[] =>
      fields(draftWith({ maxVersions: [{ api, version }] }));
    assert.deepEqual(cap("Fetch", "11"), []);
    assert.deepEqual(cap("Fetch", "x"), ["maxVersions"]);
    assert.deepEqual(cap("fetch!", "11"), ["maxVersions"]);
  });

  it("warns of a registry's password over http, and wants its user", () => {
    const registry = (change: Partial<ConnectionDraft>): DraftField[] =>
      fields(draftWith({ registryUrl: "http://registry.example.com", ...change }));
    assert.deepEqual(registry({}), []);
    assert.deepEqual(registry({ registryAuthentication: "bearer" }), ["registryUrl"]);
    assert.deepEqual(
      registry({ registryUrl: "https://r.example.com", registryAuthentication: "basic" }),
      ["registryUsername"],
    );
    assert.deepEqual(registry({ registryUrl: "https://me:pw@r.example.com" }), ["registryUrl"]);
  });
});
