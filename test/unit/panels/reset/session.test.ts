import assert from "node:assert/strict";
import { KafkaError } from "../../../../src/kafka/errors";
import type { ResetView } from "../../../../src/panels/reset/protocol";
import { aMember, ResetCluster } from "../../../support/resetCluster";
import { start, toEarliest } from "./sessionScene";

const outcomes = ({ rows }: ResetView): (string | undefined)[] =>
  rows.map(({ outcome }) => outcome?.text);

describe("the preview of a reset", () => {
  it("shows old and new offsets, effects and totals", async () => {
    const { call } = start();
    const view = await call("open", {});
    assert.deepEqual(
      view.rows.map(({ start: from, committed, end, target, effect }) =>
        [from, committed, end, target, effect.kind, effect.offsets].join(" "),
      ),
      ["0 40 100 0 replays 40", "5 5 50 5 unchanged 0", "0  9 0 firstCommit 0"],
    );
    assert.equal(
      view.summary,
      "2 partitions change · replays 40 · 1 first commit · undo record is kept",
    );
    assert.equal(view.applyLabel, "Reset 2 Offsets…");
    assert.equal(view.obstacle, null);
    assert.equal(view.groups[0]?.state, "Empty · classic");
    assert.equal(view.aim, "topic orders, to earliest");
  });

  it("tells a timestamp in UTC and in this computer's zone", async () => {
    const target = { to: "timestamp", timestampMs: 1_700_000_000_000n } as const;
    const { aim, rows } = await start({ ...toEarliest, target }).call("open", {});
    assert.equal(
      aim,
      "topic orders, to 2023-11-14 22:13:20.000 UTC (2023-11-14 23:13:20.000 Europe/Paris)",
    );
    assert.deepEqual(rows[0]?.notes, ["no message at or after the time: the end"]);
  });

  it("can be read but not carried out for a live group", async () => {
    const { host, call } = start();
    host.at.billing.members = [aMember("app")];
    const view = await call("open", {});
    assert.equal(view.rows.length, 3);
    assert.match(view.obstacle ?? "", /1 member is connected \(app at/);
    await assert.rejects(call("apply", { planId: view.planId }), /1 member is connected/);
    assert.deepEqual(host.questions, []);
    assert.deepEqual(host.applied, []);
  });

  it("can be read but not carried out on a read-only cluster", async () => {
    const { host, call } = start();
    host.obstacle = "The cluster is read-only.";
    const view = await call("open", {});
    assert.equal(view.obstacle, "The cluster is read-only.");
    await assert.rejects(call("apply", { planId: view.planId }), /read-only/);
    assert.deepEqual(host.applied, []);
  });

  it("writes nothing by being made, shown or refreshed", async () => {
    const { host, call } = start();
    await call("open", {});
    await call("refresh", {});
    assert.deepEqual(host.at.sentCommits, []);
  });

  it("is shown again as it was when the page starts anew", async () => {
    const { host, call } = start();
    const view = await call("open", {});
    host.at.log("orders", 0).skipTo(200n);
    assert.deepEqual(await call("open", {}), view);
    assert.equal((await call("refresh", {})).rows[0]?.end, "200");
  });

  it("makes invisible characters of topics visible", async () => {
    const { host, call } = start({
      ...toEarliest,
      scope: { kind: "topics", topics: ["or\u202eders"] },
    });
    host.at.withTopic("or\u202eders", { end: 3n });
    const { rows, aim } = await call("open", {});
    assert.equal(rows[0]?.topic, "or⟨U+202E⟩ders");
    assert.doesNotMatch(aim, /\u202e/);
  });

  it("makes invisible characters of names visible", async () => {
    const { call } = start({ ...toEarliest, groupId: "bil\u202eling" });
    const view = await call("open", {});
    assert.equal(view.groups[0]?.groupId, "bil⟨U+202E⟩ling");
    assert.doesNotMatch(view.warnings.join(), /\u202e/);
  });

  it("rejects with the cluster's failure, and can be asked again", async () => {
    const { host, call } = start();
    host.at.failNext("describeGroups", new KafkaError("No answer.", { kind: "timeout" }));
    await assert.rejects(call("open", {}), { kind: "timeout" });
    assert.equal((await call("open", {})).rows.length, 3);
  });

  it("opens the messages at a row's target", async () => {
    const { host, call } = start();
    const { planId } = await call("open", {});
    await call("peek", { planId, row: 1, at: "target" });
    assert.deepEqual(host.shown, ["peek orders-1 5"]);
    await assert.rejects(call("peek", { planId, row: 3, at: "target" }), /no longer the one shown/);
  });
});

describe("carrying out a shown plan", () => {
  it("asks first, naming group, cluster, topics and effects", async () => {
    const { host, call } = start();
    await call("apply", { planId: (await call("open", {})).planId });
    assert.deepEqual(host.questions, [
      {
        question: "Reset 2 offsets of group billing on cluster demo?",
        detail:
          "Topic orders, 2 partitions, to earliest: replays 40, 1 first commit. The cluster is at 127.0.0.1:9092. An undo record is kept.",
        verb: "Reset 2 Offsets",
        subjects: ["billing"],
      },
    ]);
  });

  it("shows the result by partition, and offers the undo file", async () => {
    const { host, call } = start();
    const view = await call("apply", { planId: (await call("open", {})).planId });
    assert.match(view.result?.message ?? "", /^2 of 2 written and read back\./);
    assert.match(view.result?.message ?? "", /1 first commit is not in the undo file/);
    assert.deepEqual(outcomes(view), ["written and read back", undefined, "written and read back"]);
    assert.equal(host.at.committed("orders", 0), 0n);
    await call("showUndoFile", { group: 0 });
    assert.deepEqual(host.shown, ["undo change-1"]);
  });

  it("does nothing when the person says no", async () => {
    const { host, call } = start();
    host.answer = () => Promise.resolve(false);
    const view = await call("apply", { planId: (await call("open", {})).planId });
    assert.equal(view.result, null);
    assert.deepEqual(host.applied, []);
  });

  it("is done once: the same plan is not carried out again", async () => {
    const { host, call } = start();
    const { planId } = await call("open", {});
    await call("apply", { planId });
    await assert.rejects(call("apply", { planId }), /no longer the one shown/);
    assert.equal(host.applied.length, 1);
  });

  it("refuses a plan that was replaced by a newer one", async () => {
    const { host, call } = start();
    const { planId } = await call("open", {});
    await call("refresh", {});
    await assert.rejects(call("apply", { planId }), /no longer the one shown/);
    assert.deepEqual(host.questions, []);
  });

  it("refuses a second reset, a refresh and another aim while one is under way", async () => {
    const { host, session, call } = start();
    const { planId } = await call("open", {});
    let agree: (answer: boolean) => void = () => undefined;
    host.answer = () =>
      new Promise((resolve) => {
        agree = resolve;
      });
    const applying = call("apply", { planId });
    await assert.rejects(call("apply", { planId }), /under way/);
    await assert.rejects(call("refresh", {}), /under way/);
    assert.equal(session.aimAt([toEarliest]), false);
    agree(true);
    assert.match((await applying).result?.message ?? "", /^2 of 2/);
    assert.equal(host.applied.length, 1);
  });

  it("shows the result to a page that started anew meanwhile", async () => {
    const { host, call } = start();
    const { planId } = await call("open", {});
    const release = host.at.hold("commitOffsets");
    const applying = call("apply", { planId });
    const reopened = call("open", {});
    release();
    assert.deepEqual(await reopened, await applying);
    assert.match((await reopened).result?.message ?? "", /^2 of 2/);
  });

  it("refuses when the cluster was pointed elsewhere meanwhile", async () => {
    const { host, call } = start();
    const { planId } = await call("open", {});
    const gateway = new ResetCluster();
    host.cluster = () => ({ name: "demo", bootstrapServers: host.bootstrapServers, gateway });
    await assert.rejects(call("apply", { planId }), /changed or reconnected since the preview/);
    assert.deepEqual(host.applied, []);
  });

  it("refuses when the cluster was removed meanwhile", async () => {
    const { host, call } = start();
    const { planId } = await call("open", {});
    host.isConfigured = false;
    await assert.rejects(call("apply", { planId }), /no longer in the settings/);
    assert.deepEqual(host.applied, []);
  });

  it("tells why it was declined, and keeps the plan", async () => {
    const { host, call } = start();
    const { planId } = await call("open", {});
    host.declined = "The undo record could not be written.";
    await assert.rejects(call("apply", { planId }), /undo record could not be written/);
    assert.equal((await call("open", {})).planId, planId);
  });

  it("tells what changed since the preview", async () => {
    const { host, call } = start();
    const { planId } = await call("open", {});
    host.at.billing.commit("orders", 0, { offset: 41n });
    const view = await call("apply", { planId });
    assert.equal(view.result?.ok, false);
    assert.match(view.result.message, /^Changed since the preview; nothing was written\./);
    assert.equal(view.result.hasUndoFile, false);
  });

  it("has no undo file before anything was done", async () => {
    const { call } = start();
    await call("open", {});
    await assert.rejects(call("showUndoFile", { group: 0 }), /no longer the one shown/);
  });
});
