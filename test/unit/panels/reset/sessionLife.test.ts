import assert from "node:assert/strict";
import { KafkaError } from "../../../../src/kafka/errors";
import type { ResetRequest } from "../../../../src/kafka/reset/target";
import { start, toEarliest } from "./sessionScene";

const orders = { topic: "orders" };

describe("a reset whose page is not there when it is over", () => {
  it("tells the result elsewhere when the panel was closed meanwhile", async () => {
    const { host, session, call } = start();
    const { planId } = await call("open", {});
    await session.handlers().apply({ planId }, AbortSignal.abort());
    assert.deepEqual(host.shown, ["Reset of billing on demo: 2 of 2 written and read back."]);
  });

  it("tells elsewhere that nothing was written when the panel was closed meanwhile", async () => {
    const { host, session, call } = start();
    const { planId } = await call("open", {});
    host.at.failNext("describeGroups", new KafkaError("No answer.", { kind: "timeout" }));
    await assert.rejects(session.handlers().apply({ planId }, AbortSignal.abort()));
    assert.match(host.shown.join(), /^Reset of billing on demo: Nothing was written\. No answer\./);
  });

  it("shows why nothing was written to a page that started anew since", async () => {
    const { host, call } = start();
    const { planId } = await call("open", {});
    host.at.failNext("describeGroups", new KafkaError("No answer.", { kind: "timeout" }));
    await assert.rejects(call("apply", { planId }));
    const view = await call("open", {});
    assert.match(view.failure ?? "", /^Nothing was written\. No answer\./);
    assert.equal((await call("apply", { planId: view.planId })).failure, null);
  });
});

describe("a page that starts anew while a plan is made", () => {
  it("is not left with a plan that a late answer replaced", async () => {
    const { host, call } = start();
    const release = host.at.hold("describeGroups");
    const early = call("open", {});
    release();
    const { planId } = await call("open", {});
    await assert.rejects(early, { kind: "cancelled" });
    assert.match((await call("apply", { planId })).result?.message ?? "", /^2 of 2/);
  });
});

describe("a panel that is aimed elsewhere", () => {
  it("forgets its plan and makes a new one", async () => {
    const { session, call } = start();
    const { planId } = await call("open", {});
    assert.equal(session.aimAt([{ ...toEarliest, target: { to: "latest" } }]), true);
    const view = await call("open", {});
    assert.equal(view.aim, "topic orders, to latest");
    await assert.rejects(call("apply", { planId }), /no longer the one shown/);
  });

  it("drops a plan that was being made for the aim before", async () => {
    const { host, session, call } = start();
    const release = host.at.hold("describeGroups");
    const planning = call("open", {});
    session.aimAt([{ ...toEarliest, target: { to: "latest" } }]);
    release();
    await assert.rejects(planning, { kind: "cancelled" });
    assert.equal((await call("open", {})).aim, "topic orders, to latest");
  });
});

describe("the preview of an undo", () => {
  const undo: ResetRequest = {
    groupId: "billing",
    scope: { kind: "ofTarget" },
    target: {
      to: "restore",
      changeId: "20261120T140000000Z-0123abcd",
      changedAt: "2026-11-20T14:00:00.000Z",
      clusterId: undefined,
      refusal: undefined,
      commits: [
        { ...orders, partition: 0, offset: 12n, written: 40n, metadata: "m", leaderEpoch: -1 },
        { ...orders, partition: 1, offset: undefined, written: 5n, metadata: "", leaderEpoch: -1 },
      ],
    },
  };

  it("shows what comes back and what is deleted, under its own name", async () => {
    const { call } = start(undo);
    const view = await call("open", {});
    assert.equal(view.mode, "undo");
    assert.equal(view.aim, "back to what was before the change of 2026-11-20 14:00:00 UTC");
    assert.equal(view.applyLabel, "Undo 2 Offsets…");
    assert.deepEqual(
      view.rows.map(({ target, effect }) => [target, effect.kind]),
      [
        ["12", "replays"],
        [null, "deletesCommit"],
      ],
    );
  });

  it("asks as an undo, and writes what was before", async () => {
    const { host, call } = start(undo);
    await call("apply", { planId: (await call("open", {})).planId });
    const [asked] = host.questions;
    assert.equal(asked?.question, "Undo the change of 2 offsets of group billing on cluster demo?");
    assert.equal(asked.verb, "Undo 2 Offsets");
    assert.equal(host.at.committed("orders", 0), 12n);
    assert.equal(host.at.committed("orders", 1), undefined);
  });

  it("says why it may not be carried out, and is not", async () => {
    const { host, call } = start(undo);
    host.at.billing.commit("orders", 0, { offset: 41n });
    const { planId, obstacle } = await call("open", {});
    assert.match(obstacle ?? "", /moved on since the change: orders-0/);
    await assert.rejects(call("apply", { planId }), /moved on/);
    assert.deepEqual(host.questions, []);
  });
});
