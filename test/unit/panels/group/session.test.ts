import assert from "node:assert/strict";
import { KafkaError } from "../../../../src/kafka/errors";
import { member, orders } from "../../../support/groupSamples";
import { settled } from "../../../support/fakeClock";
import { GroupScene } from "./groupScene";

describe("a group panel's session", () => {
  let scene: GroupScene;

  beforeEach(() => {
    scene = new GroupScene();
  });

  afterEach(() => {
    scene.session.dispose();
    assert.deepEqual(scene.clock.waitingMs, []);
  });

  it("answers the page with what it read, offsets as decimal strings", async () => {
    const { head, partitions, members, saved, readAt } = await scene.ask("open", {});
    assert.equal(head.totalLag, "2");
    assert.equal(head.withoutCommit, 1);
    assert.equal(head.state, "Stable");
    const [first, second] = partitions;
    assert.equal(first?.committed, "3");
    assert.equal(first.end, "5");
    assert.equal(first.lag, "2");
    assert.equal(first.owner, "billing-1");
    assert.equal(second?.committed, null);
    assert.equal(second.lag, undefined);
    assert.deepEqual(second.notes, ["no commit"]);
    assert.equal(members[0]?.assignment, "orders 0, 1");
    assert.deepEqual(saved, {
      clusterId: "c1",
      groupId: "billing",
      intervalMs: 1_000,
      tab: "partitions",
    });
    assert.match(readAt, /^2023-11-14 .* UTC$/);
  });

  it("opens again with what it has, without asking the cluster", async () => {
    await scene.ask("open", {});
    await scene.ask("open", {});
    assert.equal(scene.readings, 1);
    await scene.ask("refresh", {});
    assert.equal(scene.readings, 2);
  });

  it("adds the age of the next message once it is read", async () => {
    await scene.ask("open", {});
    await settled();
    const [view] = scene.events("view").slice(-1);
    assert.equal(view?.partitions[0]?.timeLagMs, 99_997);
    assert.equal(view.head.maxTimeLagMs, 99_997);
  });

  it("shows what it reads as long as it is visible", async () => {
    await scene.show();
    assert.equal(scene.readings, 1);
    await scene.pass(1_000);
    await scene.pass(1_000);
    assert.equal(scene.readings, 3);
    const views = scene.events("view");
    assert.ok(views.length >= 3);
    assert.equal(views.at(-1)?.partitions[0]?.lagTrend.length, 3);
  });

  it("reads nothing while hidden, and at once when shown again", async () => {
    await scene.show();
    scene.session.setVisible(false);
    assert.deepEqual(scene.clock.waitingMs, []);
    await scene.pass(60_000);
    assert.equal(scene.readings, 1);
    await scene.show();
    assert.equal(scene.readings, 2);
    const { events } = await scene.ask("timeline", {});
    assert.match(events.at(-1)?.text ?? "", /^Nothing was seen .*the panel was hidden\.$/);
  });

  it("follows another interval, and none", async () => {
    await scene.show();
    await scene.ask("setInterval", { intervalMs: 5_000 });
    assert.deepEqual(scene.clock.waitingMs, [5_000]);
    await scene.ask("setInterval", { intervalMs: 0 });
    assert.deepEqual(scene.clock.waitingMs, []);
    const { saved } = await scene.ask("refresh", {});
    assert.equal(saved.intervalMs, 0);
    assert.deepEqual(scene.clock.waitingMs, []);
  });

  it("tells a failure, keeps the last view, and waits longer", async () => {
    await scene.show();
    scene.gateway.failNext("describeGroups", new KafkaError("Lost <b>.", { kind: "unreachable" }));
    await scene.pass(1_000);
    const [failed] = scene.events("failed");
    assert.match(failed?.message ?? "", /^Lost <b>\. Check the bootstrap servers/);
    assert.deepEqual(scene.clock.waitingMs, [2_000]);
    assert.equal((await scene.ask("open", {})).head.totalLag, "2");
    await scene.pass(2_000);
    const { events } = await scene.ask("timeline", {});
    assert.match(events.at(-1)?.text ?? "", /reading failed: Lost <b>\.$/);
  });

  it("answers a refresh that fails with the failure", async () => {
    scene.gateway.failNext("describeGroups", new KafkaError("Lost.", { kind: "unreachable" }));
    assert.match(await scene.refusal("refresh", {}), /^Lost\./);
  });

  it("pushes the timeline once the page has asked for it, and until it begins anew", async () => {
    await scene.show();
    await scene.pass(1_000);
    assert.equal(scene.events("timeline").length, 0);
    await scene.ask("timeline", {});
    scene.group.members = [member("a", ...orders(0)), member("b", ...orders(1))];
    await scene.pass(1_000);
    const [pushed] = scene.events("timeline");
    assert.deepEqual(
      pushed?.members.map(({ label, clientId }) => [label, clientId]),
      [
        ["M1", "billing-1"],
        ["M2", "a"],
        ["M3", "b"],
      ],
    );
    await scene.ask("open", {});
    await scene.pass(1_000);
    assert.equal(scene.events("timeline").length, 1);
  });

  it("explains the group from what it saw", async () => {
    scene.logs[0]?.deleteBefore(4n);
    const { findings } = await scene.ask("explain", {});
    assert.equal(findings[0]?.severity, "error");
    assert.match(findings[0].finding, /below the log start/);
    assert.match(findings[0].evidence[0] ?? "", /committed 3, log start 4/);
  });

  it("explains what is so now when it is not live", async () => {
    await scene.ask("setInterval", { intervalMs: 0 });
    await scene.ask("open", {});
    scene.group.failure = { code: 30, message: "Not allowed." };
    const { findings } = await scene.ask("explain", {});
    assert.match(findings[0]?.finding ?? "", /not allowed/);
  });

  it("peeks at a committed offset, and at none where there is no commit", async () => {
    await scene.ask("open", {});
    await scene.ask("peek", { topic: "orders", partition: 0 });
    assert.deepEqual(scene.peeked, [{ topic: "orders", partition: 0, offset: 3n }]);
    const refusal = await scene.refusal("peek", { topic: "orders", partition: 1 });
    assert.match(refusal, /no committed offset/);
  });

  it("hands a reset of the group, a topic or a partition on, and writes nothing itself", async () => {
    await scene.ask("reset", {});
    await scene.ask("reset", { topic: "orders" });
    await scene.ask("reset", { topic: "orders", partition: 1 });
    assert.deepEqual(scene.resets, [
      { kind: "allTopics" },
      { kind: "topics", topics: ["orders"] },
      { kind: "partitions", partitions: [{ topic: "orders", partition: 1 }] },
    ]);
    assert.ok(!scene.gateway.calls.includes("commitOffsets"));
  });

  it("says why nothing may be written, and why the group cannot be reset now", async () => {
    const guarded = new GroupScene({ writeObstacle: () => "The cluster is read-only." });
    const view = await guarded.ask("open", {});
    assert.equal(view.writeObstacle, "The cluster is read-only.");
    assert.match(view.resetObstacle ?? "", /1 member is connected/);
    scene.group.members = [];
    assert.equal((await scene.ask("open", {})).resetObstacle, undefined);
    guarded.session.dispose();
  });

  it("makes what is invisible in names visible, and leaves the saved id exact", async () => {
    const groupId = "a\u202Eb";
    const hostile = new GroupScene({ groupId });
    hostile.gateway.addGroup(groupId, {
      members: [{ ...member("c\u0000d", ...orders(0)), clientHost: "/h\n", rack: "r\u200B" }],
    });
    const { head, members, saved, partitions } = await hostile.ask("open", {});
    assert.equal(head.groupId, "a⟨U+202E⟩b");
    assert.equal(saved.groupId, groupId);
    assert.equal(members[0]?.clientId, "c⟨U+0000⟩d");
    assert.equal(members[0].host, "h↵");
    assert.equal(members[0].rack, "r⟨U+200B⟩");
    assert.equal(partitions[0]?.owner, "c⟨U+0000⟩d");
    hostile.session.dispose();
  });

  it("shows a group that does not exist as a view that says so", async () => {
    const gone = new GroupScene({ groupId: "nobody" });
    const { head, notes } = await gone.ask("open", {});
    assert.equal(head.state, "unknown");
    assert.deepEqual(notes, ["The group does not exist."]);
    gone.session.dispose();
  });

  it("turns the page to another part, and begins the next one there", async () => {
    scene.session.show("explain");
    assert.deepEqual(scene.events("show"), [{ tab: "explain" }]);
    assert.equal((await scene.ask("open", {})).saved.tab, "explain");
  });

  it("ends everything when it is disposed of", async () => {
    await scene.show();
    scene.session.dispose();
    const before = scene.emitted.length;
    await scene.pass(60_000);
    assert.equal(scene.readings, 1);
    assert.equal(scene.emitted.length, before);
  });
});
