import assert from "node:assert/strict";
import type * as vscode from "vscode";
import { MessageDecoder } from "../../../../src/decode/messageDecoder";
import { PeekPanels } from "../../../../src/panels/peek/panel";
import type { PeekTarget } from "../../../../src/panels/peek/panel";
import type { Query } from "../../../../src/panels/peek/protocol/query";
import { numberFormatter } from "../../../../src/ui/numberFormat";
import { eventually } from "../../../support/eventually";
import { FakePanel } from "../../../support/fakePanel";
import { MemoryGateway } from "../../../support/memoryGateway";
import { latestQuery } from "../../../support/peekSession";
import { Disposable, Uri, window } from "../../../support/vscode";

interface Posted {
  readonly id?: number;
  readonly event?: string;
  readonly ok?: boolean;
  readonly result?: { readonly query: Query };
  readonly payload?: Query;
  readonly error?: { readonly message: string };
}

describe("PeekPanels", () => {
  const viewType = "kafkaOffsets.peek";
  let created: FakePanel<Posted>[];
  let registered: string[];
  let targets: Map<string, PeekTarget>;
  let panels: PeekPanels;

  beforeEach(() => {
    created = [];
    registered = [];
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
    const gateway = new MemoryGateway();
    gateway.addTopic("orders", 1)[0]?.append({ value: "a" });
    targets = new Map([
      ["c1", { clusterId: "c1", clusterName: "demo", bootstrapServers: [], gateway }],
    ]);
    panels = new PeekPanels({
      viewType,
      extensionUri: Uri.file("/extension") as unknown as vscode.Uri,
      focus: { follow: () => undefined },
      target: (clusterId) => targets.get(clusterId),
      formatNumber: numberFormatter("en"),
      writeObstacle: () => undefined,
      settings: () => ({
        pageSize: 5000,
        timeZone: "Nowhere/Atall",
        tuning: {},
        held: { maxMessages: 10, maxBytes: 1000 },
      }),
      decoding: () => ({ decoder: new MessageDecoder(), hasRegistry: false }),
      localSchemas: () => Promise.resolve([]),
      filters: { scriptFile: "none", timeoutMs: 1000 },
      documents: { open: () => Promise.resolve(), compare: () => Promise.resolve() },
      commitHere: () => Promise.resolve(),
      resend: () => Promise.resolve(),
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
    panels.open(target, topic, { kind: "latest" });
    const panel = created.at(-1);
    assert.ok(panel);
    return panel;
  }

  async function read(panel: FakePanel<Posted>, query: Query): Promise<void> {
    panel.messages.fire({ id: 1, method: "read", params: query });
    await eventually("the page is read", () => panel.posted.some(({ id }) => id === 1));
  }

  const saved = (change: object = {}): unknown => ({
    clusterId: "c1",
    order: "oldestFirst",
    query: {
      ...latestQuery,
      position: { kind: "offset", offset: "5" },
      isolation: "committed",
      pageSize: 10,
      timeZone: "UTC",
    },
    ...change,
  });

  const deserialize = (panel: FakePanel, state: unknown): Promise<void> =>
    panels.deserializeWebviewPanel(panel as unknown as vscode.WebviewPanel, state);

  it("names the tab by topic and cluster, with hostile characters visible", () => {
    assert.equal(open().title, "orders — demo");
    assert.equal(open("a\u202eb").title, "a⟨U+202E⟩b — demo");
  });

  it("keeps nothing in memory while hidden, and loads from its own folder only", () => {
    const panel = open();
    assert.deepEqual(panel.options, { retainContextWhenHidden: false });
    const options = panel.webview.options as vscode.WebviewOptions;
    assert.equal(options.enableCommandUris, false);
    assert.deepEqual(
      options.localResourceRoots?.map((root) => root.path),
      ["/extension/dist/webview"],
    );
  });

  it("puts nothing of the topic into the page's HTML", () => {
    assert.doesNotMatch(open("orders").webview.html, /orders|demo/);
  });

  it("brings settings into what can be read", async () => {
    const { result } = await open().ask("open", {});
    assert.equal(result?.query.pageSize, 1000);
    assert.equal(result.query.timeZone, "UTC");
  });

  it("shows an open panel again and has it read there", () => {
    const panel = open();
    const target = targets.get("c1");
    assert.ok(target);
    panels.open(target, "orders", { kind: "offset", offset: 7n, partition: 0 });
    assert.equal(created.length, 1);
    assert.equal(panel.reveals, 1);
    const last = panel.posted.at(-1);
    assert.equal(last?.event, "seek");
    assert.deepEqual(last.payload?.position, { kind: "offset", offset: "7" });
    assert.deepEqual(last.payload.partitions, [{ topic: "orders", partition: 0 }]);
  });

  it("opens another panel that looks at the same, when it is asked to", async () => {
    const panel = open();
    await read(panel, { ...latestQuery, position: { kind: "earliest" } });
    await panel.ask("duplicate", { order: "oldestFirst" });
    assert.equal(created.length, 2);
    const { result } = (await created[1]?.ask("open", {})) ?? {};
    assert.deepEqual(result?.query.position, { kind: "earliest" });
    panel.dispose();
    assert.ok(!created[1]?.isDisposed);
  });

  it("names the tab by what was read last", async () => {
    const panel = open();
    await read(panel, { ...latestQuery, topics: { kind: "pattern", pattern: "ord.*" } });
    assert.equal(panel.title, "/ord.*/ — demo");
  });

  it("opens a new panel for another topic, and after closing", () => {
    open();
    open("other").dispose();
    open("other");
    assert.equal(created.length, 3);
  });

  it("goes on after a reload where it was", async () => {
    const panel = new FakePanel<Posted>("", {});
    await deserialize(panel, saved());
    assert.equal(panel.title, "orders — demo");
    const { result } = await panel.ask("open", {});
    assert.deepEqual(result?.query.position, { kind: "offset", offset: "5" });
  });

  it("closes a panel of a cluster that is gone, and one whose state cannot be read", async () => {
    for (const state of [saved({ clusterId: "c2" }), saved({ extra: 1 }), undefined, "x"]) {
      const panel = new FakePanel<Posted>("", {});
      await deserialize(panel, state);
      assert.ok(panel.isDisposed);
    }
  });

  it("says so when the cluster was removed while the panel is open", async () => {
    const panel = open();
    targets.clear();
    const { result } = await panel.ask("open", {});
    const reply = await panel.ask("read", result?.query);
    assert.equal(reply.ok, false);
    assert.match(reply.error?.message ?? "", /no longer in the settings/);
  });

  it("closes its panels and its serializer with itself", () => {
    const panel = open();
    assert.deepEqual(registered, [viewType]);
    panels.dispose();
    assert.ok(panel.isDisposed);
    assert.deepEqual(registered, []);
  });
});
