import assert from "node:assert/strict";
import { encodeRequest } from "../../../../src/kafka/connection/send";
import { consumerGroupDescribeApi } from "../../../../src/kafka/protocol/consumerGroupDescribe";
import { fetchApi } from "../../../../src/kafka/protocol/fetch";
import { listGroupsApi } from "../../../../src/kafka/protocol/listGroups";
import { kafkaError } from "../../../support/kafkaError";

function versions(
  key: number,
  minVersion: number,
  maxVersion: number,
): Map<number, { minVersion: number; maxVersion: number }> {
  return new Map([[key, { minVersion, maxVersion }]]);
}

describe("encodeRequest", () => {
  it("takes the newest version both sides speak", () => {
    const ours = encodeRequest(listGroupsApi, undefined, versions(16, 0, 99), "a:1");
    assert.equal(ours.apiVersion, listGroupsApi.maxVersion);
    const theirs = encodeRequest(listGroupsApi, undefined, versions(16, 0, 1), "a:1");
    assert.equal(theirs.apiVersion, 1);
  });

  it("frames flexible versions with the tagged fields of header and body", () => {
    const { body } = encodeRequest(listGroupsApi, undefined, versions(16, 0, 3), "a:1");
    assert.deepEqual([...body.buffer], [0, 0]);
    const classic = encodeRequest(listGroupsApi, undefined, versions(16, 0, 2), "a:1");
    assert.deepEqual([...classic.body.buffer], []);
  });

  it("reads past the tagged fields of a flexible answer's header", () => {
    const request = encodeRequest(listGroupsApi, undefined, versions(16, 0, 3), "a:1");
    const header = Buffer.from([1, 0, 2, 0xaa, 0xbb]);
    const answer = Buffer.from([0, 0, 0, 0, 0, 15, 1, 0]);
    assert.deepEqual(request.decode(Buffer.concat([header, answer])), {
      errorCode: 15,
      groups: [],
    });
  });

  it("says which Kafka is needed when the broker is too old", () => {
    const encode = (): unknown =>
      encodeRequest(consumerGroupDescribeApi, { groupIds: [] }, new Map(), "a:1");
    assert.throws(encode, kafkaError("unsupported", /a:1 .* needs Kafka ≥ 4\.0/));
  });

  it("says so when the broker has become too new", () => {
    const question = {
      maxWaitMs: 0,
      minBytes: 0,
      maxBytes: 0,
      isolation: "readCommitted" as const,
      topics: [],
    };
    const encode = (): unknown => encodeRequest(fetchApi, question, versions(1, 14, 20), "a:1");
    assert.throws(encode, kafkaError("unsupported", /newer than this extension/));
  });
});
