import assert from "node:assert/strict";
import { KafkaError } from "../../../../src/kafka/errors";
import type { Position } from "../../../../src/kafka/model";
import { dispatch } from "../../../../src/panels/rpc";
import type {
  TopicGroupsRequests,
  TopicGroupsView,
} from "../../../../src/panels/topicGroups/protocol";
import { TopicGroupsSession } from "../../../../src/panels/topicGroups/session";
import { numberFormatter } from "../../../../src/ui/numberFormat";
import { FakeClock, settled } from "../../../support/fakeClock";
import { MemoryGateway } from "../../../support/memoryGateway";

describe("TopicGroupsSession", () => {
  let gateway: MemoryGateway;
  let clock: FakeClock;
  let session: TopicGroupsSession;
  let emitted: { readonly event: string; readonly payload: unknown }[];
  let peeked: Position[];
  let opened: string[];

  beforeEach(() => {
    gateway = new MemoryGateway();
    const [log] = gateway.addTopic("orders", 2);
    for (let index = 0; index < 5; index++) log?.append();
    gateway.addGroup("billing").commit("orders", 0, { offset: 3n });
    gateway.addGroup("past").commit("orders", 0, { offset: 9n });
    gateway.addGroup("elsewhere");
    [clock, emitted, peeked, opened] = [new FakeClock(), [], [], []];
    session = new TopicGroupsSession({
      gateway: () => gateway,
      saved: { clusterId: "c1", topic: "orders", intervalMs: 1000 },
      clusterName: "demo",
      timeZone: "UTC",
      formatNumber: numberFormatter("en"),
      now: () => 1_700_000_000_000,
      clock,
      emit: (event, payload) => emitted.push({ event, payload }),
      peek: (position) => {
        peeked.push(position);
        return Promise.resolve();
      },
      openGroup: (groupId) => opened.push(groupId),
    });
  });

  afterEach(() => {
    session.dispose();
  });

  type Method = keyof TopicGroupsRequests;

  const reply = (method: Method, params: object) => {
    const request = { id: 1, method, params } as Parameters<
      typeof dispatch<TopicGroupsRequests>
    >[0];
    const { signal } = new AbortController();
    return dispatch<TopicGroupsRequests>(request, session.handlers, signal, () => undefined);
  };

  async function ask(method: Method, params: object = {}): Promise<TopicGroupsView> {
    const answer = await reply(method, params);
    assert.ok(answer.ok);
    return JSON.parse(JSON.stringify(answer.result)) as TopicGroupsView;
  }

  const readings = (): number => gateway.calls.filter((call) => call === "listGroups").length;

  it("shows every group's commit and lag in each partition, as decimal strings", async () => {
    const view = await ask("open");
    assert.deepEqual(
      view.groups.map(({ name, totalLag, withoutCommit }) => [name, totalLag, withoutCommit]),
      [
        ["billing", "2", 1],
        ["past", "0", 1],
      ],
    );
    assert.deepEqual(view.partitions[0]?.cells, [
      { committed: "3", lag: "2" },
      { committed: "9", lag: "0", note: "4 past the end" },
    ]);
    assert.deepEqual(view.partitions[1]?.cells, [{ committed: null }, { committed: null }]);
    assert.match(view.readAt, /2023-11-14 22:13:20.* UTC/);
  });

  it("reads while it is shown, and leaves no timer when it is hidden", async () => {
    session.setVisible(true);
    await settled();
    await clock.pass(1000);
    assert.equal(readings(), 2);
    session.setVisible(false);
    assert.deepEqual(clock.waitingMs, []);
    assert.equal(emitted.filter(({ event }) => event === "view").length, 2);
  });

  it("looks at groups without anything on the topic again only when it is told to", async () => {
    await ask("open");
    gateway.group("elsewhere")?.commit("orders", 1, { offset: 0n });
    session.setVisible(true);
    await settled();
    assert.equal((await ask("open")).groups.length, 2);
    assert.equal((await ask("refresh")).groups.length, 3);
  });

  it("refreshes wholly also while a smaller reading is under way", async () => {
    await ask("open");
    gateway.group("elsewhere")?.commit("orders", 1, { offset: 0n });
    const release = gateway.hold("listGroups");
    session.setVisible(true);
    const refreshed = ask("refresh");
    release();
    assert.equal((await refreshed).groups.length, 3);
  });

  it("finds a group that is new", async () => {
    await ask("open");
    gateway.addGroup("new").commit("orders", 1, { offset: 0n });
    session.setVisible(true);
    await settled();
    assert.equal((await ask("open")).groups.length, 3);
  });

  it("tells that reading failed, and keeps the last view", async () => {
    await ask("open");
    gateway.failNext("listGroups", new KafkaError("Late.", { kind: "timeout" }));
    session.setVisible(true);
    await settled();
    const failed = emitted.find(({ event }) => event === "failed");
    assert.match(JSON.stringify(failed?.payload), /Late\./);
    assert.equal((await ask("open")).groups.length, 2);
  });

  it("says which groups could not be read", async () => {
    gateway.addGroup("secret").failure = { code: 30, message: "Not allowed." };
    const { notes } = await ask("open");
    assert.deepEqual(notes, ["The commits of 1 group could not be read (secret): Not allowed."]);
  });

  it("changes its interval at once", async () => {
    session.setVisible(true);
    await settled();
    await reply("setInterval", { intervalMs: 0 });
    assert.deepEqual(clock.waitingMs, []);
    assert.equal((await ask("open")).saved.intervalMs, 0);
  });

  it("peeks at a commit that is there, and opens a group", async () => {
    await ask("open");
    await ask("peek", { groupId: "billing", partition: 0 });
    assert.deepEqual(peeked, [{ topic: "orders", partition: 0, offset: 3n }]);
    const refused = await reply("peek", { groupId: "billing", partition: 1 });
    assert.ok(!refused.ok);
    assert.match(refused.error.message, /no committed offset there/);
    await ask("openGroup", { groupId: "past" });
    assert.deepEqual(opened, ["past"]);
  });
});
