import assert from "node:assert/strict";
import axe from "axe-core";
import type { PageMessage } from "../../../../src/panels/shared/protocol";
import { savedTopicGroups } from "../../../../src/panels/topicGroups/parseRequest";
import type {
  TopicGroupsEvents,
  TopicGroupsRequests,
  TopicGroupsView,
} from "../../../../src/panels/topicGroups/protocol";
import * as v from "valibot";
import { HostClient } from "../../../../webview/shared/rpc";
import { TopicGroupsPage } from "../../../../webview/topicGroups/page";
import { JsdomPage } from "../shared/jsdomPage";

const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));

const huge = "9007199254740993";

function sampleView(change: Partial<TopicGroupsView> = {}): TopicGroupsView {
  const group = { state: "Stable", type: "consumer", withoutCommit: 0, unreadable: 0 };
  return {
    saved: { clusterId: "c1", topic: "orders", intervalMs: 5000 },
    topic: "orders",
    clusterName: "demo",
    groups: [
      { ...group, groupId: "billing", name: "billing", members: 2, totalLag: "60" },
      { ...group, groupId: "audit", name: "audit", state: "Empty", totalLag: huge },
    ],
    partitions: [
      {
        partition: 0,
        start: "0",
        end: "100",
        cells: [
          { committed: "50", lag: "50" },
          { committed: "100", lag: "0" },
        ],
      },
      {
        partition: 1,
        start: "0",
        end: "100",
        cells: [
          { committed: "90", lag: "10", owner: "m" },
          { committed: "0", lag: huge },
        ],
      },
      { partition: 2, problem: "No leader.", cells: [{ committed: null }, {}] },
    ],
    readAt: "2026-11-21 14:00:00.000 UTC",
    notes: [],
    ...change,
  };
}

