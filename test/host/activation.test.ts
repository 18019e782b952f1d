import assert from "node:assert/strict";
import * as vscode from "vscode";
import { commandIds, extensionId, settingKeys } from "../../src/manifest";
import { activateExtension, setClusters } from "./support";

describe("the extension in its host", () => {
  afterEach(async () => {
    await setClusters([]);
  });

  it("activates, and registers every command of the manifest", async () => {
    await activateExtension();
    assert.equal(vscode.extensions.getExtension(extensionId)?.isActive, true);
    const known = new Set(await vscode.commands.getCommands(true));
    assert.deepEqual(
      commandIds.filter((id) => !known.has(id)),
      [],
    );
  });

  it("has an empty tree without clusters, so that the welcome text is shown", async () => {
    const { tree } = await activateExtension();
    await setClusters([]);
    assert.deepEqual(await tree.getChildren(), []);
  });

  it("takes clusters from no workspace: their scope is the machine", async () => {
    const { tree } = await activateExtension();
    const configuration = vscode.workspace.getConfiguration();
    const entries = [{ name: "planted", bootstrapServers: ["evil.invalid:9092"] }];
    const { Workspace } = vscode.ConfigurationTarget;
    await assert.rejects(async () =>
      configuration.update(settingKeys.clusters, entries, Workspace),
    );
    assert.deepEqual(await tree.getChildren(), []);
  });

  it("has the defaults of package.json for its settings", () => {
    const configuration = vscode.workspace.getConfiguration();
    assert.equal(configuration.get(settingKeys.connectTimeoutMs), 2500);
    assert.equal(configuration.get(settingKeys.requestTimeoutMs), 15_000);
    assert.equal(configuration.get(settingKeys.showInternalTopics), false);
  });
});
