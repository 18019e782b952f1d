import assert from "node:assert/strict";
import type * as vscode from "vscode";
import type { ResetRequest } from "../../../../src/kafka/reset/target";
import { ResetPanels, type ResetPanelTarget } from "../../../../src/panels/reset/panel";
import type { ResetHost } from "../../../../src/panels/reset/resetHost";
import { numberFormatter } from "../../../../src/ui/numberFormat";
import { FakePanel } from "../../../support/fakePanel";
import { ResetCluster } from "../../../support/resetCluster";
import { Uri, window } from "../../../support/vscode";

const host = (): ResetHost => {
  const gateway = new ResetCluster().withTopic("orders", { end: 9n, committed: 4n });
  const never = (): Promise<never> => Promise.reject(new Error("not in this test"));
  return {
    timeZone: "UTC",
    formatNumber: numberFormatter("en"),
    cluster: () => ({ name: "demo", bootstrapServers: ["h:1"], gateway }),
    writeObstacle: () => undefined,
    confirm: never,
    apply: never,
    showUndoFile: never,
    undo: never,
    copyText: never,
    showFile: never,
    openCsv: never,
    chooseFile: never,
    chooseScope: never,
    peek: never,
    tellResult: () => undefined,
  };
};

const target = (to: "earliest" | "latest", groupId = "billing"): ResetPanelTarget => {
  const request: ResetRequest = { groupId, scope: { kind: "allTopics" }, target: { to } };
  return { clusterId: "demo", clusterName: "demo", requests: [request], host: host() };
};

describe("the reset panels", () => {
  let created: FakePanel[];
  let panels: ResetPanels;

  beforeEach(() => {
    created = [];
    Object.assign(window, {
      createWebviewPanel: (_type: string, title: string) => {
        const panel = new FakePanel(title);
        created.push(panel);
        return panel;
      },
    });
    const extensionUri = Uri.file("/extension") as unknown as vscode.Uri;
    panels = new ResetPanels({
      viewType: "kafkaOffsets.reset",
      extensionUri,
      focus: { follow: () => undefined },
      report: assert.ifError,
    });
  });

  afterEach(() => {
    Reflect.deleteProperty(window, "createWebviewPanel");
  });

  const first = (): FakePanel => {
    const [panel] = created;
    assert.ok(panel);
    return panel;
  };

  it("are named after the group and the cluster, invisible characters shown", () => {
    panels.show(target("earliest", "bil\u202eling"));
    assert.equal(first().title, "Reset bil⟨U+202E⟩ling — demo");
  });

  it("have a title that is text: no icon, and a name for the empty id", () => {
    panels.show(target("earliest", "$(trash)"));
    panels.show(target("earliest", ""));
    assert.deepEqual(
      created.map(({ title }) => title),
      ["Reset $\u2060(trash) — demo", "Reset (empty group id) — demo"],
    );
  });

  it("answer the page", async () => {
    panels.show(target("earliest"));
    const answered = new Promise<unknown>((resolve) => {
      first().webview.postMessage = (message) => {
        resolve(message);
        return Promise.resolve(true);
      };
    });
    first().messages.fire({ id: 1, method: "open", params: {} });
    const reply = (await answered) as { ok: boolean; result: { aim: string } };
    assert.equal(reply.ok, true);
    assert.equal(reply.result.aim, "all topics with a commit, to earliest");
  });

  it("are one for a group: shown again, it turns to the other target", () => {
    panels.show(target("earliest"));
    panels.show(target("latest"));
    assert.equal(created.length, 1);
    assert.equal(first().reveals, 1);
    assert.deepEqual(first().posted, [{ event: "changed", payload: {} }]);
  });

  it("are one for each group", () => {
    panels.show(target("earliest"));
    panels.show(target("earliest", "nightly"));
    assert.equal(created.length, 2);
  });

  it("are made anew after they were closed", () => {
    panels.show(target("earliest"));
    first().dispose();
    panels.show(target("earliest"));
    assert.equal(created.length, 2);
  });

  it("close with their owner", () => {
    panels.show(target("earliest"));
    panels.dispose();
    panels.show(target("earliest"));
    assert.equal(created.length, 2);
  });
});
