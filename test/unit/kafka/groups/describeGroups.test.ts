import assert from "node:assert/strict";
import { describeGroups } from "../../../../src/kafka/groups/describeGroups";
import { consumerGroupDescribeApi } from "../../../../src/kafka/protocol/consumerGroupDescribe";
import {
  describeGroupsApi,
  type DescribedClassicGroup,
} from "../../../../src/kafka/protocol/describeGroups";
import { listGroupsApi, type ListedGroup } from "../../../../src/kafka/protocol/listGroups";
import { FakeRouter } from "../../../support/fakeRouter";

/** The classic request calls everything it does not know Dead, without an error. */
function dead(groupId: string): DescribedClassicGroup {
  return { errorCode: 0, groupId, state: "Dead", protocolType: "", protocol: "", members: [] };
}

function listed(groupId: string, type: string | undefined, state = "Stable"): ListedGroup {
  return { groupId, protocolType: "consumer", state, type };
}

describe("describeGroups", () => {
  let router: FakeRouter;

  function listing(...groups: readonly ListedGroup[]): void {
    router.on(listGroupsApi, () => ({ errorCode: 0, groups }));
  }

  beforeEach(() => {
    router = new FakeRouter();
    listing();
    router.on(describeGroupsApi, ({ groupIds }) => ({ groups: groupIds.map(dead) }));
    router.on(consumerGroupDescribeApi, ({ groupIds }) => ({
      groups: groupIds.map((groupId) => ({
        errorCode: 0,
        errorMessage: undefined,
        groupId,
        state: "Reconciling",
        groupEpoch: 7,
        assignmentEpoch: 7,
        assignor: "uniform",
        members: [
          {
            memberId: "m1",
            instanceId: undefined,
            rackId: undefined,
            memberEpoch: 6,
            clientId: "client",
            clientHost: "/127.0.0.1",
            subscribedTopics: ["orders"],
            subscribedTopicRegex: undefined,
            assignment: [{ topic: "orders", partitions: [0] }],
            targetAssignment: [{ topic: "orders", partitions: [0, 1] }],
            memberType: "consumer" as const,
          },
        ],
      })),
    }));
  });

  it("describes a KIP-848 group by its own request, with where its members are to go", async () => {
    listing(listed("new", "Consumer"));
    const [group] = await describeGroups(router, ["new"], undefined);
    assert.equal(group?.value?.state, "Reconciling");
    assert.equal(group.value.type, "consumer");
    assert.equal(group.value.groupEpoch, 7);
    assert.deepEqual(group.value.members[0]?.assignment, [{ topic: "orders", partition: 0 }]);
    assert.deepEqual(group.value.members[0].targetAssignment, [
      { topic: "orders", partition: 0 },
      { topic: "orders", partition: 1 },
    ]);
    assert.equal(router.sentTo(describeGroupsApi).length, 0);
  });

  it("describes a classic group with its members' assignments", async () => {
    listing(listed("old", "Classic"));
    const assignment = Buffer.from("0000000000010002743100000001000000030000000000", "hex");
    router.on(describeGroupsApi, () => ({
      groups: [
        {
          ...dead("old"),
          state: "Stable",
          protocolType: "consumer",
          protocol: "range",
          members: [
            {
              memberId: "m1",
              instanceId: "static-1",
              clientId: "client",
              clientHost: "/10.0.0.1",
              assignment,
            },
          ],
        },
      ],
    }));
    const [group] = await describeGroups(router, ["old"], undefined);
    assert.equal(group?.value?.assignor, "range");
    assert.deepEqual(group.value.members[0]?.assignment, [{ topic: "t1", partition: 3 }]);
    assert.equal(group.value.members[0].instanceId, "static-1");
    assert.equal(group.value.members[0].targetAssignment, undefined);
  });

  it("keeps a member whose assignment cannot be read", async () => {
    listing(listed("connect-sink", "Classic"));
    const member = { memberId: "m", instanceId: undefined, clientId: "c", clientHost: "/h" };
    router.on(describeGroupsApi, () => ({
      groups: [
        {
          ...dead("connect-sink"),
          state: "Stable",
          protocolType: "consumer",
          members: [{ ...member, assignment: Buffer.from("00ff", "hex") }],
        },
      ],
    }));
    const [group] = await describeGroups(router, ["connect-sink"], undefined);
    assert.deepEqual(group?.value?.members[0]?.assignment, []);
  });

  it("says that a group which is Dead and not listed does not exist", async () => {
    const [group] = await describeGroups(router, ["gone"], undefined);
    assert.equal(group?.failure?.code, 69);
  });

  it("never shows a listed group as Dead", async () => {
    listing(listed("odd", undefined, "Empty"));
    const [group] = await describeGroups(router, ["odd"], undefined);
    assert.equal(group?.value?.state, "Empty");
    assert.equal(group.value.type, "unknown");
  });

  it("shows the listed state of a share group, which no request of ours can describe", async () => {
    listing({ groupId: "s", protocolType: "share", state: "Stable", type: "Share" });
    const [group] = await describeGroups(router, ["s"], undefined);
    assert.equal(group?.value?.type, "share");
    assert.equal(group.value.state, "Stable");
    assert.equal(router.sentTo(describeGroupsApi).length, 0);
  });

  it("shows the listed state of a KIP-848 group on a broker without the request", async () => {
    router.withoutSupport(consumerGroupDescribeApi);
    listing(listed("new", "Consumer"));
    const [group] = await describeGroups(router, ["new"], undefined);
    assert.equal(group?.value?.state, "Stable");
    assert.deepEqual(group.value.members, []);
  });

  it("answers in the order asked, one request for many groups", async () => {
    listing(listed("b", "Consumer"), listed("a", "Consumer"));
    const groups = await describeGroups(router, ["b", "gone", "a", "b"], undefined);
    assert.deepEqual(
      groups.map(({ groupId }) => groupId),
      ["b", "gone", "a", "b"],
    );
    assert.equal(router.sentTo(consumerGroupDescribeApi).length, 1);
  });

  it("lets one forbidden group not hide the others", async () => {
    listing(listed("mine", "Consumer"));
    router.coordinatorOf = (groupId) => (groupId === "theirs" ? { errorCode: 30 } : { nodeId: 1 });
    const [theirs, mine] = await describeGroups(router, ["theirs", "mine"], undefined);
    assert.equal(theirs?.failure?.code, 30);
    assert.equal(mine?.value?.groupId, "mine");
  });
});
