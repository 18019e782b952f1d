import assert from "node:assert/strict";
import { describeGroups } from "../../../../src/kafka/groups/describeGroups";
import { GroupListings } from "../../../../src/kafka/groups/groupListings";
import type { GroupDescription } from "../../../../src/kafka/model";
import {
  streamsGroupDescribeApi,
  type DescribedStreamsGroup,
  type StreamsTasks,
} from "../../../../src/kafka/protocol/streamsGroupDescribe";
import { FakeRouter } from "../../../support/fakeRouter";

const tasks = (subtopologyId: string, ...partitions: readonly number[]): StreamsTasks => ({
  subtopologyId,
  partitions,
});

function application(active: readonly StreamsTasks[]): DescribedStreamsGroup {
  return {
    errorCode: 0,
    errorMessage: undefined,
    groupId: "app",
    state: "Reconciling",
    groupEpoch: 6,
    assignmentEpoch: 5,
    subtopologies: [
      { subtopologyId: "0", sourceTopics: ["orders", "users"], repartitionSourceTopics: [] },
      { subtopologyId: "1", sourceTopics: ["orders"], repartitionSourceTopics: ["app-by-user"] },
    ],
    members: [
      {
        memberId: "m1",
        memberEpoch: 5,
        instanceId: "static-1",
        rackId: "rack-a",
        clientId: "client",
        clientHost: "/127.0.0.1",
        activeTasks: active,
        targetActiveTasks: [tasks("0", 0)],
      },
    ],
  };
}

describe("a described streams group", () => {
  let router: FakeRouter;

  async function describeApplication(
    active: readonly StreamsTasks[],
  ): Promise<GroupDescription | undefined> {
    const known = new GroupListings();
    known.learn([{ groupId: "app", type: "streams", protocolType: "streams", state: "Stable" }]);
    router.on(streamsGroupDescribeApi, () => ({ groups: [application(active)] }));
    const [group] = await describeGroups(router, known, ["app"], undefined);
    return group?.value;
  }

  beforeEach(() => {
    router = new FakeRouter();
    router.addTopic("orders", [1, 1, 1]);
    router.addTopic("users", [1, 1]);
  });

  it("tells state, epochs and what its topology reads", async () => {
    const group = await describeApplication([]);
    assert.equal(group?.type, "streams");
    assert.equal(group.state, "Reconciling");
    assert.equal(group.protocolType, "streams");
    assert.equal(group.groupEpoch, 6);
    assert.equal(group.assignmentEpoch, 5);
    const [member] = group.members;
    assert.equal(member?.memberEpoch, 5);
    assert.equal(member.instanceId, "static-1");
    assert.equal(member.rack, "rack-a");
    assert.deepEqual(member.subscription, ["orders", "users"]);
    assert.deepEqual(member.targetAssignment, [
      { topic: "orders", partition: 0 },
      { topic: "users", partition: 0 },
    ]);
  });

  it("assigns a task's partition of each topic that has so many", async () => {
    const group = await describeApplication([tasks("0", 1, 2)]);
    assert.deepEqual(group?.members[0]?.assignment, [
      { topic: "orders", partition: 1 },
      { topic: "orders", partition: 2 },
      { topic: "users", partition: 1 },
    ]);
  });

  it("assigns repartition topics too, also while they are not known yet", async () => {
    const group = await describeApplication([tasks("1", 0)]);
    assert.deepEqual(group?.members[0]?.assignment, [
      { topic: "orders", partition: 0 },
      { topic: "app-by-user", partition: 0 },
    ]);
  });

  it("leaves out tasks of a subtopology that the answer does not name", async () => {
    const group = await describeApplication([tasks("9", 0)]);
    assert.deepEqual(group?.members[0]?.assignment, []);
  });
});
