import assert from "node:assert/strict";
import { KafkaError } from "../../../../src/kafka/errors";
import type { ResetRequest } from "../../../../src/kafka/reset/target";
import type { ResetView } from "../../../../src/panels/reset/protocol";
import { aMember } from "../../../support/resetCluster";
import { start, type Call, type FakeHost } from "./sessionScene";

const requests = ["billing", "nightly"].map((groupId): ResetRequest => ({
  groupId,
  scope: { kind: "allTopics" },
  target: { to: "earliest" },
}));

const scene = (asked = requests): { host: FakeHost; call: Call } => {
  const { host, call } = start(...asked);
  host.at.addGroup("nightly").commit("orders", 0, { offset: 90n });
  return { host, call };
};

const groupsOf = ({ groups }: ResetView): unknown[] =>
  groups.map(({ groupId, obstacle, result }) => [groupId, obstacle, result?.message ?? null]);

describe("the preview of several groups", () => {
  it("tells each row's group, and each group's state and totals", async () => {
    const view = await scene().call("open", {});
    assert.deepEqual(
      view.rows.map(({ group, topic, partition }) => `${group} ${topic}-${partition}`),
      ["0 orders-0", "0 orders-1", "1 orders-0"],
    );
    assert.deepEqual(
      view.groups.map(({ groupId, state, summary }) => [groupId, state, summary]),
      [
        ["billing", "Empty · classic", "1 partition changes · replays 40"],
        ["nightly", "Empty · classic", "1 partition changes · replays 90"],
      ],
    );
    assert.equal(
      view.summary,
      "2 of 2 groups · 2 partitions change · replays 130 · undo records are kept",
    );
    assert.equal(view.applyLabel, "Reset 2 Offsets…");
  });

  it("leaves a live group out, with the reason, and carries out the others", async () => {
    const { host, call } = scene();
    host.at.billing.members = [aMember("app")];
    const view = await call("open", {});
    assert.equal(view.obstacle, null);
    assert.match(view.groups[0]?.obstacle ?? "", /1 member is connected \(app at/);
    assert.match(view.summary, /^1 of 2 groups · 1 partition changes · replays 90/);
    const done = await call("apply", { planId: view.planId });
    assert.deepEqual(
      host.applied.map(({ groupId }) => groupId),
      ["nightly"],
    );
    assert.equal(done.result?.message, "1 of 1 group is reset and read back. 1 left out.");
    assert.deepEqual(host.questions[0]?.items, [
      "nightly: 1 offset, topic orders, replays 90",
      "Left out: billing",
    ]);
    assert.deepEqual(host.questions[0].subjects, ["nightly"]);
  });

  it("cannot be carried out when every group is left out", async () => {
    const { host, call } = scene();
    host.at.billing.members = [aMember("app")];
    host.at.addGroup("nightly", { members: [aMember("app")] });
    const view = await call("open", {});
    assert.match(view.obstacle ?? "", /None of these groups can be reset/);
    await assert.rejects(call("apply", { planId: view.planId }), /None of these groups/);
    assert.deepEqual(host.questions, []);
  });

  it("shows the others when one cannot be read", async () => {
    const { host, call } = scene();
    host.at.billing.failure = { code: 30, message: "You may not read it." };
    const view = await call("open", {});
    assert.match(view.groups[0]?.obstacle ?? "", /billing cannot be read: You may not/);
    assert.equal(view.groups[0]?.state, "not known");
    assert.equal(view.groups[1]?.obstacle, null);
  });

  it("names the groups a warning is about", async () => {
    const { call } = scene(requests.map((one) => ({ ...one, target: { to: "latest" } })));
    const { warnings } = await call("open", {});
    assert.ok(
      warnings.includes(
        "billing, nightly: Offsets are skipped: the group will not read what is there.",
      ),
      warnings.join("\n"),
    );
  });

  it("turns all of them to another target", async () => {
    const { call } = scene();
    const { draft } = await call("open", {});
    const aimed = await call("aim", { ...draft, target: "shiftBy", targetText: "-2" });
    assert.ok(aimed.ok);
    assert.deepEqual(
      aimed.view.rows.map(({ target }) => target),
      ["38", "5", "88"],
    );
  });

  it("edits a row of one group and leaves the same partition of another", async () => {
    const { call } = scene();
    const { planId } = await call("open", {});
    const edited = await call("editRow", { planId, row: 2, text: "7" });
    assert.ok(edited.ok);
    assert.deepEqual(
      edited.view.rows.map(({ target }) => target),
      ["0", "5", "7"],
    );
  });
});

describe("carrying out the plans of several groups", () => {
  it("asks once, writes each by itself, and offers an undo for each", async () => {
    const { host, call } = scene();
    const view = await call("apply", { planId: (await call("open", {})).planId });
    assert.equal(host.questions.length, 1);
    assert.equal(host.questions[0]?.question, "Reset 2 offsets of 2 groups on cluster demo?");
    assert.deepEqual(groupsOf(view), [
      ["billing", null, "1 of 1 written and read back."],
      ["nightly", null, "1 of 1 written and read back."],
    ]);
    assert.equal(view.result?.message, "2 of 2 groups are reset and read back.");
    assert.equal(view.result.hasUndoFile, false);
    await call("undo", { group: 1 });
    await call("showUndoFile", { group: 0 });
    assert.deepEqual(host.shown, ["preview of undoing change-2", "undo change-1"]);
  });

  it("goes on with the others when one changed since the preview", async () => {
    const { host, call } = scene();
    const { planId } = await call("open", {});
    host.at.billing.commit("orders", 0, { offset: 41n });
    const view = await call("apply", { planId });
    assert.equal(view.result?.ok, false);
    assert.match(view.groups[0]?.result?.message ?? "", /^Changed since the preview/);
    assert.equal(view.groups[1]?.result?.ok, true);
    const [left] = host.at.group("nightly")?.committed([]).value ?? [];
    assert.equal(left?.offset, 0n);
    await call("undo", { group: 1 });
  });

  it("goes on with the others when the check before one's write fails", async () => {
    const { host, call } = scene();
    const { planId } = await call("open", {});
    host.at.failNext("describeGroups", new KafkaError("No answer.", { kind: "timeout" }));
    const view = await call("apply", { planId });
    assert.match(view.groups[0]?.result?.message ?? "", /^Nothing was written\. No answer\./);
    assert.equal(view.groups[1]?.result?.ok, true);
    await assert.rejects(call("undo", { group: 0 }), /no longer the one shown/);
  });

  it("keeps the plan when nothing was sent for any of them", async () => {
    const { host, call } = scene();
    const { planId } = await call("open", {});
    host.declined = "The undo record could not be written.";
    await assert.rejects(call("apply", { planId }), /^KafkaError: Nothing was written\. The undo/);
    assert.equal((await call("open", {})).result, null);
  });
});

describe("a plan of several groups as text", () => {
  it("is edited as CSV with a group column, and read back", async () => {
    const { host, call } = scene();
    const { planId } = await call("open", {});
    await call("editAsCsv", { planId });
    assert.equal(host.csv, "billing,orders,0,0\nbilling,orders,1,5\nnightly,orders,0,0\n");
    host.csv = "billing,orders,0,3\nnightly,orders,0,4\n";
    const read = await call("applyCsv", {});
    assert.ok(read.ok);
    assert.deepEqual(
      read.view.rows.map(({ group, target }) => [group, target]),
      [
        [0, "3"],
        [1, "4"],
      ],
    );
    assert.deepEqual([read.view.draft.target, read.view.draft.scope], ["given", "ofTarget"]);
    const again = await call("aim", read.view.draft);
    assert.ok(again.ok);
    assert.deepEqual(
      again.view.rows.map(({ target }) => target),
      ["3", "4"],
    );
  });

  it("leaves out a group the file has no line for, and says so", async () => {
    const { host, call } = scene();
    await call("open", {});
    host.file = { name: "a.csv", text: "nightly,orders,0,9\n" };
    const read = await call("chooseFile", {});
    assert.ok(read?.ok);
    assert.equal(read.view.groups[0]?.obstacle, "a.csv has no line for billing.");
    assert.equal(read.view.groups[1]?.obstacle, null);
  });

  it("is not taken from a file without a group column", async () => {
    const { host, call } = scene();
    await call("open", {});
    host.file = { name: "a.csv", text: "orders,0,9\n" };
    const read = await call("chooseFile", {});
    assert.ok(read !== null && !read.ok);
    assert.match(read.problems.join(), /no group column, and 2 groups/);
  });

  it("is copied as a command for each group", async () => {
    const { host, call } = scene();
    const { planId } = await call("open", {});
    const told = await call("copyCommand", { planId });
    assert.equal(host.copied.split("\n").length, 2);
    assert.match(host.copied, /--group billing .*\n.*--group nightly /);
    assert.match(told, /^2 commands are copied, one for each group\./);
  });
});

describe("picking the scope of a reset", () => {
  it("plans what was picked, as it would be typed", async () => {
    const { host, call } = scene();
    const { draft } = await call("open", {});
    host.scope = { kind: "partitions", partitions: [{ topic: "orders", partition: 1 }] };
    const picked = await call("chooseScope", { ...draft, target: "latest" });
    assert.ok(picked?.ok);
    assert.deepEqual(host.scopesAsked, [[["billing", "nightly"], { kind: "allTopics" }]]);
    assert.deepEqual(
      [picked.view.draft.target, picked.view.draft.scope, picked.view.draft.scopeText],
      ["latest", "named", "orders:1"],
    );
    assert.deepEqual(
      picked.view.rows.map(({ partition }) => partition),
      [1, 1],
    );
  });

  it("begins with what is typed", async () => {
    const { host, call } = scene();
    const { draft } = await call("open", {});
    await call("chooseScope", { ...draft, scope: "named", scopeText: "orders" });
    assert.deepEqual(host.scopesAsked[0]?.[1], { kind: "topics", topics: ["orders"] });
  });

  it("changes nothing when nobody picks", async () => {
    const { call } = scene();
    const { planId, draft } = await call("open", {});
    assert.equal(await call("chooseScope", draft), null);
    assert.equal((await call("open", {})).planId, planId);
  });
});
