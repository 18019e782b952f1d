import assert from "node:assert/strict";
import type * as vscode from "vscode";
import { ExercisesPart } from "../../../../src/panels/lab/exercisesPart";
import { LabPanels } from "../../../../src/panels/lab/panel";
import type { LabParts } from "../../../../src/panels/lab/session";
import { FakeLab } from "../../../support/fakeLab";
import { FakePanel } from "../../../support/fakePanel";
import { Uri, window } from "../../../support/vscode";

interface Posted {
  readonly id?: number;
  readonly result?: unknown;
  readonly event?: string;
  readonly payload?: unknown;
}

describe("LabPanels", () => {
  let created: FakePanel<Posted>[];
  let panels: LabPanels;
  let ended: string[];
  let end: () => void;

  beforeEach(() => {
    created = [];
    ended = [];
    end = () => undefined;
    Object.assign(window, {
      createWebviewPanel: (_type: string, title: string, _column: number, options: unknown) => {
        const panel = new FakePanel<Posted>(title, options);
        created.push(panel);
        return panel;
      },
    });
    panels = new LabPanels({
      viewType: "kafkaOffsets.lab",
      extensionUri: Uri.file("/extension") as unknown as vscode.Uri,
      focus: { follow: () => undefined },
      obstacle: () => "The cluster is read-only.",
      parts: ({ clusterId }) => partsOf(clusterId),
      report: assert.ifError,
    });
  });

  afterEach(() => {
    panels.dispose();
    Reflect.deleteProperty(window, "createWebviewPanel");
  });

  function partsOf(clusterId: string): LabParts {
    const exercises = new ExercisesPart({ gateway: new FakeLab().cluster.gateway });
    const dispose = (): Promise<void> =>
      new Promise((resolve) => {
        ended.push(clusterId);
        end = resolve;
      });
    const part = { handlers: {}, dispose } as unknown;
    return {
      rebalance: part as LabParts["rebalance"],
      offsets: { handlers: {}, dispose: () => Promise.resolve() } as unknown as LabParts["offsets"],
      exercises,
    };
  }

  const target = (clusterId: string) => ({ clusterId, clusterName: clusterId });

  it("has one panel for each cluster, and shows the tab that was asked for", async () => {
    panels.show(target("a"), "rebalance");
    panels.show(target("b"), "rebalance");
    panels.show(target("a"), "offsets");
    assert.deepEqual(
      created.map(({ title, reveals }) => [title, reveals]),
      [
        ["Lab — a", 1],
        ["Lab — b", 0],
      ],
    );
    const [first] = created;
    assert.deepEqual(first?.posted.at(-1), { event: "showTab", payload: { tab: "offsets" } });
    const { result } = await first.ask("open", {});
    const obstacle = "The cluster is read-only.";
    assert.deepEqual(result, { tab: "offsets", clusterName: "a", obstacle });
  });

  it("remembers the tab for a page that begins anew", async () => {
    panels.show(target("a"), "rebalance");
    await created[0]?.ask("chooseTab", { tab: "exercises" });
    const reply = await created[0]?.ask("open", {});
    assert.equal(Reflect.get(reply?.result ?? {}, "tab"), "exercises");
  });

  it("ends what a lab runs with its panel, and waits for that when it closes", async () => {
    panels.show(target("a"), "rebalance");
    created[0]?.dispose();
    assert.deepEqual(ended, ["a"]);
    let isClosed = false;
    const closing = panels.close().then(() => {
      isClosed = true;
    });
    await Promise.resolve();
    assert.equal(isClosed, false);
    end();
    await closing;
    assert.equal(isClosed, true);
  });
});
