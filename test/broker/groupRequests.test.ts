import assert from "node:assert/strict";
import type { Api } from "../../src/kafka/protocol/api";
import { consumerGroupDescribeApi } from "../../src/kafka/protocol/consumerGroupDescribe";
import { deleteGroupsApi } from "../../src/kafka/protocol/deleteGroups";
import { describeGroupsApi } from "../../src/kafka/protocol/describeGroups";
import { describeShareGroupOffsetsApi } from "../../src/kafka/protocol/describeShareGroupOffsets";
import { offsetDeleteApi } from "../../src/kafka/protocol/offsetDelete";
import { shareGroupDescribeApi } from "../../src/kafka/protocol/shareGroupDescribe";
import { streamsGroupDescribeApi } from "../../src/kafka/protocol/streamsGroupDescribe";
import { eventually } from "../support/eventually";
import { RawConnection } from "../support/rawConnection";
import { sharedKafka, uniqueName, type TestKafka } from "../support/testKafka";

describe("group requests in every version a real broker knows", () => {
  const groupId = uniqueName("no-such-group");
  let cluster: TestKafka;
  let connection: RawConnection;

  before(async () => {
    cluster = sharedKafka();
    connection = await RawConnection.open(cluster.bootstrapServers, "versions");
    const gateway = cluster.gateway();
    await eventually("the coordinator is ready", async () => {
      const [result] = await gateway.fetchCommittedOffsets([groupId]);
      return result?.failure === undefined;
    });
  });

  after(async () => {
    connection.close();
    await cluster.close();
  });

  function answers<Question, Answer>(
    api: Api<Question, Answer>,
    question: Question,
    expected: unknown,
  ): void {
    for (let version = api.minVersion; version <= api.maxVersion; version++) {
      it(`${api.name} v${version}`, async () => {
        assert.deepEqual(await connection.sendVersion(api, version, question), expected);
      });
    }
  }

  const asked = { groupIds: [groupId] };
  const unknown = { groupId, errorCode: 69, groupEpoch: 0, assignmentEpoch: 0, members: [] };
  const errorMessage = `Group ${groupId} not found.`;

  answers(describeGroupsApi, asked, {
    groups: [{ groupId, errorCode: 0, state: "Dead", protocolType: "", protocol: "", members: [] }],
  });
  answers(consumerGroupDescribeApi, asked, {
    groups: [{ ...unknown, errorMessage, state: "", assignor: "" }],
  });
  answers(shareGroupDescribeApi, asked, {
    groups: [{ ...unknown, errorMessage, state: "", assignor: "" }],
  });
  answers(streamsGroupDescribeApi, asked, {
    groups: [{ ...unknown, errorMessage, state: "", subtopologies: [] }],
  });
  answers(describeShareGroupOffsetsApi, asked, {
    groups: [{ groupId, errorCode: 0, topics: [] }],
  });
  answers(deleteGroupsApi, asked, { groups: [{ groupId, errorCode: 69 }] });
  answers(
    offsetDeleteApi,
    { groupId, topics: [{ topic: "t", partitions: [0] }] },
    { errorCode: 69, topics: [] },
  );
});
