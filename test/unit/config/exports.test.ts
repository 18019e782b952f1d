import assert from "node:assert/strict";
import type { ClusterProfile } from "../../../src/config/clusterProfile";
import { exportClientProperties, exportSettings } from "../../../src/config/exports";
import { importClusters } from "../../../src/config/imports/importClusters";
import { parseProfiles } from "../../../src/config/parseProfiles";

const profile: ClusterProfile = {
  id: "x",
  name: "orders-prod",
  bootstrapServers: ["a:1", "b:1"],
  isReadOnly: true,
  isProduction: true,
  clientId: "me",
  security: {
    protocol: "SASL_SSL",
    tls: { caFile: "/ca.pem" },
    sasl: { mechanism: "SCRAM-SHA-256", username: 'al"ice' },
  },
};

describe("exportSettings", () => {
  it("writes entries that read back, without the ids of this computer", () => {
    const read = parseProfiles(JSON.parse(exportSettings([profile])));
    assert.deepEqual(read.problems, []);
    assert.deepEqual(read.profiles, [{ ...profile, id: "orders-prod" }]);
  });
});

describe("exportClientProperties", () => {
  it("writes what Kafka's Java tools read, with the password left open", () => {
    const text = exportClientProperties(profile);
    const [imported] = importClusters(text, "clientProperties", "orders-prod").clusters;
    assert.deepEqual({ ...imported?.draft, id: profile.id }, profile);
    assert.deepEqual(imported?.secrets, {});
    assert.match(text, /^# orders-prod, without passwords\n/);
    assert.match(text, /password=\\?"\\?";/);
  });

  it("writes OAUTHBEARER and AWS MSK IAM", () => {
    const oauth = exportClientProperties({
      ...profile,
      security: {
        protocol: "SASL_SSL",
        sasl: { mechanism: "OAUTHBEARER", tokenEndpoint: "https://idp", clientId: "c", scope: "s" },
      },
    });
    const [cluster] = importClusters(oauth, "clientProperties", "x").clusters;
    assert.deepEqual(cluster?.draft.security?.sasl, {
      mechanism: "OAUTHBEARER",
      tokenEndpoint: "https://idp",
      clientId: "c",
      scope: "s",
    });
    assert.match(
      oauth,
      /callback\.handler\.class = org\.apache\.[\w.]+OAuthBearerLoginCallbackHandler/,
    );
    const iam = { mechanism: "AWS_MSK_IAM", region: "r", awsProfile: "p" } as const;
    const text = exportClientProperties({
      ...profile,
      security: { protocol: "SASL_SSL", sasl: iam },
    });
    assert.match(text, /IAMLoginModule required awsProfileName="p";/);
  });

  it("keeps a name from breaking out of its comment", () => {
    const text = exportClientProperties({ ...profile, name: "a\nsecurity.protocol=PLAINTEXT" });
    assert.match(text, /^# a security\.protocol=PLAINTEXT, without/);
  });
});
