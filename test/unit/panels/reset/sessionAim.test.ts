import assert from "node:assert/strict";
import type { AimDraft, AimResult, ResetView } from "../../../../src/panels/reset/protocol";
import { start, type Call } from "./sessionScene";

const viewOf = (result: AimResult | null): ResetView => {
  assert.ok(result?.ok);
  return result.view;
};

const problemsOf = (result: AimResult | null): readonly string[] => {
  assert.ok(result !== null && !result.ok);
  return result.problems;
};

const targets = ({ rows }: ResetView): (string | null)[] => rows.map(({ target }) => target);

const aim = async (call: Call, change: Partial<AimDraft>): Promise<AimResult> => {
  const { draft } = await call("open", {});
  return call("aim", { ...draft, ...change });
};

describe("changing where a panel moves its group", () => {
  it("plans anew, and tells the head back as it was typed", async () => {
    const { call } = start();
    const view = viewOf(await aim(call, { target: "offset", targetText: " 7 " }));
    assert.deepEqual(targets(view), ["7", "7", "7"]);
    assert.deepEqual([view.draft.target, view.draft.targetText], ["offset", " 7 "]);
    assert.equal(view.draft.scopeText, "orders");
  });

  it("leaves the plan alone that was shown when nothing can be planned", async () => {
    const { call } = start();
    const { planId } = await call("open", {});
    const problems = problemsOf(await aim(call, { target: "offset", targetText: "x" }));
    assert.match(problems.join(), /digits only/);
    assert.equal((await call("open", {})).planId, planId);
  });

  it("does not carry out the plan of before", async () => {
    const { host, call } = start();
    const { planId } = await call("open", {});
    await aim(call, { target: "latest" });
    await assert.rejects(call("apply", { planId }), /no longer the one shown/);
    assert.deepEqual(host.questions, []);
  });

  it("shows the last of two, whichever is answered first", async () => {
    const { host, call } = start();
    const { draft } = await call("open", {});
    const release = host.at.hold("describeGroups");
    const first = call("aim", { ...draft, target: "latest" });
    release();
    const second = await call("aim", { ...draft, target: "current" });
    await assert.rejects(first, { kind: "cancelled" });
    assert.equal(viewOf(second).draft.target, "current");
    assert.equal((await call("open", {})).draft.target, "current");
  });

  it("turns to nothing new when it was called off before it was read", async () => {
    const { session, call } = start();
    const { planId, draft } = await call("open", {});
    const late = session.handlers().aim({ ...draft, target: "latest" }, AbortSignal.abort());
    await assert.rejects(late, { kind: "cancelled" });
    assert.equal((await call("open", {})).planId, planId);
  });
});

describe("editing the target of a row", () => {
  it("moves only that row, reads nothing, and makes another plan", async () => {
    const { host, call } = start();
    const { planId } = await call("open", {});
    host.at.calls.length = 0;
    const edited = await call("editRow", { planId, row: 0, text: "12" });
    assert.ok(edited.ok);
    assert.deepEqual(targets(edited.view), ["12", "5", "0"]);
    assert.deepEqual(
      edited.view.rows.map(({ isEdited }) => isEdited),
      [true, false, false],
    );
    assert.notEqual(edited.view.planId, planId);
    assert.deepEqual(host.at.calls, []);
    await assert.rejects(call("apply", { planId }), /no longer the one shown/);
  });

  it("is written as edited, and asked about", async () => {
    const { host, call } = start();
    const { planId } = await call("open", {});
    const edited = await call("editRow", { planId, row: 0, text: "12" });
    assert.ok(edited.ok);
    await call("apply", { planId: edited.view.planId });
    assert.match(host.questions[0]?.detail ?? "", /\(1 edited by hand\)/);
    assert.equal(host.at.committed("orders", 0), 12n);
  });

  it("gives the row its own target again when nothing is typed", async () => {
    const { call } = start();
    const { planId } = await call("open", {});
    const edited = await call("editRow", { planId, row: 0, text: "12" });
    assert.ok(edited.ok);
    const restored = await call("editRow", { planId: edited.view.planId, row: 0, text: " " });
    assert.ok(restored.ok);
    assert.deepEqual(targets(restored.view), ["0", "5", "0"]);
    assert.equal(restored.view.rows[0]?.isEdited, false);
  });

  it("says in a sentence why a text is no offset, and keeps the plan", async () => {
    const { call } = start();
    const { planId } = await call("open", {});
    const refused = await call("editRow", { planId, row: 0, text: "-1" });
    assert.ok(!refused.ok);
    assert.match(refused.problem, /digits only/);
    assert.equal((await call("open", {})).planId, planId);
  });

  it("survives a refresh, and is forgotten with the next target", async () => {
    const { call } = start();
    const { planId } = await call("open", {});
    await call("editRow", { planId, row: 0, text: "12" });
    assert.deepEqual(targets(await call("refresh", {})), ["12", "5", "0"]);
    assert.deepEqual(targets(viewOf(await aim(call, { target: "latest" }))), ["100", "50", "9"]);
  });

  it("is refused once the plan was carried out", async () => {
    const { call } = start();
    const { planId } = await call("apply", { planId: (await call("open", {})).planId });
    const late = call("editRow", { planId, row: 0, text: "12" });
    await assert.rejects(late, /no longer the one shown/);
  });
});

