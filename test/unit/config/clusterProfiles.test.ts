import assert from "node:assert/strict";
import type { ClusterProfile } from "../../../src/config/clusterProfile";
import type { ClusterProfiles } from "../../../src/config/clusterProfiles";
import { kafkaError } from "../../support/kafkaError";
import { MemorySecretStorage } from "../../support/memorySecretStorage";
import { testProfiles } from "../../support/testProfiles";
import { ConfigurationTarget, fakeConfiguration } from "../../support/vscode";

const clusters = "kafkaOffsets.clusters";
const defaults = {
  [clusters]: [],
  "kafkaOffsets.connectTimeoutMs": 2500,
  "kafkaOffsets.requestTimeoutMs": 15_000,
};
const draft = { name: "new", bootstrapServers: ["b:2"], isReadOnly: false };
const alice: ClusterProfile = {
  id: "x",
  name: "a",
  bootstrapServers: ["a:1"],
  isReadOnly: false,
  security: { protocol: "SASL_SSL", sasl: { mechanism: "PLAIN", username: "alice" } },
};

describe("ClusterProfiles", () => {
  let profiles: ClusterProfiles;
  let warnings: string[];
  let storage: MemorySecretStorage;
  let isTrusted: boolean;

  beforeEach(() => {
    fakeConfiguration.reset(defaults);
    warnings = [];
    storage = new MemorySecretStorage();
    isTrusted = true;
    profiles = testProfiles({
      storage,
      isTrusted: () => isTrusted,
      warn: (message) => warnings.push(message),
    });
  });
  afterEach(() => {
    profiles.dispose();
  });

  it("appends a cluster to the user's own settings, with an id that stays when it is renamed", async () => {
    const entry = { name: "old", bootstrapServers: ["a:1"] };
    fakeConfiguration.set(clusters, [entry]);
    await profiles.add(draft);
    const [update] = fakeConfiguration.updates;
    assert.equal(update?.target, ConfigurationTarget.Global);
    const [kept, added] = update.value as { id: string }[];
    assert.deepEqual(kept, entry);
    assert.match(added?.id ?? "", /^[0-9a-f-]{36}$/);
    assert.deepEqual(
      profiles.list().profiles.map(({ name }) => name),
      ["old", "new"],
    );
  });

  it("keeps no secret of a cluster that could not be written to the settings", async () => {
    fakeConfiguration.set = () => {
      throw new Error("The settings cannot be written.");
    };
    try {
      const added = profiles.add({ ...draft, ...alice }, { password: "canary" });
      await assert.rejects(added, /cannot be written/);
    } finally {
      Reflect.deleteProperty(fakeConfiguration, "set");
    }
    assert.equal(storage.values.size, 0);
  });

  it("removes one entry and leaves broken ones as the user wrote them", async () => {
    const broken = { name: "", bootstrapServers: 1 };
    fakeConfiguration.set(clusters, [
      broken,
      { id: "x", name: "a", bootstrapServers: ["a:1"] },
      { id: "y", name: "b", bootstrapServers: ["b:1"] },
    ]);
    await profiles.remove("x");
    const [update] = fakeConfiguration.updates;
    assert.deepEqual(update?.value, [broken, { id: "y", name: "b", bootstrapServers: ["b:1"] }]);
  });

  it("writes nothing when the cluster to remove is not there", async () => {
    await profiles.remove("x");
    assert.deepEqual(fakeConfiguration.updates, []);
  });

  it("connects with the timeouts of the settings", () => {
    fakeConfiguration.set("kafkaOffsets.connectTimeoutMs", 700);
    const { clientId, ...connection } = profiles.connectionTo({
      ...draft,
      id: "x",
      bootstrapServers: ["a:1"],
    });
    assert.notEqual(clientId, "");
    assert.deepEqual(connection, {
      bootstrapServers: ["a:1"],
      connectTimeoutMs: 700,
      requestTimeoutMs: 15_000,
    });
  });

  it("falls back to the default where a timeout is not a number", () => {
    fakeConfiguration.set("kafkaOffsets.connectTimeoutMs", "soon");
    assert.equal(
      profiles.connectionTo({ ...draft, id: "x", bootstrapServers: ["a:1"] }).connectTimeoutMs,
      2500,
    );
  });

  it("tells of changes of clusters and timeouts, and of no others", () => {
    let changes = 0;
    profiles.onDidChange(() => changes++);
    fakeConfiguration.set(clusters, []);
    fakeConfiguration.set("kafkaOffsets.requestTimeoutMs", 1);
    fakeConfiguration.set("kafkaOffsets.showInternalTopics", true);
    fakeConfiguration.set("editor.fontSize", 1);
    assert.equal(changes, 2);
  });

  it("writes the problems of a changed setting to the log", () => {
    fakeConfiguration.set(clusters, [{ name: "a" }]);
    assert.equal(warnings.length, 1);
    assert.match(warnings[0] ?? "", /bootstrapServers/);
  });

  it("never counts what a workspace sets", () => {
    fakeConfiguration.setInWorkspace(clusters, [{ name: "evil", bootstrapServers: ["evil:1"] }]);
    assert.deepEqual(profiles.list().profiles, []);
  });

  it("replaces the entry it updates, and keeps the others and what it does not know", async () => {
    const other = { name: "b", bootstrapServers: ["b:1"] };
    const entry = { id: "x", name: "a", bootstrapServers: ["a:1"], later: 1, password: "p" };
    fakeConfiguration.set(clusters, [other, entry]);
    await profiles.update({ ...alice, name: "renamed" });
    assert.deepEqual(fakeConfiguration.updates[0]?.value, [
      other,
      { later: 1, id: "x", name: "renamed", bootstrapServers: ["a:1"], security: alice.security },
    ]);
  });

  it("does not update a cluster that was removed meanwhile", async () => {
    await assert.rejects(profiles.update(alice), kafkaError("notFound"));
    assert.deepEqual([...storage.values], []);
  });

  it("keeps a secret in the secret storage only, and removes it with the cluster", async () => {
    const { id } = await profiles.add({ ...alice }, { password: "s3cret" });
    assert.doesNotMatch(JSON.stringify(fakeConfiguration.updates), /s3cret/);
    assert.match([...storage.values.values()].join(), /s3cret/);
    await profiles.remove(id);
    assert.deepEqual([...storage.values], []);
  });

  it("gives the password when a connection is opened, and not before", async () => {
    fakeConfiguration.set(clusters, [alice]);
    await profiles.update(alice, { password: "s3cret" });
    const connection = profiles.connectionTo(alice);
    assert.doesNotMatch(JSON.stringify(connection), /s3cret/);
    assert.deepEqual(connection.security?.sasl, { mechanism: "PLAIN", username: "alice" });
    assert.deepEqual(await connection.security.credentials(), {
      sasl: { mechanism: "PLAIN", username: "alice", password: "s3cret" },
      tls: {},
    });
  });

  it("says whose password is missing, and where to enter it", async () => {
    const { security } = profiles.connectionTo(alice);
    assert.ok(security);
    await assert.rejects(security.credentials(), {
      kind: "authentication",
      message:
        "The password of alice for cluster a is not stored here. Use Edit Cluster… to enter it.",
    });
  });

  it("does not send a password to another server than it was entered for", async () => {
    fakeConfiguration.set(clusters, [alice]);
    await profiles.update(alice, { password: "s3cret" });
    const moved = { ...alice, bootstrapServers: ["evil:1"] };
    const { security } = profiles.connectionTo(moved);
    assert.ok(security);
    await assert.rejects(security.credentials(), /entered for another server or user/);
  });

  it("tries a draft with what was typed, and with what is stored where nothing was", async () => {
    fakeConfiguration.set(clusters, [alice]);
    await profiles.update(alice, { password: "old" });
    const typed = profiles.draftConnection(alice, { password: "new" }, "x");
    const stored = profiles.draftConnection(alice, {}, "x");
    const unknown = profiles.draftConnection(alice, {});
    const passwordOf = async (connection: typeof typed): Promise<unknown> =>
      (await connection.security?.credentials())?.sasl;
    const user = { mechanism: "PLAIN", username: "alice" };
    assert.deepEqual(await passwordOf(typed), { ...user, password: "new" });
    assert.deepEqual(await passwordOf(stored), { ...user, password: "old" });
    await assert.rejects(passwordOf(unknown), kafkaError("authentication"));
    const emptied = profiles.draftConnection(alice, { password: "" }, "x");
    await assert.rejects(passwordOf(emptied), kafkaError("authentication"));
  });

  it("has another connection key after a new password, another file, and other servers", async () => {
    fakeConfiguration.set(clusters, [alice]);
    const keys = new Set([profiles.connectionKey(alice)]);
    await profiles.update(alice, { password: "1" });
    keys.add(profiles.connectionKey(alice));
    await profiles.update(alice, { password: "2" });
    keys.add(profiles.connectionKey(alice));
    keys.add(
      profiles.connectionKey({ ...alice, security: { protocol: "SSL", tls: { caFile: "/ca" } } }),
    );
    keys.add(profiles.connectionKey({ ...alice, bootstrapServers: ["b:1"] }));
    assert.equal(keys.size, 5);
    const renamed = { ...alice, name: "b", isReadOnly: true };
    assert.equal(profiles.connectionKey(renamed), profiles.connectionKey(alice));
  });

  it("tells of a changed secret", async () => {
    let changes = 0;
    fakeConfiguration.set(clusters, [alice]);
    profiles.onDidChange(() => changes++);
    await storage.store("kafkaOffsets.cluster.x", "{}");
    await storage.store("something else", "{}");
    assert.equal(changes, 1);
  });

  it("gives a registry's access with its secret", async () => {
    const schemaRegistry = {
      url: "https://r:8081",
      authentication: "basic",
      username: "bob",
    } as const;
    const saved = await profiles.add({ ...draft, schemaRegistry }, { registryPassword: "s3cret" });
    assert.deepEqual(await profiles.registryOf(saved)?.open(), {
      url: "https://r:8081",
      authentication: { kind: "basic", username: "bob", password: "s3cret" },
    });
    const moved = { ...saved, schemaRegistry: { ...schemaRegistry, url: "https://evil" } };
    await assert.rejects(
      async () => profiles.registryOf(moved)?.open(),
      /schema registry's password of bob .* entered for another server/,
    );
    assert.equal(profiles.registryOf(alice), undefined);
  });

  it("changes nothing in Restricted Mode", async () => {
    fakeConfiguration.set(clusters, [alice]);
    isTrusted = false;
    const refused = { kind: "unsupported", message: /Restricted Mode/ };
    await assert.rejects(profiles.add(draft, { password: "p" }), refused);
    await assert.rejects(profiles.update(alice, { password: "p" }), refused);
    await assert.rejects(profiles.remove("x"), refused);
    assert.deepEqual(fakeConfiguration.updates, []);
    assert.deepEqual([...storage.values], []);
  });
});
