import assert from "node:assert/strict";
import { describeGroups } from "../../../../src/kafka/groups/describeGroups";
import { GroupListings } from "../../../../src/kafka/groups/groupListings";
import type { GroupListing, GroupType } from "../../../../src/kafka/model";
import {
  consumerGroupDescribeApi,
  type DescribedConsumerGroup,
} from "../../../../src/kafka/protocol/consumerGroupDescribe";
import {
  describeGroupsApi,
  type DescribedClassicGroup,
} from "../../../../src/kafka/protocol/describeGroups";
import { listGroupsApi, type ListedGroup } from "../../../../src/kafka/protocol/listGroups";
import {
  shareGroupDescribeApi,
  type DescribedShareGroup,
} from "../../../../src/kafka/protocol/shareGroupDescribe";
import { streamsGroupDescribeApi } from "../../../../src/kafka/protocol/streamsGroupDescribe";
import { FakeRouter } from "../../../support/fakeRouter";

/** The classic request calls everything it does not know Dead, without an error. */
function dead(groupId: string): DescribedClassicGroup {
  return { errorCode: 0, groupId, state: "Dead", protocolType: "", protocol: "", members: [] };
}

function listed(groupId: string, type: string | undefined, state = "Stable"): ListedGroup {
  return { groupId, protocolType: "consumer", state, type };
}

function toListing({ groupId, protocolType, state, type }: ListedGroup): GroupListing {
  return { groupId, protocolType, state, type: type?.toLowerCase() as GroupType };
}

function missing(groupId: string): DescribedConsumerGroup {
  const none = { errorMessage: undefined, state: "", groupEpoch: 0, assignmentEpoch: 0 };
  return { ...none, errorCode: 69, groupId, assignor: "", members: [] };
}

function shareGroup(groupId: string): DescribedShareGroup {
  return {
    errorCode: 0,
    errorMessage: undefined,
    groupId,
    state: "Stable",
    groupEpoch: 4,
    assignmentEpoch: 3,
    assignor: "simple",
    members: [
      {
        memberId: "m1",
        rackId: "rack-a",
        memberEpoch: 3,
        clientId: "client",
        clientHost: "/127.0.0.1",
        subscribedTopics: ["orders"],
        assignment: [{ topic: "orders", partitions: [1] }],
      },
    ],
  };
}

