import assert from "node:assert/strict";
import type * as vscode from "vscode";
import { ConnectionPanels } from "../../../../src/panels/connection/panel";
import type { ConnectionView } from "../../../../src/panels/connection/protocol";
import { FakePanel } from "../../../support/fakePanel";
import { Uri, window } from "../../../support/vscode";
import { draftWith, FakeConnectionHost } from "./connectionScene";

interface Posted {
  readonly id?: number;
  readonly ok?: boolean;
  readonly event?: string;
  readonly payload?: ConnectionView;
}

describe("ConnectionPanels", () => {
  let created: FakePanel<Posted>[];
  let panels: ConnectionPanels;
  let host: FakeConnectionHost;
  /** Clusters whose panels are told when they come to the front. */
  let followed: string[];

  beforeEach(() => {
    created = [];
    followed = [];
    host = new FakeConnectionHost();
    Object.assign(window, {
      createWebviewPanel: (_type: string, title: string, _column: number, options: unknown) => {
        const panel = new FakePanel<Posted>(title, options);
        created.push(panel);
        return panel;
      },
    });
    panels = new ConnectionPanels({
      viewType: "kafkaOffsets.connection",
      extensionUri: Uri.file("/extension") as unknown as vscode.Uri,
      focus: { follow: (_, clusterId) => followed.push(clusterId) },
      report: assert.ifError,
    });
  });

  afterEach(() => {
    panels.dispose();
    Reflect.deleteProperty(window, "createWebviewPanel");
  });

  const target = (
    clusterId: string | undefined,
    name = "demo",
  ): Parameters<ConnectionPanels["edit"]>[0] => ({
    clusterId,
    draft: draftWith({ name }),
    secrets: {},
    notes: [],
    host,
  });

  it("has one editor for a saved cluster, and one for each new one", () => {
    panels.edit(target("c1"));
    panels.edit(target("c1"));
    panels.edit(target(undefined));
    panels.edit(target(undefined));
    assert.deepEqual(
      created.map(({ title, reveals }) => [title, reveals]),
      [
        ["Edit demo", 1],
        ["Add Cluster", 0],
        ["Add Cluster", 0],
      ],
    );
    assert.deepEqual(followed, ["c1"]);
  });

  it("keeps no page while hidden, and puts nothing of the cluster into its HTML", () => {
    panels.edit(target("c1", "pro\u202ed"));
    assert.deepEqual(created[0]?.options, { retainContextWhenHidden: false });
    assert.equal(created[0].title, "Edit pro⟨U+202E⟩d");
    assert.doesNotMatch(created[0].webview.html, /localhost:9092|pro/);
  });

  it("begins the test at once when asked to", async () => {
    panels.test(target("c1"));
    await created[0]?.ask("open", {});
    assert.equal(host.tested.length, 1);
    assert.ok(created[0]?.posted.some(({ event }) => event === "view"));
  });

  it("closes once it is saved, and opens anew afterwards", async () => {
    panels.edit(target("c1"));
    created[0]?.messages.fire({ id: 1, method: "save", params: {} });
    await new Promise(setImmediate);
    assert.equal(host.saved.length, 1);
    assert.equal(created[0]?.isDisposed, true);
    panels.edit(target("c1"));
    assert.equal(created.length, 2);
  });

  it("refuses what is no request of its page", async () => {
    const reported: string[] = [];
    panels = new ConnectionPanels({
      viewType: "kafkaOffsets.connection",
      extensionUri: Uri.file("/extension") as unknown as vscode.Uri,
      focus: { follow: (_, clusterId) => followed.push(clusterId) },
      report: (error) => reported.push(String(error)),
    });
    panels.edit(target("c1"));
    const reply = await created[0]?.ask("enterSecret", { name: "password", value: "canary" });
    assert.equal(reply?.ok, false);
    assert.equal(reported.length, 1);
    assert.doesNotMatch(reported.join(), /canary/);
  });
});
