import assert from "node:assert/strict";
import fc from "fast-check";
import { draftProblem, entryOf, parseProfiles } from "../../../src/config/parseProfiles";

const good = { id: "1", name: "demo", bootstrapServers: ["localhost:19092"] };

const secured = (security: unknown): unknown => ({ ...good, security });
const oauth = (tokenEndpoint: string): unknown =>
  secured({
    protocol: "SASL_SSL",
    sasl: { mechanism: "OAUTHBEARER", tokenEndpoint, clientId: "c" },
  });

/** Everything that an entry can say. */
const full = {
  ...good,
  color: "orange",
  production: true,
  readOnly: false,
  security: {
    protocol: "SASL_SSL",
    tls: {
      caFile: "~/ca.pem",
      certificateFile: "/c.pem",
      keyFile: "C:\\k.pem",
      serverName: "kafka",
      skipsVerification: false,
    },
    sasl: {
      mechanism: "OAUTHBEARER",
      tokenEndpoint: "https://idp/token",
      tokenCaFile: "/idp.pem",
      clientId: "c",
      scope: "kafka",
      extensions: { logicalCluster: "lkc-1" },
    },
  },
  addressMap: { "broker-1:9092": "localhost:19092", "broker-2": "localhost" },
  maxVersions: { Fetch: 11 },
  clientId: "me",
  connectTimeoutMs: 1000,
  requestTimeoutMs: 2000,
  schemaRegistry: { url: "https://r", authentication: "basic", username: "u", caFile: "/r.pem" },
};

