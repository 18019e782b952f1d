import assert from "node:assert/strict";
import {
  ConnectionEditors,
  type ConnectionEditorDeps,
} from "../../../src/commands/connectionEditors";
import { ClusterProfiles } from "../../../src/config/clusterProfiles";
import { ClusterSecrets } from "../../../src/config/clusterSecrets";
import { Redaction } from "../../../src/config/redaction";
import { WriteGuard } from "../../../src/config/guard";
import type { ClusterConnection } from "../../../src/kafka/clusterConnection";
import type { Attempt } from "../../../src/panels/connection/connectionHost";
import type { ConnectionTarget } from "../../../src/panels/connection/panel";
import { MemorySecretStorage } from "../../support/memorySecretStorage";
import { fakeConfiguration, fakeWindow, window } from "../../support/vscode";
import { saslDraft } from "../panels/connection/connectionScene";

const canary = "canary-51aa-secret";
const setting = "kafkaOffsets.clusters";

const { showOpenDialog } = window;

describe("ConnectionEditors", () => {
  let isTrusted: boolean;
  let secrets: ClusterSecrets;
  let profiles: ClusterProfiles;
  let shown: { readonly how: "edit" | "test"; readonly target: ConnectionTarget }[];
  let diagnosed: ClusterConnection[];
  let editors: ConnectionEditors;

  beforeEach(() => {
    fakeWindow.reset();
    fakeConfiguration.reset({
      [setting]: [],
      "kafkaOffsets.connectTimeoutMs": 2500,
      "kafkaOffsets.requestTimeoutMs": 15_000,
    });
    isTrusted = true;
    shown = [];
    diagnosed = [];
    const guard = new WriteGuard(() => isTrusted);
    secrets = new ClusterSecrets(new MemorySecretStorage());
    profiles = new ClusterProfiles({
      secrets,
      guard,
      redaction: new Redaction(),
      log: { warn: () => undefined },
    });
    const show = (how: "edit" | "test") => (target: ConnectionTarget) => {
      shown.push({ how, target });
    };
    const deps: ConnectionEditorDeps = {
      profiles,
      secrets,
      guard,
      connections: { edit: show("edit"), test: show("test") },
      diagnose: (connection) => {
        diagnosed.push(connection);
        return Promise.resolve({ checks: [], isUsable: true });
      },
    };
    editors = new ConnectionEditors(deps);
  });
  afterEach(() => {
    profiles.dispose();
    secrets.dispose();
  });

  const attempt = (change: Partial<Attempt> = {}): Attempt => ({
    draft: saslDraft(),
    entered: { password: canary },
    forgotten: [],
    ...change,
  });

  /** Adds a cluster as its editor would, and opens that cluster's own. */
  async function saved(): Promise<ConnectionTarget> {
    editors.add();
    await shown[0]?.target.host.save(attempt());
    const [profile] = profiles.list().profiles;
    assert.ok(profile);
    editors.edit(profile);
    const target = shown.at(-1)?.target;
    assert.ok(target);
    return target;
  }

  it("adds what was entered: the settings without the secret, the secret to the secret storage", async () => {
    const { clusterId, draft } = await saved();
    assert.doesNotMatch(JSON.stringify(fakeConfiguration.get(setting)), new RegExp(canary));
    const [profile] = profiles.list().profiles;
    assert.ok(profile);
    assert.deepEqual(await secrets.get(profile), { password: canary });
    assert.equal(clusterId, profile.id);
    assert.deepEqual(draft, saslDraft());
  });

  it("tells whether a secret fits the draft, and never what it is", async () => {
    const { host } = await saved();
    assert.deepEqual(await host.storedSecrets(saslDraft()), { password: "stored" });
    for (const change of [{ bootstrapServers: "evil:9092" }, { username: "bob" }]) {
      assert.deepEqual(await host.storedSecrets(saslDraft(change)), { password: "outdated" });
    }
    assert.deepEqual(await host.storedSecrets(saslDraft({ bootstrapServers: "a:b:c" })), {
      password: "outdated",
    });
  });

  it("tests with the stored secret where it fits, and with none where it does not", async () => {
    const { host } = await saved();
    const run = async (change: Partial<Attempt>): Promise<unknown> => {
      await host.diagnose(attempt(change), () => undefined, new AbortController().signal);
      return diagnosed.at(-1)?.security?.credentials();
    };
    const stored = JSON.stringify(await run({ entered: {} }));
    assert.match(stored, new RegExp(canary));
    const elsewhere = saslDraft({ bootstrapServers: "evil:9092" });
    await assert.rejects(run({ entered: {}, draft: elsewhere }), { kind: "authentication" });
    await assert.rejects(run({ entered: {}, forgotten: ["password"] }), {
      kind: "authentication",
    });
    assert.match(JSON.stringify(await run({ entered: { password: "typed" } })), /typed/);
  });

  it("updates a cluster in its place, and deletes what was forgotten", async () => {
    const { host, clusterId } = await saved();
    const draft = saslDraft({ name: "renamed" });
    await host.save(attempt({ draft, entered: {}, forgotten: ["password"] }));
    const [profile, ...others] = profiles.list().profiles;
    assert.ok(profile);
    assert.deepEqual([profile.name, profile.id, others], ["renamed", clusterId, []]);
    assert.deepEqual(await secrets.get(profile), {});
  });

  it("lets a cluster keep its own name, and have no other's", async () => {
    const { host } = await saved();
    assert.deepEqual(host.takenNames(), []);
    editors.add();
    assert.deepEqual(shown.at(-1)?.target.host.takenNames(), ["demo"]);
  });

  it("saves nothing that could not be read again, and says why", async () => {
    editors.add();
    const draft = saslDraft({ registryUrl: "https://registry/a@b" });
    const save = shown[0]?.target.host.save(attempt({ draft }));
    await assert.rejects(save ?? Promise.resolve(), {
      message: /^Nothing is saved: "schemaRegistry.*" must begin with http:\/\/ or https:\/\//,
    });
    assert.deepEqual(fakeConfiguration.updates, []);
  });

  it("opens what was found elsewhere with its secrets and its notes", () => {
    const draft = { name: "x", bootstrapServers: ["a:1"], isReadOnly: false };
    editors.add({ draft, secrets: { password: canary }, notes: ["Ignored: a."] });
    const { target } = shown[0] ?? {};
    assert.deepEqual(target?.notes, ["Ignored: a."]);
    assert.deepEqual(target.secrets, { password: canary });
    assert.equal(target.clusterId, undefined);
  });

  it("refuses to add and to edit in Restricted Mode, in a sentence", async () => {
    await saved();
    const [profile] = profiles.list().profiles;
    assert.ok(profile);
    isTrusted = false;
    assert.throws(() => {
      editors.add();
    }, /Restricted Mode\./);
    assert.throws(() => {
      editors.edit(profile);
    }, /Restricted Mode\./);
    editors.test(profile);
    assert.match(shown.at(-1)?.target.host.obstacle() ?? "", /Restricted Mode/);
  });

  it("asks for a secret in a box that shows no letters, on one line", async () => {
    fakeWindow.answer("showInputBox", () => canary);
    editors.add();
    const { host } = shown[0]?.target ?? {};
    assert.equal(await host?.askSecret({ name: "password", title: "Password" }), canary);
    const box = fakeWindow.calls[0]?.args[0] as {
      readonly password: boolean;
      readonly validateInput: (text: string) => string | undefined;
    };
    assert.equal(box.password, true);
    assert.match(box.validateInput("a\nb") ?? "", /one line/);
    assert.match(box.validateInput("x".repeat(65_537)) ?? "", /longer/);
    assert.equal(box.validateInput("fine"), undefined);
  });

  it("takes files of this machine only", async () => {
    const choices: unknown[] = [
      undefined,
      [{ scheme: "file", fsPath: "/home/me/ca.pem" }],
      [{ scheme: "vscode-vfs", fsPath: "/ca.pem" }],
    ];
    Object.assign(window, { showOpenDialog: () => Promise.resolve(choices.shift()) });
    editors.add();
    const { host } = shown[0]?.target ?? {};
    assert.equal(await host?.chooseFile("caFile"), undefined);
    assert.equal(await host?.chooseFile("caFile"), "/home/me/ca.pem");
    await assert.rejects(
      host?.chooseFile("pkcs12File") ?? Promise.resolve(),
      /this machine|machine/,
    );
    Object.assign(window, { showOpenDialog });
  });
});