describe("the page of a topic's groups", () => {
  let dom: JsdomPage;
  let sent: PageMessage<TopicGroupsRequests>[];
  let saved: unknown;
  let host: HostClient<TopicGroupsRequests, TopicGroupsEvents>;

  beforeEach(() => {
    dom = new JsdomPage({ heightPx: 400 });
    sent = [];
    saved = undefined;
  });
  afterEach(() => {
    dom.close();
  });

  async function open(answer: TopicGroupsView | Error = sampleView()): Promise<void> {
    host = new HostClient<TopicGroupsRequests, TopicGroupsEvents>((message) => {
      sent.push(message);
      if (!("method" in message)) return;
      const { id, method } = message;
      const isView = method === "open" || method === "refresh";
      const result = isView ? answer : null;
      const reply =
        result instanceof Error
          ? { id, ok: false, error: { kind: "timeout", message: result.message } }
          : { id, ok: true, result };
      queueMicrotask(() => {
        host.receive(JSON.parse(JSON.stringify(reply)));
      });
    });
    const viewState = {
      read: (): unknown => saved,
      write: (state: unknown): void => {
        saved = state;
      },
    };
    void new TopicGroupsPage(dom.root, host, viewState).start();
    await settled();
  }

  const texts = (selector: string): string[] => dom.findAll(selector).map((one) => one.textContent);
  const partitions = (): string => texts(".grid-body .cell-partition").join().replaceAll(" ", "");
  const calls = (): unknown[] =>
    sent.map((one) => ("method" in one ? [one.method, one.params] : "cancel"));

  function titleButton(name: string): HTMLElement {
    const found = dom.findAll(".grid-sort").find((one) => one.textContent.includes(name));
    assert.ok(found, name);
    return found;
  }

  it("shows each group in a column, with its offset and, in words, its lag", async () => {
    await open();
    assert.equal(dom.find("h1").textContent, "Groups of orders");
    assert.deepEqual(texts(".grid-head .cell-group"), ["A · billing", "B · audit"]);
    assert.deepEqual(texts(".grid-row[data-index='0'] .cell-group"), ["50lag 50", "100lag 0"]);
    assert.deepEqual(texts(".grid-row[data-index='2'] .cell-group"), ["no commit", "not known"]);
    assert.deepEqual(texts(".grid-foot .cell-group"), ["lag 60", "lag 9,007,199,254,740,993"]);
    assert.match(texts(".group").join(), /Abillinglag 60 · Stable · consumer · 2 members/);
  });

  it("marks every group on a partition's strip by its letter, also for who cannot see it", async () => {
    await open();
    const [first, second] = dom.findAll(".strip");
    assert.deepEqual(
      [...(first?.querySelectorAll(".strip-letter") ?? [])].map((one) => one.textContent),
      ["A", "B"],
    );
    assert.match(second?.getAttribute("aria-label") ?? "", /A billing at 90\nB audit at 0/);
    assert.equal(dom.findAll(".strip-mark").length, 4);
    assert.equal(dom.findAll(".strip").length, 2, "a partition without ends has none");
  });

  it("marks groups that stand close to each other one by one, their letters together", async () => {
    const cells = [
      { committed: "99", lag: "1" },
      { committed: "100", lag: "0" },
    ];
    const [, second] = sampleView().partitions;
    assert.ok(second);
    const near = { partition: 0, start: "0", end: "100", cells };
    await open(sampleView({ partitions: [near, second] }));
    const [strip] = dom.findAll(".strip");
    assert.equal(strip?.querySelector(".strip-letter")?.textContent, "AB");
    assert.equal(strip.querySelectorAll(".strip-mark").length, 2);
    assert.match(dom.find(".grid-foot .cell-position").textContent, /^100 offsets behind/);
  });

  it("tells a commit before the start or past the end apart", async () => {
    const cells = [
      { committed: "3", lag: "90", note: "7 offsets already deleted" },
      { committed: "109", lag: "0", note: "9 past the end" },
    ];
    await open(sampleView({ partitions: [{ partition: 0, start: "10", end: "100", cells }] }));
    assert.equal(dom.findAll(".strip-mark.strip-outside").length, 2);
    assert.deepEqual(
      texts(".cell-note").map((text) => text.trim()),
      ["7 offsets already deleted", "9 past the end"],
    );
  });

  it("sorts by a group's lag beyond 2^53 exactly, what is not known last", async () => {
    await open();
    titleButton("audit").click();
    assert.equal(partitions(), "1,0,2");
    titleButton("audit").click();
    assert.equal(partitions(), "0,1,2");
    titleButton("audit").click();
    assert.equal(partitions(), "0,1,2");
    assert.equal(dom.findAll("[aria-sort=ascending], [aria-sort=descending]").length, 0);
  });

  it("filters the groups by name, and keeps that", async () => {
    await open();
    dom.choose(dom.find("vscode-text-field"), "AUD");
    assert.deepEqual(texts(".grid-head .cell-group"), ["A · audit"]);
    assert.equal(dom.find(".count").textContent, "1 of 2 groups");
    assert.ok(v.safeParse(savedTopicGroups, saved).success);
    dom.choose(dom.find("vscode-text-field"), "none");
    assert.equal(dom.find(".empty").textContent, "No group of this topic has such a name.");
  });

  it("begins as it was left", async () => {
    saved = { ...sampleView().saved, arrangement: { filter: "audit", sortBy: "partition" } };
    await open();
    assert.deepEqual(texts(".grid-head .cell-group"), ["A · audit"]);
  });

  it("shows a bounded number of groups, and says how many there are", async () => {
    const [group] = sampleView().groups;
    assert.ok(group);
    const many = Array.from({ length: 40 }, (_, index) => ({
      ...group,
      groupId: `g${index}`,
      name: `g${index}`,
    }));
    await open(sampleView({ groups: many }));
    assert.equal(dom.findAll(".grid-head .cell-group").length, 26);
    assert.match(dom.find(".count").textContent, /^The first 26 of 40 groups/);
  });

  it("peeks at a commit, and opens a group", async () => {
    await open();
    dom.find(".cell-committed").click();
    dom.find(".group-name").click();
    await settled();
    assert.deepEqual(calls().slice(1), [
      ["peek", { groupId: "billing", partition: 0 }],
      ["openGroup", { groupId: "billing" }],
    ]);
  });

  it("takes new readings without moving the focus", async () => {
    await open();
    const cell = dom.find(".grid-row[data-index='1'] .cell-start");
    cell.focus();
    host.receive({ event: "view", payload: sampleView({ readAt: "later" }) });
    assert.equal(dom.document.activeElement, cell);
    assert.equal(dom.find(".read-at").textContent, "Read later");
  });

  it("says what failed, keeps what it has, and tries again", async () => {
    await open(new Error("Nothing answers."));
    assert.match(dom.find(".notice").textContent, /Nothing answers\./);
    dom.find(".notice vscode-button").click();
    assert.deepEqual(calls().at(-1), ["refresh", {}]);
    await settled();
    host.receive(JSON.parse(JSON.stringify({ event: "view", payload: sampleView() })));
    assert.equal(dom.findAll(".notice").length, 0);
    host.receive({ event: "failed", payload: { message: "Late." } });
    assert.equal(dom.findAll(".grid-body .cell-partition").length, 3);
  });

  it("shows markup of a hostile name as text", async () => {
    const [group] = sampleView().groups;
    assert.ok(group);
    await open(sampleView({ groups: [{ ...group, name: "<img src=x>" }], topic: "<b>x</b>" }));
    assert.equal(dom.findAll("img, b").length, 0);
    assert.equal(dom.find("h1").textContent, "Groups of <b>x</b>");
  });

  it("has no accessibility violation that can be found without a layout", async () => {
    await open();
    // Both need a canvas.
    const off = { enabled: false };
    const rules = { "color-contrast": off, "label-content-name-mismatch": off };
    const { violations } = await axe.run(dom.root, { rules, resultTypes: ["violations"] });
    assert.deepEqual(
      violations.map(({ id }) => id),
      [],
    );
  });
});
