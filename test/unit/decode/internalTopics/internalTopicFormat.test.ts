import assert from "node:assert/strict";
import fc from "fast-check";
import type { Decoded } from "../../../../src/decode/format";
import { MessageDecoder } from "../../../../src/decode/messageDecoder";
import {
  cstr,
  hex,
  i16,
  i32,
  i64,
  i8,
  join,
  nullCompact,
  nullStr,
  str,
} from "../../../support/bytes";
import { messageOf } from "../../../support/messages";

const offsets = "__consumer_offsets";
const commitKey = join(i16(1), str("g"), str("orders"), i32(3));

function decode(
  key: Buffer,
  value: Buffer | undefined,
  part: "key" | "value" = "value",
  topic = offsets,
): Promise<Decoded> {
  const options = { maxCharacters: 10_000, isStrictJson: true };
  return new MessageDecoder().decode(
    messageOf({ key, value }, topic),
    part,
    { format: "auto" },
    options,
  );
}

async function parsed(...parameters: Parameters<typeof decode>): Promise<unknown> {
  const { text, reason } = await decode(...parameters);
  assert.equal(reason, undefined);
  return JSON.parse(text);
}

describe("records of brokers' own topics", () => {
  it("tell a commit: group, partition, offset", async () => {
    assert.deepEqual(await parsed(commitKey, undefined, "key"), {
      OffsetCommit: { group: "g", topic: "orders", partition: 3 },
    });
    const value = join(i16(3), i64(42n), i32(7), str("note"), i64(1_700_000_000_000n));
    assert.deepEqual(await parsed(commitKey, value), {
      OffsetCommit: {
        offset: 42,
        leaderEpoch: 7,
        metadata: "note",
        commitTimestamp: 1_700_000_000_000,
      },
    });
  });

  it("read versions with fields that came and went, and tagged fields", async () => {
    const v1 = join(i16(1), i64(42n), str(""), i64(1n), i64(2n));
    assert.deepEqual(await parsed(commitKey, v1), {
      OffsetCommit: { offset: 42, metadata: "", commitTimestamp: 1, expireTimestamp: 2 },
    });
    const uuid = Buffer.alloc(16, 1);
    const v4 = join(
      i16(4),
      i64(42n),
      i32(7),
      cstr("m"),
      i64(1n),
      hex("02 00 10"),
      uuid,
      hex("05 01 ff"),
    );
    assert.deepEqual(await parsed(commitKey, v4), {
      OffsetCommit: {
        offset: 42,
        leaderEpoch: 7,
        metadata: "m",
        commitTimestamp: 1,
        topicId: uuid.toString("base64url"),
      },
    });
  });

  it("keep an offset above 2^53", async () => {
    const value = join(i16(0), i64(9_007_199_254_740_993n), str(""), i64(1n));
    assert.match((await decode(commitKey, value)).text, /"offset": 9007199254740993,/);
  });

  it("tell a classic group with its members", async () => {
    const member = join(
      str("m-1"),
      nullStr,
      str("client"),
      str("/10.0.0.1"),
      i32(300),
      i32(45),
      i32(2),
      hex("0001"),
      i32(0),
    );
    const value = join(
      i16(3),
      str("consumer"),
      i32(5),
      str("range"),
      str("m-1"),
      i64(9n),
      i32(1),
      member,
    );
    assert.deepEqual(await parsed(join(i16(2), str("g")), value), {
      GroupMetadata: {
        protocolType: "consumer",
        generation: 5,
        protocol: "range",
        leader: "m-1",
        currentStateTimestamp: 9,
        members: [
          {
            memberId: "m-1",
            groupInstanceId: null,
            clientId: "client",
            clientHost: "/10.0.0.1",
            rebalanceTimeout: 300,
            sessionTimeout: 45,
            subscription: "AAE=",
            assignment: "",
          },
        ],
      },
    });
  });

  it("tell a member of a KIP-848 group", async () => {
    const key = join(i16(5), str("g"), str("m"));
    const value = join(
      i16(0),
      nullCompact,
      nullCompact,
      cstr("client"),
      cstr("/host"),
      hex("02"),
      cstr("orders"),
      nullCompact,
      i32(300),
      cstr("uniform"),
      hex("01 00 01 00"), // brokers write what there is not of its classic protocol as a null of one byte
    );
    assert.deepEqual(await parsed(key, value), {
      ConsumerGroupMemberMetadata: {
        instanceId: null,
        rackId: null,
        clientId: "client",
        clientHost: "/host",
        subscribedTopicNames: ["orders"],
        subscribedTopicRegex: null,
        rebalanceTimeoutMs: 300,
        serverAssignor: "uniform",
        classicMemberMetadata: null,
      },
    });
  });

  it("tell the state of a transaction", async () => {
    const key = join(i16(0), str("tx"));
    const value = join(
      i16(0),
      i64(7n),
      i16(1),
      i32(60),
      i8(4),
      i32(1),
      str("orders"),
      i32(2, 0, 1),
      i64(1n),
      i64(2n),
    );
    assert.deepEqual(await parsed(key, value, "value", "__transaction_state"), {
      TransactionLog: {
        producerId: 7,
        producerEpoch: 1,
        transactionTimeoutMs: 60,
        transactionStatus: 4,
        transactionPartitions: [{ topic: "orders", partitionIds: [0, 1] }],
        transactionLastUpdateTimestampMs: 1,
        transactionStartTimestampMs: 2,
      },
    });
  });

  it("are hex when they are of a kind or version of the future", async () => {
    assert.match(
      (await decode(join(i16(99), str("g")), hex("0000"))).reason ?? "",
      /type 99 are not known/,
    );
    assert.match((await decode(commitKey, i16(9))).reason ?? "", /version 9; known are 0 to 4/);
  });

  it("never fail, whatever the bytes", async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(25), fc.uint8Array({ maxLength: 80 }), async (type, rest) => {
        const key = join(i16(type), str("g"), str("m"), i32(1));
        const value = join(i16(rest.length % 5), Buffer.from(rest));
        assert.ok((await decode(key, value)).text.length > 0);
      }),
      { numRuns: 500 },
    );
  });
});
