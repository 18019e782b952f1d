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
    assert.deepEqual(request.decode(Buffer.concat([header, answer])).answer, {
      errorCode: 15,
      groups: [],
    });
  });

  it("tells how large an answer is, and how long it asks the client to hold off", () => {
    const request = encodeRequest(listGroupsApi, undefined, versions(16, 0, 3), "a:1");
    const received = request.decode(Buffer.from([0, 0, 0, 1, 2, 0, 0, 1, 0]));
    assert.equal(received.bytes, 9);
    assert.equal(received.throttleMs, 258);
    const negative = request.decode(Buffer.from([0, 0xff, 0xff, 0xff, 0xff, 0, 0, 1, 0]));
    assert.equal(negative.throttleMs, 0);
  });

  it("asks in an older version where the question needs it", () => {
    const bounded = { ...listGroupsApi, maxVersionFor: () => 2 };
    const request = encodeRequest(bounded, undefined, versions(16, 0, 5), "a:1");
    assert.equal(request.apiVersion, 2);
    const encode = (): unknown => encodeRequest(bounded, undefined, versions(16, 3, 5), "a:1");
    assert.throws(encode, kafkaError("unsupported", /newer than this extension/));
  });

  it("asks in no newer version than the settings allow", () => {
    const request = encodeRequest(listGroupsApi, undefined, versions(16, 0, 5), "a:1", 1);
    assert.equal(request.apiVersion, 1);
    assert.throws(
      () =>
        encodeRequest(consumerGroupDescribeApi, { groupIds: [] }, versions(69, 0, 1), "a:1", -1),
      kafkaError("unsupported", /^The settings of this cluster allow ConsumerGroupDescribe up to/),
    );
  });

  const releases: readonly [key: number, release: string][] = [
    [1, "0.11"],
    [2, "0.10.1"],
    [3, "0.11"],
    [8, "0.9"],
    [9, "0.10.2"],
    [10, "0.11"],
    [15, "0.9"],
    [16, "0.9"],
    [32, "1.1"],
    [35, "2.0"],
    [42, "1.1"],
    [47, "2.4"],
    [60, "2.8"],
    [61, "2.8"],
    [69, "4.0"],
    [77, "4.1"],
    [89, "4.1"],
    [90, "4.1"],
  ];
  for (const [key, release] of releases) {
    it(`says that request ${key} needs Kafka ${release}`, () => {
      const encode = (): unknown =>
        encodeRequest({ ...listGroupsApi, key }, undefined, new Map(), "a:1");
      assert.throws(encode, kafkaError("unsupported", new RegExp(`needs Kafka ≥ ${release} `)));
    });
  }

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
    const encode = (): unknown => encodeRequest(fetchApi, question, versions(1, 90, 99), "a:1");
    assert.throws(encode, kafkaError("unsupported", /newer than this extension/));
  });
});
