import assert from "node:assert/strict";
import axe from "axe-core";
import * as v from "valibot";
import type { SavedGroup } from "../../../../src/panels/group/protocol";
import { savedGroup } from "../../../../src/panels/group/parseRequest";
import { GroupScene, settled } from "./groupScene";
import { sampleHead, sampleMember, samplePartition, sampleTimeline, sampleView } from "./samples";

describe("the group page", () => {
  let scene: GroupScene | undefined;
  afterEach(() => {
    scene?.dom.close();
  });

  async function open(
    answers: Readonly<Record<string, unknown>> = {},
    saved?: unknown,
  ): Promise<GroupScene> {
    scene = new GroupScene({
      open: sampleView(),
      timeline: sampleTimeline(),
      explain: { findings: [] },
      setInterval: null,
      peek: null,
      reset: null,
      exportTimeline: null,
      ...answers,
    });
    scene.saved = saved;
    await scene.start();
    return scene;
  }

  it("shows the group's head: state, lag, status by word and icon, and why", async () => {
    const opened = await open();
    const { dom } = opened;
    const text = (selector: string): string => opened.text(selector);
    assert.deepEqual(opened.calls, [["open", {}]]);
    assert.equal(text("h1"), "billing");
    assert.match(
      text(".facts"),
      /Stable · consumer · assignor uniform · coordinator 1 .* epoch 12/,
    );
    assert.match(text(".stats"), /Total lag1,204/);
    assert.match(text(".stats"), /Caught up in1 min 18 s/);
    assert.equal(text(".stats .status"), "WARN");
    assert.ok(dom.find(".stats .status .codicon-warning"));
    assert.equal(text(".reason"), "The lag of orders-1 grows.");
    assert.match(text(".read-at"), /14:00:01\.220 UTC/);
  });

  it("sorts offsets beyond 2^53 exactly, the largest first, then the other way, then not", async () => {
    const opened = await open();
    const partitions = (): string => opened.column("partition").join();
    opened.button("Lag").click();
    assert.equal(partitions(), "1,2,0");
    assert.equal(opened.dom.find("[aria-sort=descending]").textContent, "Lag");
    opened.button("Lag").click();
    assert.equal(partitions(), "0,2,1");
    opened.button("Lag").click();
    assert.equal(partitions(), "0,1,2");
    assert.equal(opened.dom.findAll("[aria-sort=descending], [aria-sort=ascending]").length, 0);
  });

  it("filters by topic, owner and status, and sums what is shown", async () => {
    const opened = await open();
    opened.dom.choose(opened.dom.find(".filter"), "ORDERS stall");
    assert.deepEqual(opened.column("partition"), ["2"]);
    assert.equal(opened.text(".grid-foot .cell-topic"), "1 of 3 partitions");
    assert.equal(opened.text(".grid-foot .cell-lag"), "9,007,199,254,740,992");
    opened.dom.choose(opened.dom.find(".filter"), "nobody-like-that");
    assert.match(opened.text(".view .empty"), /No partition/);
  });

  it("peeks at the committed offset by Enter, and not where there is none", async () => {
    const noCommit = samplePartition({ partition: 1, committed: null, status: "unknown" });
    const opened = await open({
      open: sampleView({ partitions: [samplePartition(), noCommit] }),
    });
    opened.dom.find(".grid-body [tabindex='0']").focus();
    opened.press("Enter");
    assert.deepEqual(opened.lastCall, ["peek", { topic: "orders", partition: 0 }]);
    opened.press("ArrowDown");
    opened.press("Enter");
    assert.equal(opened.calls.length, 2);
    assert.equal(opened.column("committed")[1], "no commit");
  });

  it("offers to reset the partition or its topic in the row's menu", async () => {
    const opened = await open();
    opened.button("More Actions for orders-1").click();
    opened.button("Reset Partition 1…").click();
    assert.deepEqual(opened.lastCall, ["reset", { topic: "orders", partition: 1 }]);
    opened.button("More Actions for orders-1").click();
    opened.button("Reset Topic orders…").click();
    assert.deepEqual(opened.lastCall, ["reset", { topic: "orders" }]);
    assert.equal(opened.dom.document.querySelectorAll("[role=menu]").length, 0);
  });

  it("says why nothing can be reset, and does not ask for it", async () => {
    const resetObstacle = "3 members are connected.";
    const opened = await open({ open: sampleView({ resetObstacle }) });
    opened.button("Reset Offsets…").click();
    assert.match(opened.text(".obstacle"), /3 members are connected\./);
    opened.button("More Actions for orders-0").click();
    const item = opened.dom
      .findAll("[role=menuitem]")
      .find((one) => one.textContent.startsWith("Reset Partition 0…"));
    assert.equal(item?.getAttribute("aria-disabled"), "true");
    item.click();
    assert.deepEqual(opened.calls, [["open", {}]]);
  });

  it("keeps focus and the chosen row where new readings move it", async () => {
    const opened = await open();
    opened.button("Lag").click();
    opened.dom.find(".grid-body [tabindex='0']").focus();
    opened.press("ArrowRight");
    const focused = opened.dom.document.activeElement;
    const [first, second, third] = sampleView().partitions;
    assert.ok(first && second && third);
    opened.emit("view", sampleView({ partitions: [first, { ...second, lag: "1" }, third] }));
    const row = opened.dom.document.activeElement?.parentElement;
    assert.ok(row);
    assert.equal(row.querySelector(".cell-partition")?.textContent, "1");
    assert.equal(row.dataset["index"], "2");
    opened.emit("view", sampleView({ partitions: [first, { ...second, lag: "2" }, third] }));
    assert.ok(opened.dom.document.activeElement !== focused);
    assert.equal(opened.dom.document.activeElement.parentElement, row);
  });

  it("keeps the last view when a reading fails, and says so until the next one", async () => {
    const opened = await open();
    opened.emit("failed", { message: "No answer from a:1." });
    assert.match(opened.text(".notice.error"), /No answer from a:1\. What is shown was read 2026/);
    assert.equal(opened.column("partition").length, 3);
    opened.emit("view", sampleView());
    assert.equal(opened.dom.findAll(".notice").length, 0);
  });

  it("opens again on Retry when nothing was ever read", async () => {
    const opened = await open({ open: new Error("No answer from a:1.") });
    assert.match(opened.text(".notice.error"), /No answer from a:1\./);
    opened.button("Retry").click();
    await settled();
    assert.deepEqual(opened.calls, [
      ["open", {}],
      ["open", {}],
    ]);
  });

  it("reads now on Refresh", async () => {
    const opened = await open({ refresh: sampleView({ head: sampleHead({ totalLag: "7" }) }) });
    opened.button("Refresh").click();
    await settled();
    assert.deepEqual(opened.lastCall, ["refresh", {}]);
    assert.match(opened.text(".stats"), /Total lag7/);
  });

  it("tells the host the interval, and keeps it with tab and arrangement over a reload", async () => {
    const opened = await open();
    opened.dom.choose(opened.dom.find("[aria-label=Live]"), "1000");
    assert.deepEqual(opened.lastCall, ["setInterval", { intervalMs: 1000 }]);
    opened.dom.choose(opened.dom.find(".filter"), "pay");
    await opened.choose("Members");
    assert.deepEqual(opened.saved, {
      clusterId: "demo-id",
      groupId: "billing",
      intervalMs: 1000,
      tab: "members",
      askedTab: "partitions",
      arrangement: { filter: "pay" },
    });
  });

  it("keeps only what the host takes back", async () => {
    const opened = await open();
    opened.dom.choose(opened.dom.find(".filter"), "x".repeat(2000));
    for (const title of ["Lag", "Lag", "Lag", "Topic"]) opened.button(title).click();
    await opened.choose("Explain");
    assert.ok(v.is(savedGroup, JSON.parse(JSON.stringify(opened.saved))));
  });

  it("begins where it was, unless the host asks for another part since", async () => {
    const saved = { ...sampleView().saved, askedTab: "partitions", tab: "members" };
    const kept = await open({}, { ...saved, arrangement: { sortBy: "lag", descending: true } });
    assert.equal(kept.dom.find("[aria-selected=true][role=tab]").textContent, "Members (1)");
    await kept.choose("Partitions");
    assert.equal(kept.column("partition").join(), "1,2,0");
    kept.dom.close();

    const asking = sampleView();
    const opened = await open(
      { open: { ...asking, saved: { ...asking.saved, tab: "explain" } } },
      saved,
    );
    assert.equal(opened.dom.find("[aria-selected=true][role=tab]").textContent, "Explain");
  });

  it("does not forget where it was when a reading comes before the first answer", async () => {
    const saved = { ...sampleView().saved, askedTab: "partitions", tab: "members" };
    scene = new GroupScene({});
    scene.saved = saved;
    await scene.start();
    scene.emit("view", sampleView());
    assert.equal((scene.saved as SavedGroup).tab, "members");
  });

  it("turns to the part that a command asks for", async () => {
    const opened = await open();
    opened.emit("show", { tab: "rebalances" });
    await settled();
    assert.deepEqual(opened.lastCall, ["timeline", {}]);
    assert.equal(opened.dom.find("[role=tabpanel]").getAttribute("aria-label"), "Rebalances");
  });

  it("shows the members, and their target only where one differs", async () => {
    const opened = await open();
    await opened.choose("Members");
    assert.ok(!opened.texts("[role=columnheader]").includes("Target"));
    const moving = sampleMember({ targetAssignment: "orders 0", memberEpoch: 12 });
    opened.emit("view", sampleView({ members: [moving] }));
    assert.ok(opened.texts("[role=columnheader]").includes("Target"));
    assert.deepEqual(opened.column("target"), ["orders 0"]);
    opened.emit("view", sampleView({ members: [], head: sampleHead({ state: "Empty" }) }));
    const empty = opened.texts(".empty").find((text) => text.startsWith("No member"));
    assert.equal(empty, "No member is connected: the group is Empty.");
  });

  it("shows findings worst first, with evidence and the next step, and checks again", async () => {
    const findings = [
      { severity: "ok", finding: "Every partition has an owner.", evidence: [], nextStep: "" },
      {
        severity: "error",
        finding: "orders-6 stands still.",
        evidence: ["committed 5 in 24 readings"],
        nextStep: "Look at the message.",
      },
    ];
    const opened = await open({ explain: { findings } });
    await opened.choose("Explain");
    assert.deepEqual(opened.texts(".finding-severity"), ["Problem", "OK"]);
    assert.match(opened.text(".finding"), /stands still.*24 readings.*Next: Look at the message/);
    opened.button("Check Again").click();
    await settled();
    assert.equal(opened.calls.filter((call) => String(call).startsWith("explain")).length, 2);
  });

  it("shows hostile text as text", async () => {
    const hostile = "<img src=x onerror=alert(1)>";
    const row = samplePartition({ topic: hostile, owner: hostile, notes: [hostile] });
    const opened = await open({
      open: sampleView({ partitions: [row], head: sampleHead({ groupId: hostile }) }),
    });
    assert.equal(opened.text("h1"), hostile);
    assert.deepEqual(opened.column("topic"), [hostile]);
    assert.equal(opened.dom.findAll("img").length, 0);
  });

  for (const tab of ["Partitions", "Members", "Rebalances", "Explain"]) {
    it(`has no violation of the rules for accessible pages under ${tab}`, async () => {
      const opened = await open();
      await opened.choose(tab);
      // Both need a canvas.
      const off = { enabled: false };
      const rules = { "color-contrast": off, "label-content-name-mismatch": off };
      const { violations } = await axe.run(opened.dom.document.documentElement, {
        rules,
        resultTypes: ["violations"],
      });
      assert.deepEqual(
        violations.map(({ id, nodes }) => [id, nodes[0]?.html]),
        [],
      );
    });
  }
});
