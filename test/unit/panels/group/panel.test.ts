import assert from "node:assert/strict";
import type * as vscode from "vscode";
import { GroupPanels } from "../../../../src/panels/group/panel";
import type { GroupTarget } from "../../../../src/panels/group/panel";
import type { GroupTab, GroupView } from "../../../../src/panels/group/protocol";
import { numberFormatter } from "../../../../src/ui/numberFormat";
import { settled } from "../../../support/fakeClock";
import { FakePanel } from "../../../support/fakePanel";
import { MemoryGateway } from "../../../support/memoryGateway";
import { Disposable, Uri, window } from "../../../support/vscode";

interface Posted {
  readonly id?: number;
  readonly event?: string;
  readonly ok?: boolean;
  readonly result?: GroupView;
  readonly payload?: { readonly tab?: GroupTab };
  readonly error?: { readonly message: string };
}

describe("GroupPanels", () => {
  const viewType = "kafkaOffsets.group";
  let created: FakePanel<Posted>[];
  let registered: string[];
  let gateway: MemoryGateway;
  let targets: Map<string, GroupTarget>;
  let panels: GroupPanels;
  let asked: unknown[];
  let watched: string[];

  beforeEach(() => {
    created = [];
    registered = [];
    asked = [];
    watched = [];
    Object.assign(window, {
      createWebviewPanel: (_type: string, title: string, _column: number, options: unknown) => {
        const panel = new FakePanel<Posted>(title, options);
        created.push(panel);
        return panel;
      },
      registerWebviewPanelSerializer: (type: string) => {
        registered.push(type);
        return new Disposable(() => registered.pop());
      },
    });
    gateway = new MemoryGateway();
    gateway.addTopic("orders", 1)[0]?.append({ value: "a" });
    gateway.addGroup("billing").commit("orders", 0, { offset: 0n });
    targets = new Map([["c1", { clusterId: "c1", clusterName: "demo", gateway }]]);
    const ask = (...args: unknown[]): Promise<void> => {
      asked.push(args);
      return Promise.resolve();
    };
    panels = new GroupPanels({
      viewType,
      extensionUri: Uri.file("/extension") as unknown as vscode.Uri,
      focus: { follow: () => undefined },
      target: (clusterId) => targets.get(clusterId),
      timeZone: () => "Nowhere/Atall",
      formatNumber: numberFormatter("en"),
      writeObstacle: () => undefined,
      peek: ask,
      reset: ask,
      saveFile: ask,
      changes: (clusterId, groupId) => ({
        list: () => Promise.resolve([]),
        onDidChange: () => {
          watched.push(`${clusterId} ${groupId}`);
          return { dispose: () => watched.pop() };
        },
        show: ask,
        undo: ask,
      }),
      report: () => undefined,
    });
  });

  afterEach(() => {
    panels.dispose();
    Reflect.deleteProperty(window, "createWebviewPanel");
    Reflect.deleteProperty(window, "registerWebviewPanelSerializer");
  });

  async function open(
    groupId = "billing",
    tab: GroupTab = "partitions",
  ): Promise<FakePanel<Posted>> {
    const target = targets.get("c1");
    assert.ok(target);
    panels.open(target, groupId, tab);
    await settled();
    const panel = created.at(-1);
    assert.ok(panel);
    return panel;
  }

  const readings = (): number => gateway.calls.filter((call) => call === "describeGroups").length;

  const deserialize = async (state: unknown): Promise<FakePanel<Posted>> => {
    const panel = new FakePanel<Posted>("", {});
    await panels.deserializeWebviewPanel(panel as unknown as vscode.WebviewPanel, state);
    await settled();
    return panel;
  };

  const saved = (change: object = {}): unknown => ({
    clusterId: "c1",
    groupId: "billing",
    intervalMs: 0,
    tab: "rebalances",
    ...change,
  });

  it("names the tab by group and cluster, with hostile characters visible", async () => {
    assert.equal((await open()).title, "billing — demo");
    assert.equal((await open("a\u202eb")).title, "a⟨U+202E⟩b — demo");
    assert.equal((await open("")).title, "(empty group id) — demo");
  });

  it("keeps no page while hidden, and puts nothing of the group into its HTML", async () => {
    const panel = await open();
    assert.deepEqual(panel.options, { retainContextWhenHidden: false });
    assert.doesNotMatch(panel.webview.html, /billing|demo/);
  });

  it("shows an open panel again at the part that is asked for", async () => {
    const panel = await open();
    await open("billing", "explain");
    assert.equal(created.length, 1);
    assert.equal(panel.reveals, 1);
    const shown = panel.posted.filter(({ event }) => event === "show");
    assert.deepEqual(shown.at(-1)?.payload, { tab: "explain" });
    const { result } = await panel.ask("open", {});
    assert.equal(result?.saved.tab, "explain");
  });

  it("opens a panel for each group", async () => {
    await open();
    await open("other");
    assert.equal(created.length, 2);
  });

  it("reads while it is visible, not while it is hidden, and at once when it is shown again", async () => {
    const panel = await open();
    assert.equal(readings(), 1);
    panel.show(false);
    await settled();
    assert.equal(readings(), 1);
    panel.show(true);
    await settled();
    assert.equal(readings(), 2);
  });

  it("shows times in UTC where the zone of the settings is none", async () => {
    const { result } = await (await open()).ask("open", {});
    assert.match(result?.readAt ?? "", / UTC$/);
  });

  it("hands what the page asks for on, with cluster and group", async () => {
    const panel = await open();
    await panel.ask("peek", { topic: "orders", partition: 0 });
    await panel.ask("reset", { topic: "orders" });
    assert.deepEqual(asked, [
      ["c1", { topic: "orders", partition: 0, offset: 0n }],
      ["c1", "billing", { kind: "topics", topics: ["orders"] }],
    ]);
  });

  it("goes on after a reload where it was", async () => {
    const arrangement = { sortBy: "lag", onlyLagging: true };
    const panel = await deserialize(saved({ askedTab: "explain", arrangement }));
    assert.equal(panel.title, "billing — demo");
    const { result } = await panel.ask("open", {});
    assert.equal(result?.saved.tab, "rebalances");
    assert.equal(result.saved.intervalMs, 0);
    assert.deepEqual(result.saved.arrangement, arrangement);
    assert.equal(result.head.totalLag, "1");
  });

  it("closes a panel of a cluster that is gone, and one whose state cannot be read", async () => {
    for (const state of [saved({ clusterId: "c2" }), saved({ extra: 1 }), undefined, "x"]) {
      assert.ok((await deserialize(state)).isDisposed);
    }
  });

  it("says so when the cluster was removed while the panel is open", async () => {
    const panel = await open();
    targets.clear();
    const reply = await panel.ask("refresh", {});
    assert.equal(reply.ok, false);
    assert.match(reply.error?.message ?? "", /no longer in the settings/);
  });

  it("closes its panels and its serializer with itself, and reads no more", async () => {
    const panel = await open();
    assert.deepEqual(registered, [viewType]);
    panels.dispose();
    assert.ok(panel.isDisposed);
    assert.deepEqual(registered, []);
    panel.show(true);
    await settled();
    assert.equal(readings(), 1);
  });
});
