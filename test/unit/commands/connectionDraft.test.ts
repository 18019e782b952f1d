import assert from "node:assert/strict";
import {
  emptyDraft,
  toClusterDraft,
  toConnectionDraft,
} from "../../../src/commands/connectionDraft";
import type { ClusterDraft } from "../../../src/config/clusterProfile";

const cluster = (change: Partial<ClusterDraft> = {}): ClusterDraft => ({
  name: "demo",
  bootstrapServers: ["a:1", "b:2"],
  isReadOnly: false,
  isProduction: false,
  ...change,
});

const roundTrip = (draft: ClusterDraft): ClusterDraft =>
  toClusterDraft(toConnectionDraft(draft), draft.bootstrapServers);

const clusters: Readonly<Record<string, ClusterDraft>> = {
  "a plain cluster": cluster(),
  "marks and protection": cluster({ color: "red", isProduction: true, isReadOnly: true }),
  "mutual TLS with PEM files": cluster({
    security: {
      protocol: "SSL",
      tls: { caFile: "/ca.pem", certificateFile: "/c.pem", keyFile: "/k.pem", serverName: "kafka" },
    },
  }),
  "PKCS#12 without verification": cluster({
    security: { protocol: "SSL", tls: { pkcs12File: "~/me.p12", skipsVerification: true } },
  }),
  SCRAM: cluster({
    security: {
      protocol: "SASL_PLAINTEXT",
      sasl: { mechanism: "SCRAM-SHA-256", username: "alice" },
    },
  }),
  "OAuth with client credentials": cluster({
    security: {
      protocol: "SASL_SSL",
      sasl: {
        mechanism: "OAUTHBEARER",
        tokenEndpoint: "https://login.example.com/token",
        tokenCaFile: "/login.pem",
        clientId: "me",
        scope: "a b",
        extensions: { logicalCluster: "lkc-1", identityPoolId: "pool-2" },
      },
    },
  }),
  "a static token": cluster({
    security: { protocol: "SASL_SSL", sasl: { mechanism: "OAUTHBEARER" } },
  }),
  "an AWS role": cluster({
    security: {
      protocol: "SASL_SSL",
      sasl: {
        mechanism: "AWS_MSK_IAM",
        region: "eu-central-1",
        awsRoleArn: "arn:aws:iam::1:role/a",
      },
    },
  }),
  "the rest": cluster({
    addressMap: { "broker-1:9092": "localhost:19092" },
    maxVersions: { Fetch: 11 },
    clientId: "me",
    connectTimeoutMs: 5000,
    requestTimeoutMs: 20_000,
    schemaRegistry: {
      url: "https://r.example.com",
      authentication: "basic",
      username: "me",
      caFile: "/r.pem",
    },
  }),
};

describe("the form of a cluster", () => {
  for (const [name, draft] of Object.entries(clusters)) {
    it(`reads back as it was: ${name}`, () => {
      assert.deepEqual(roundTrip(draft), draft);
    });
  }

  it("leaves out what the chosen protocol and mechanism do not ask for", () => {
    const typed = { ...emptyDraft, name: "x", username: "alice", caFile: "/ca.pem" };
    assert.equal(toClusterDraft(typed, ["a:1"]).security, undefined);
    const sasl = toClusterDraft(
      { ...typed, protocol: "SASL_PLAINTEXT", mechanism: "OAUTHBEARER", oauth: "token" },
      ["a:1"],
    );
    assert.deepEqual(sasl.security, {
      protocol: "SASL_PLAINTEXT",
      sasl: { mechanism: "OAUTHBEARER" },
    });
  });

  it("takes no notice of spaces and empty rows", () => {
    const typed = {
      ...emptyDraft,
      name: " demo ",
      clientId: "  ",
      addressMap: [
        { advertised: " a ", reachable: " b " },
        { advertised: "", reachable: "" },
      ],
    };
    const { name, clientId, addressMap } = toClusterDraft(typed, ["a:1"]);
    assert.deepEqual([name, clientId, addressMap], ["demo", undefined, { a: "b" }]);
  });
});
