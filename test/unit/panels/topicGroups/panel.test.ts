import assert from "node:assert/strict";
import type * as vscode from "vscode";
import type { GroupTarget } from "../../../../src/panels/group/panel";
import { TopicGroupsPanels } from "../../../../src/panels/topicGroups/panel";
import type { TopicGroupsView } from "../../../../src/panels/topicGroups/protocol";
import { numberFormatter } from "../../../../src/ui/numberFormat";
import { settled } from "../../../support/fakeClock";
import { FakePanel } from "../../../support/fakePanel";
import { MemoryGateway } from "../../../support/memoryGateway";
import { Disposable, Uri, window } from "../../../support/vscode";

interface Posted {
  readonly id?: number;
  readonly ok?: boolean;
  readonly result?: TopicGroupsView;
  readonly error?: { readonly message: string };
}

describe("TopicGroupsPanels", () => {
  let created: FakePanel<Posted>[];
  let gateway: MemoryGateway;
  let targets: Map<string, GroupTarget>;
  let asked: unknown[];
  let panels: TopicGroupsPanels;

  beforeEach(() => {
    created = [];
    asked = [];
    Object.assign(window, {
      createWebviewPanel: (_type: string, title: string, _column: number, options: unknown) => {
        const panel = new FakePanel<Posted>(title, options);
        created.push(panel);
        return panel;
      },
      registerWebviewPanelSerializer: () => new Disposable(() => undefined),
    });
    gateway = new MemoryGateway();
    gateway.addTopic("orders", 1)[0]?.append();
    gateway.addGroup("billing").commit("orders", 0, { offset: 0n });
    targets = new Map([["c1", { clusterId: "c1", clusterName: "demo", gateway }]]);
    panels = new TopicGroupsPanels({
      viewType: "kafkaOffsets.topicGroups",
      extensionUri: Uri.file("/extension") as unknown as vscode.Uri,
      focus: { follow: () => undefined },
      target: (clusterId) => targets.get(clusterId),
      timeZone: () => "Nowhere/Atall",
      formatNumber: numberFormatter("en"),
      peek: (...args) => {
        asked.push(args);
        return Promise.resolve();
      },
      openGroup: ({ clusterId }, groupId) => asked.push([clusterId, groupId]),
      report: () => undefined,
    });
  });

  afterEach(() => {
    panels.dispose();
    Reflect.deleteProperty(window, "createWebviewPanel");
    Reflect.deleteProperty(window, "registerWebviewPanelSerializer");
  });

  function open(topic = "orders"): FakePanel<Posted> {
    const target = targets.get("c1");
    assert.ok(target);
    panels.open(target, topic);
    const panel = created.at(-1);
    assert.ok(panel);
    return panel;
  }

  it("is one for a topic, shown again when it is asked for again", () => {
    const panel = open();
    assert.equal(panel.title, "Groups of orders — demo");
    open();
    open("payments");
    assert.equal(created.length, 2);
    assert.equal(panel.reveals, 1);
    assert.deepEqual(panel.options, { retainContextWhenHidden: false });
    assert.doesNotMatch(panel.webview.html, /orders|demo/);
  });

  it("hands on what its page asks for", async () => {
    const panel = open();
    const { result } = await panel.ask("open", {});
    assert.equal(result?.groups[0]?.totalLag, "1");
    await panel.ask("peek", { groupId: "billing", partition: 0 });
    await panel.ask("openGroup", { groupId: "billing" });
    const position = { topic: "orders", partition: 0, offset: 0n };
    assert.deepEqual(asked, [
      ["c1", position, "billing"],
      ["c1", "billing"],
    ]);
  });

  it("refuses what is no request of its page", async () => {
    const panel = open();
    for (const params of [{}, { groupId: "x", partition: -1 }, { groupId: 1, partition: 0 }]) {
      assert.equal((await panel.ask("peek", params)).ok, false);
    }
  });

  it("goes on after a reload where it was, and closes what it cannot read", async () => {
    const restore = async (state: unknown): Promise<FakePanel<Posted>> => {
      const panel = new FakePanel<Posted>("", {});
      await panels.deserializeWebviewPanel(panel as unknown as vscode.WebviewPanel, state);
      await settled();
      return panel;
    };
    const saved = { clusterId: "c1", topic: "orders", intervalMs: 0, arrangement: { filter: "b" } };
    const { result } = await (await restore(saved)).ask("open", {});
    assert.deepEqual(result?.saved, saved);
    for (const state of [undefined, { ...saved, clusterId: "c2" }, { ...saved, extra: 1 }]) {
      assert.ok((await restore(state)).isDisposed);
    }
  });

  it("reads nothing while hidden, and says so when the cluster is gone", async () => {
    const panel = open();
    await panel.ask("open", {});
    const calls = gateway.calls.length;
    panel.show(false);
    await settled();
    assert.equal(gateway.calls.length, calls);
    targets.clear();
    const reply = await panel.ask("refresh", {});
    assert.match(reply.error?.message ?? "", /no longer in the settings/);
  });
});