describe("a plan as text", () => {
  it("is copied as a dry run of Kafka's own tool", async () => {
    const { host, call } = start();
    const { planId } = await call("open", {});
    const told = await call("copyCommand", { planId });
    assert.match(
      host.copied,
      /^kafka-consumer-groups\.sh .*--topic orders --to-earliest --dry-run$/,
    );
    assert.match(told, /--execute/);
    assert.deepEqual(host.shown, []);
  });

  it("comes with the file that the command reads", async () => {
    const { host, call } = start();
    const { planId } = await call("open", {});
    const edited = await call("editRow", { planId, row: 0, text: "12" });
    assert.ok(edited.ok);
    const told = await call("copyCommand", { planId: edited.view.planId });
    assert.match(host.copied, /--from-file billing-offsets\.csv/);
    assert.deepEqual(host.shown, ["billing-offsets.csv: orders,0,12\norders,2,0\n"]);
    assert.match(told, /billing-offsets\.csv/);
  });

  it("is edited as CSV and read back as exactly the partitions it names", async () => {
    const { host, call } = start();
    const { planId } = await call("open", {});
    assert.equal((await call("editAsCsv", { planId })).isCsvOpen, true);
    assert.equal(host.csv, "orders,0,0\norders,1,5\norders,2,0\n");
    host.csv = "orders,1,20\norders,0,3\n";
    const view = viewOf(await call("applyCsv", {}));
    assert.deepEqual(targets(view), ["3", "20"]);
    assert.deepEqual([view.draft.target, view.draft.scope], ["given", "ofTarget"]);
    assert.match(view.givenLabel ?? "", /the edited CSV/);
  });

  it("tells what is wrong with its lines, and keeps the plan", async () => {
    const { host, call } = start();
    const { planId } = await call("open", {});
    await call("editAsCsv", { planId });
    host.csv = "orders,0,x\norders,1,5\norders,1,6\n";
    const problems = problemsOf(await call("applyCsv", {}));
    assert.match(problems.join("\n"), /line 1: "x" is not an offset/);
    assert.match(problems.join("\n"), /line 3: orders-1 stands in line 2 already/);
    host.csv = "orders,7,5\n";
    assert.match(problemsOf(await call("applyCsv", {})).join(), /line 1: orders-7 does not exist/);
    assert.equal((await call("open", {})).planId, planId);
  });

  it("cannot be read back once its document is closed", async () => {
    const { host, call } = start();
    const { planId } = await call("open", {});
    await call("editAsCsv", { planId });
    host.csv = undefined;
    assert.match(problemsOf(await call("applyCsv", {})).join(), /was closed/);
  });

  it("is taken from a file for this group only", async () => {
    const { host, call } = start();
    await call("open", {});
    assert.equal(await call("chooseFile", {}), null);
    host.file = { name: "a.csv", text: "billing,orders,0,9\n" };
    assert.deepEqual(targets(viewOf(await call("chooseFile", {}))), ["9"]);
    host.file = { name: "b.csv", text: "other,orders,0,9\n" };
    assert.match(problemsOf(await call("chooseFile", {})).join(), /^b\.csv, line 1: /);
  });
});

describe("what is known of a plan a moment later", () => {
  it("is when the messages at the targets were written", async () => {
    const { host, call } = start();
    host.at.log("orders", 2).append({ timestampMs: 1_763_647_200_220n });
    const { planId, rows } = await call("aim", {
      ...(await call("open", {})).draft,
      target: "offset",
      targetText: "9",
    }).then(viewOf);
    const last = rows.findIndex(({ partition }) => partition === 2);
    const times = await call("times", { planId });
    assert.equal(times.find(({ row }) => row === last)?.time, "2025-11-20 14:00:00");
  });

  it("is that commits moved although nobody is connected", async () => {
    const { host, call } = start();
    const { planId } = await call("open", {});
    assert.deepEqual(await call("laterWarnings", { planId }), []);
    host.at.billing.commit("orders", 0, { offset: 41n });
    assert.match((await call("laterWarnings", { planId })).join(), /orders-0 from 40 to 41/);
  });
});

describe("after a reset", () => {
  it("its undo is one press away", async () => {
    const { host, call } = start();
    await call("apply", { planId: (await call("open", {})).planId });
    await call("undo", { group: 0 });
    assert.deepEqual(host.shown, ["preview of undoing change-1"]);
  });

  it("the last skipped message can be looked at", async () => {
    const { host, call } = start();
    const { planId } = viewOf(await aim(call, { target: "latest" }));
    await call("peek", { planId, row: 0, at: "lastSkipped" });
    assert.deepEqual(host.shown, ["peek orders-0 99"]);
  });
});