describe("describeGroups", () => {
  let router: FakeRouter;
  let known: GroupListings;

  function listing(...groups: readonly ListedGroup[]): void {
    router.on(listGroupsApi, () => ({ errorCode: 0, groups }));
  }

  beforeEach(() => {
    router = new FakeRouter();
    known = new GroupListings();
    listing();
    router.on(describeGroupsApi, ({ groupIds }) => ({ groups: groupIds.map(dead) }));
    router.on(consumerGroupDescribeApi, ({ groupIds }) => ({
      groups: groupIds.map((groupId) => ({
        errorCode: 0,
        errorMessage: undefined,
        groupId,
        state: "Reconciling",
        groupEpoch: 7,
        assignmentEpoch: 6,
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
            subscribedTopicRegex: "pay.*",
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
    const [group] = await describeGroups(router, known, ["new"], undefined);
    assert.equal(group?.value?.state, "Reconciling");
    assert.equal(group.value.type, "consumer");
    assert.equal(group.value.groupEpoch, 7);
    assert.equal(group.value.assignmentEpoch, 6);
    assert.deepEqual(group.value.members[0]?.subscription, ["orders", "pay.*"]);
    assert.deepEqual(group.value.members[0].assignment, [{ topic: "orders", partition: 0 }]);
    assert.deepEqual(group.value.members[0].targetAssignment, [
      { topic: "orders", partition: 0 },
      { topic: "orders", partition: 1 },
    ]);
    assert.equal(router.sentTo(describeGroupsApi).length, 0);
  });

  it("describes a classic group with its members' assignments", async () => {
    listing(listed("old", "Classic"));
    const metadata = Buffer.from("0001000000010002743100000000ffffffff", "hex");
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
              metadata,
              assignment,
            },
          ],
        },
      ],
    }));
    const [group] = await describeGroups(router, known, ["old"], undefined);
    assert.equal(group?.value?.assignor, "range");
    assert.deepEqual(group.value.members[0]?.assignment, [{ topic: "t1", partition: 3 }]);
    assert.deepEqual(group.value.members[0].subscription, ["t1"]);
    assert.equal(group.value.members[0].instanceId, "static-1");
    assert.equal(group.value.members[0].targetAssignment, undefined);
  });

  it("keeps a member of another protocol, whose bytes mean something else", async () => {
    listing(listed("connect-sink", "Classic"));
    const others = Buffer.from("0001000000010002743100000000ffffffff", "hex");
    const member = { memberId: "m", instanceId: undefined, clientId: "c", clientHost: "/h" };
    router.on(describeGroupsApi, () => ({
      groups: [
        {
          ...dead("connect-sink"),
          state: "Stable",
          protocolType: "connect",
          protocol: "sessioned",
          members: [{ ...member, metadata: others, assignment: others }],
        },
      ],
    }));
    const [group] = await describeGroups(router, known, ["connect-sink"], undefined);
    assert.equal(group?.value?.protocolType, "connect");
    assert.equal(group.value.assignor, "sessioned");
    assert.deepEqual(group.value.members[0]?.assignment, []);
    assert.deepEqual(group.value.members[0].subscription, []);
  });

  it("keeps a member whose assignment cannot be read", async () => {
    listing(listed("connect-sink", "Classic"));
    const member = { memberId: "m", instanceId: undefined, clientId: "c", clientHost: "/h" };
    const unreadable = Buffer.from("00ff", "hex");
    router.on(describeGroupsApi, () => ({
      groups: [
        {
          ...dead("connect-sink"),
          state: "Stable",
          protocolType: "consumer",
          members: [{ ...member, metadata: unreadable, assignment: unreadable }],
        },
      ],
    }));
    const [group] = await describeGroups(router, known, ["connect-sink"], undefined);
    assert.deepEqual(group?.value?.members[0]?.assignment, []);
  });

  it("says that a group which is Dead and not listed does not exist", async () => {
    const [group] = await describeGroups(router, known, ["gone"], undefined);
    assert.equal(group?.failure?.code, 69);
  });

  it("never shows a listed group as Dead", async () => {
    listing(listed("odd", undefined, "Empty"));
    const [group] = await describeGroups(router, known, ["odd"], undefined);
    assert.equal(group?.value?.state, "Empty");
    assert.equal(group.value.type, "unknown");
  });

  it("describes a share group by its own request", async () => {
    listing(listed("s", "Share"));
    router.on(shareGroupDescribeApi, () => ({ groups: [shareGroup("s")] }));
    const [group] = await describeGroups(router, known, ["s"], undefined);
    assert.deepEqual(group?.value, {
      groupId: "s",
      type: "share",
      state: "Stable",
      protocolType: "share",
      assignor: "simple",
      coordinator: router.brokers[0],
      groupEpoch: 4,
      assignmentEpoch: 3,
      members: [
        {
          memberId: "m1",
          instanceId: undefined,
          clientId: "client",
          clientHost: "/127.0.0.1",
          assignment: [{ topic: "orders", partition: 1 }],
          targetAssignment: undefined,
          memberEpoch: 3,
          rack: "rack-a",
          subscription: ["orders"],
        },
      ],
    });
    assert.equal(router.sentTo(describeGroupsApi).length, 0);
  });

  const ownRequests = [
    { type: "Consumer", api: consumerGroupDescribeApi },
    { type: "Share", api: shareGroupDescribeApi },
    { type: "Streams", api: streamsGroupDescribeApi },
  ];
  for (const { type, api } of ownRequests) {
    it(`shows the state listed just now of a ${type} group on a broker without the request`, async () => {
      router.withoutSupport(api);
      known.learn([toListing(listed("new", type, "Empty"))]);
      listing(listed("new", type));
      const [group] = await describeGroups(router, known, ["new"], undefined);
      assert.equal(group?.value?.state, "Stable");
      assert.deepEqual(group.value.members, []);
    });
  }

  it("keeps the listed state of a type of the future", async () => {
    listing(listed("odd", "Quantum", "Entangled"));
    const [group] = await describeGroups(router, known, ["odd"], undefined);
    assert.equal(group?.value?.type, "unknown");
    assert.equal(group.value.state, "Entangled");
  });

  describe("listed a moment ago", () => {
    const classic: DescribedClassicGroup = { ...dead("g"), state: "Empty" };

    it("are described without listing again", async () => {
      known.learn([toListing(listed("new", "Consumer")), toListing(listed("g", "Classic"))]);
      router.on(describeGroupsApi, () => ({ groups: [classic] }));
      const groups = await describeGroups(router, known, ["new", "g"], undefined);
      assert.deepEqual(
        groups.map(({ value }) => value?.type),
        ["consumer", "classic"],
      );
      assert.equal(router.sentTo(listGroupsApi).length, 0);
    });

    it("are learned from the list a describe needs", async () => {
      listing(listed("new", "Consumer"));
      await describeGroups(router, known, ["new"], undefined);
      await describeGroups(router, known, ["new"], undefined);
      assert.equal(router.sentTo(listGroupsApi).length, 1);
    });

    it("are noticed to be gone", async () => {
      for (const type of ["Consumer", "Classic"]) {
        known.learn([toListing(listed("g", type))]);
        router.on(consumerGroupDescribeApi, () => ({ groups: [missing("g")] }));
        const [group] = await describeGroups(router, known, ["g"], undefined);
        assert.equal(group?.failure?.code, 69, type);
        assert.equal(known.get("g"), undefined, type);
      }
    });

    it("are noticed to have another type now", async () => {
      known.learn([toListing(listed("g", "Consumer"))]);
      listing(listed("g", "Classic", "Empty"));
      router.on(consumerGroupDescribeApi, () => ({ groups: [missing("g")] }));
      router.on(describeGroupsApi, () => ({ groups: [classic] }));
      const [downgraded] = await describeGroups(router, known, ["g"], undefined);
      assert.equal(downgraded?.value?.type, "classic");

      listing(listed("g", "Share"));
      router.on(describeGroupsApi, () => ({ groups: [dead("g")] }));
      router.on(shareGroupDescribeApi, () => ({ groups: [shareGroup("g")] }));
      const [shared] = await describeGroups(router, known, ["g"], undefined);
      assert.equal(shared?.value?.type, "share");
    });
  });

  it("answers in the order asked, one request for many groups", async () => {
    listing(listed("b", "Consumer"), listed("a", "Consumer"));
    const groups = await describeGroups(router, known, ["b", "gone", "a", "b"], undefined);
    assert.deepEqual(
      groups.map(({ groupId }) => groupId),
      ["b", "gone", "a", "b"],
    );
    assert.equal(router.sentTo(consumerGroupDescribeApi).length, 1);
  });

  it("lets one forbidden group not hide the others", async () => {
    listing(listed("mine", "Consumer"));
    router.coordinatorOf = (groupId) => (groupId === "theirs" ? { errorCode: 30 } : { nodeId: 1 });
    const [theirs, mine] = await describeGroups(router, known, ["theirs", "mine"], undefined);
    assert.equal(theirs?.failure?.code, 30);
    assert.equal(mine?.value?.groupId, "mine");
  });
});