describe("parseProfiles", () => {
  it("reads everything that an entry can say, and writes it as it was", () => {
    const { profiles, problems } = parseProfiles([full]);
    assert.deepEqual(problems, []);
    const [profile] = profiles;
    assert.ok(profile);
    const { production, readOnly, ...rest } = full;
    assert.deepEqual(profile, { ...rest, isProduction: production, isReadOnly: readOnly });
    assert.deepEqual(entryOf(profile), full);
    assert.equal(draftProblem(profile), undefined);
  });

  for (const [change, isProduction, isReadOnly] of [
    [{ name: "orders-prod" }, true, true],
    [{ color: "red" }, true, true],
    [{ production: true }, true, true],
    [{ name: "orders-prod", readOnly: false }, true, false],
    [{ name: "orders-prod", production: false }, undefined, false],
    [{ color: "green" }, undefined, false],
  ] as const) {
    it(`takes ${JSON.stringify(change)} as ${isProduction ? "production" : "no production"}, ${isReadOnly ? "read-only" : "writable"}`, () => {
      const [profile] = parseProfiles([{ ...good, ...change }]).profiles;
      assert.ok(profile);
      assert.equal(profile.isProduction, isProduction);
      assert.equal(profile.isReadOnly, isReadOnly);
      assert.deepEqual(parseProfiles([entryOf(profile)]).profiles, [profile]);
    });
  }

  for (const entry of [
    { ...good, password: "canary" },
    { ...good, saslJaasConfig: "canary" },
    { ...good, security: { protocol: "SSL", tls: { keyPassphrase: "canary" } } },
    {
      ...good,
      security: {
        protocol: "SASL_SSL",
        sasl: { mechanism: "PLAIN", username: "u", password: "canary" },
      },
    },
    { ...good, schemaRegistry: { url: "https://r", bearerToken: "canary" } },
  ]) {
    it(`does not use the secret in ${JSON.stringify(entry)}, and says where it belongs`, () => {
      const { profiles, problems } = parseProfiles([entry]);
      assert.doesNotMatch(JSON.stringify(profiles), /canary/);
      assert.doesNotMatch(JSON.stringify(problems), /canary/);
      assert.match(problems[0]?.message ?? "", /holds a secret.*not used.*Edit Cluster…/);
    });
  }

  it("says what is wrong with a draft", () => {
    const security = { protocol: "SASL_SSL", sasl: { mechanism: "PLAIN" } } as const;
    const draft = { name: "a", bootstrapServers: ["a:1"], isReadOnly: false, security };
    assert.equal(draftProblem(draft), '"security.sasl" needs a "username" for PLAIN and SCRAM.');
  });

  it("reads a complete entry", () => {
    const entry = { ...good, bootstrapServers: ["a:1", "b:2"], readOnly: true };
    assert.deepEqual(parseProfiles([entry]), {
      profiles: [{ id: "1", name: "demo", bootstrapServers: ["a:1", "b:2"], isReadOnly: true }],
      problems: [],
    });
  });

  it("takes the name as the id, and writable as the default", () => {
    const { profiles } = parseProfiles([{ name: " demo ", bootstrapServers: "localhost" }]);
    assert.deepEqual(profiles, [
      { id: "demo", name: "demo", bootstrapServers: ["localhost:9092"], isReadOnly: false },
    ]);
  });

  it("splits one text of several servers, as Kafka's own bootstrap.servers is written", () => {
    const { profiles } = parseProfiles([{ ...good, bootstrapServers: "a:1, b:2" }]);
    assert.deepEqual(profiles[0]?.bootstrapServers, ["a:1", "b:2"]);
  });

  it("has no profiles and no problems for a setting that was never set", () => {
    assert.deepEqual(parseProfiles(undefined), { profiles: [], problems: [] });
  });

  it("reports a setting that is no array", () => {
    const { profiles, problems } = parseProfiles({ demo: good });
    assert.deepEqual(profiles, []);
    assert.equal(problems[0]?.index, undefined);
    assert.match(problems[0]?.message ?? "", /must be an array/);
  });

  it("reads where a cluster's schemas are", () => {
    const schemaRegistry = "https://registry:8081/apis/ccompat/v7";
    assert.deepEqual(parseProfiles([{ ...good, schemaRegistry }]).problems, []);
    const { profiles } = parseProfiles([{ ...good, schemaRegistry }, good]);
    assert.deepEqual(profiles[0]?.schemaRegistry, { url: schemaRegistry });
  });

  const broken: readonly (readonly [what: string, entry: unknown, reason: RegExp])[] = [
    ["a text", "localhost:9092", /must be an object/],
    ["nothing", null, /must be an object/],
    ["no name", { bootstrapServers: ["a:1"] }, /"name" is missing/],
    ["an empty name", { ...good, name: "  " }, /"name" must not be empty/],
    ["no servers", { name: "x" }, /"bootstrapServers" is missing/],
    ["an empty list of servers", { ...good, bootstrapServers: [] }, /"bootstrapServers"/],
    ["a number as server", { ...good, bootstrapServers: [9092] }, /list of texts/],
    ["an unusable port", { ...good, bootstrapServers: ["a:99999"] }, /a:99999/],
    ["a registry of another kind", { ...good, schemaRegistry: "registry" }, /begin with http/],
    [
      "a password in the registry's address",
      { ...good, schemaRegistry: "http://user:secret@registry" },
      /without a password/,
    ],
    [
      "an unknown protocol",
      secured({ protocol: "TLS" }),
      /"security.protocol" must be one of PLAIN/,
    ],
    ["SASL without a mechanism", secured({ protocol: "SASL_SSL" }), /"security" needs "sasl"/],
    [
      "a user without a name",
      secured({ protocol: "SASL_SSL", sasl: { mechanism: "PLAIN" } }),
      /"security.sasl" needs a "username"/,
    ],
    [
      "Kerberos",
      secured({ protocol: "SASL_SSL", sasl: { mechanism: "GSSAPI" } }),
      /"security.sasl.mechanism" must be one of/,
    ],
    [
      "a token endpoint that reads files",
      oauth("file:///etc/passwd"),
      /"security.sasl.tokenEndpoint" must begin with https/,
    ],
    ["a token endpoint in clear", oauth("http://idp/token"), /must begin with https/],
    ["a password in the token endpoint", oauth("https://u:p@idp/token"), /without a password/],
    [
      "a relative path",
      secured({ protocol: "SSL", tls: { caFile: "ca.pem" } }),
      /"security.tls.caFile" must be a whole path/,
    ],
    [
      "a key without its certificate",
      secured({ protocol: "SSL", tls: { keyFile: "/key" } }),
      /"security.tls" has a "keyFile"/,
    ],
    [
      "two client certificates",
      secured({ protocol: "SSL", tls: { pkcs12File: "/p", certificateFile: "/c" } }),
      /has both/,
    ],
    ["a color of its own", { ...good, color: "pink" }, /"color" must be one of red/],
    ["an address map of something else", { ...good, addressMap: { "a b": "c" } }, /host:port/],
    [
      "a version below zero",
      { ...good, maxVersions: { Fetch: -1 } },
      /"maxVersions.Fetch" must be a whole/,
    ],
    ["a timeout that is no time", { ...good, connectTimeoutMs: 1 }, /from 100 to 120000/],
    [
      "a registry's user without a name",
      { ...good, schemaRegistry: { url: "https://r", authentication: "basic" } },
      /"schemaRegistry" needs a "username"/,
    ],
    ["an unclear read-only", { ...good, readOnly: "yes" }, /"readOnly" must be true or false/],
  ];
  for (const [what, entry, reason] of broken) {
    it(`leaves out an entry with ${what}, says which and why, and keeps the others`, () => {
      const { profiles, problems } = parseProfiles([entry, { ...good, id: "2" }]);
      assert.deepEqual(
        profiles.map(({ id }) => id),
        ["2"],
      );
      assert.equal(problems.length, 1);
      assert.equal(problems[0]?.index, 0);
      assert.equal(problems[0].severity, "error");
      assert.match(problems[0].message, /^Cluster 1 in the settings is left out: /);
      assert.match(problems[0].message, reason);
    });
  }

  it("keeps the first of two entries with one id", () => {
    const { profiles, problems } = parseProfiles([good, { ...good, name: "other" }]);
    assert.deepEqual(
      profiles.map(({ name }) => name),
      ["demo"],
    );
    assert.equal(problems[0]?.index, 1);
    assert.match(problems[0].message, /has the id "1"/);
  });

  it("warns of an unknown property and uses the entry all the same", () => {
    const { profiles, problems } = parseProfiles([{ ...good, pasword: "x" }]);
    assert.equal(profiles.length, 1);
    assert.equal(problems[0]?.severity, "warning");
    assert.match(problems[0].message, /unknown property "pasword"/);
  });

  it("accounts for every entry of any setting, without throwing", () => {
    const entry = fc.oneof(
      fc.anything(),
      fc.record(
        {
          id: fc.oneof(fc.string(), fc.anything()),
          name: fc.oneof(fc.string(), fc.anything()),
          bootstrapServers: fc.oneof(fc.array(fc.string()), fc.constant(["a:1"]), fc.anything()),
        },
        { requiredKeys: [] },
      ),
    );
    fc.assert(
      fc.property(fc.array(entry), (setting) => {
        const { profiles, problems } = parseProfiles(setting);
        const errors = problems.filter(({ severity }) => severity === "error");
        assert.equal(profiles.length + errors.length, setting.length);
        assert.equal(new Set(profiles.map(({ id }) => id)).size, profiles.length);
        assert.ok(profiles.every(({ bootstrapServers }) => bootstrapServers.length > 0));
      }),
    );
  });
});
