import assert from "node:assert/strict";
import type { ClusterProfile } from "../../../src/config/clusterProfile";
import { ClusterSecrets } from "../../../src/config/clusterSecrets";
import { secretNames, type SaslSettings } from "../../../src/config/clusterSecurity";
import { MemorySecretStorage } from "../../support/memorySecretStorage";

const profile: ClusterProfile = {
  id: "x",
  name: "a",
  bootstrapServers: ["a:1", "b:1"],
  isReadOnly: false,
  security: {
    protocol: "SASL_SSL",
    tls: { certificateFile: "/c.pem" },
    sasl: { mechanism: "PLAIN", username: "alice" },
  },
  schemaRegistry: { url: "https://r", authentication: "basic", username: "bob" },
};
const withSasl = (sasl: SaslSettings): ClusterProfile => ({
  ...profile,
  security: { protocol: "SASL_SSL", tls: { certificateFile: "/c.pem" }, sasl },
});
const registry = { registryPassword: "r" };
const passphrase = { keyPassphrase: "k" };
const all = { password: "p", ...registry, ...passphrase };

describe("ClusterSecrets", () => {
  let storage: MemorySecretStorage;
  let secrets: ClusterSecrets;

  beforeEach(() => {
    storage = new MemorySecretStorage();
    secrets = new ClusterSecrets(storage);
  });
  afterEach(() => {
    secrets.dispose();
  });

  it("gives what was stored for the same servers and user, in any order of the servers", async () => {
    await secrets.set(profile, all);
    assert.deepEqual(await secrets.get(profile), all);
    const renamed = { ...profile, name: "b", bootstrapServers: ["b:1", "a:1"] };
    assert.deepEqual(await secrets.get(renamed), all);
    assert.deepEqual(await secrets.get({ ...profile, id: "other" }), {});
  });

  it("gives none while the key store is locked, and deletes none then either", async () => {
    await secrets.set(profile, all);
    storage.get = () => Promise.reject(new Error("The key store is locked."));
    assert.deepEqual(await secrets.get(profile), {});
    await assert.rejects(secrets.set(profile, {}), /locked/);
    Reflect.deleteProperty(storage, "get");
    assert.deepEqual(await secrets.get(profile), all);
  });

  const plain = { mechanism: "PLAIN", username: "alice" } as const;
  const changes: readonly (readonly [what: string, ClusterProfile, given: object])[] = [
    ["another server", { ...profile, bootstrapServers: ["a:1"] }, { ...registry, ...passphrase }],
    [
      "a mapped address",
      { ...profile, addressMap: { "a:1": "evil:1" } },
      { ...registry, ...passphrase },
    ],
    ["another user", withSasl({ ...plain, username: "eve" }), { ...registry, ...passphrase }],
    [
      "another mechanism",
      withSasl({ ...plain, mechanism: "SCRAM-SHA-256" }),
      { ...registry, ...passphrase },
    ],
    [
      "another token endpoint",
      withSasl({ ...plain, tokenEndpoint: "https://evil" }),
      { ...registry, ...passphrase },
    ],
    [
      "another protocol and no certificate",
      { ...profile, security: { protocol: "SASL_PLAINTEXT", sasl: plain } },
      registry,
    ],
    [
      "another registry",
      {
        ...profile,
        schemaRegistry: { url: "https://evil", authentication: "basic", username: "bob" },
      },
      { password: "p", ...passphrase },
    ],
  ];
  for (const [what, changed, given] of changes) {
    it(`does not give what was entered for something else: ${what}`, async () => {
      await secrets.set(profile, all);
      const read = await secrets.read("x", changed);
      assert.deepEqual(read.secrets, given);
      const missing = Object.keys(all).filter((name) => !(name in given));
      assert.deepEqual([...read.outdated].sort(), missing.sort());
    });
  }

  it("stores what is named, deletes what is named empty, and keeps the rest while it fits", async () => {
    await secrets.set(profile, all);
    await secrets.set(profile, { password: "new", registryPassword: "" });
    assert.deepEqual(await secrets.get(profile), { password: "new", ...passphrase });
    const moved = { ...profile, bootstrapServers: ["c:1"] };
    await secrets.set(moved, {});
    assert.deepEqual(await secrets.get(moved), passphrase);
    assert.deepEqual(await secrets.get(profile), passphrase);
  });

  it("leaves nothing behind when the last secret goes, or the cluster", async () => {
    await secrets.set(profile, { password: "p" });
    await secrets.set(profile, { password: "" });
    assert.equal(storage.values.size, 0);
    await secrets.set(profile, { password: "p" });
    await secrets.delete("x");
    assert.equal(storage.values.size, 0);
  });

  it("tells which cluster's secrets changed, also from another window", async () => {
    const told: string[] = [];
    secrets.onDidChange((id) => told.push(id));
    await secrets.set(profile, { password: "p" });
    await storage.store("kafkaOffsets.cluster.y", "{}");
    await storage.store("somebody.else", "{}");
    assert.deepEqual(told, ["x", "y"]);
    assert.deepEqual([secrets.revision("x"), secrets.revision("z")], [1, 0]);
  });

  for (const text of ["", "no JSON", "[]", "null", '{"password":"bare"}', '{"__proto__":{}}']) {
    it(`gives nothing where ${JSON.stringify(text)} is stored`, async () => {
      await storage.store("kafkaOffsets.cluster.x", text);
      assert.deepEqual(await secrets.get(profile), {});
    });
  }

  it("keeps every kind of secret", async () => {
    const every = Object.fromEntries(secretNames.map((name) => [name, `value of ${name}`]));
    await secrets.set(profile, every);
    assert.deepEqual(await secrets.get(profile), every);
  });
});
