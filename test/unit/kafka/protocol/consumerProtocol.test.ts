import assert from "node:assert/strict";
import fc from "fast-check";
import {
  readConsumerAssignment,
  readConsumerSubscription,
} from "../../../../src/kafka/protocol/consumerProtocol";
import { hex, i16, i32, join, nullStr, str } from "../../../support/bytes";
import { corruptData, randomBytes, survives } from "../../../support/corruption";

const assignment = join(i32(2), str("a"), i32(2, 0, 3), str("b"), i32(1, 1), i32(-1));
const partitions = [
  { topic: "a", partitions: [0, 3] },
  { topic: "b", partitions: [1] },
];

describe("readConsumerAssignment", () => {
  it("reads topics and partitions", () => {
    assert.deepEqual(readConsumerAssignment(join(i16(0), assignment)), partitions);
  });

  it("reads versions of the future, which may only append", () => {
    assert.deepEqual(readConsumerAssignment(join(i16(9), assignment, hex("beef"))), partitions);
  });

  it("takes empty bytes for no assignment yet", () => {
    assert.deepEqual(readConsumerAssignment(Buffer.alloc(0)), []);
  });

  it("refuses what is not an assignment", () => {
    assert.throws(() => readConsumerAssignment(join(i16(-1), assignment)), corruptData);
    assert.throws(
      () => readConsumerAssignment(join(i16(0), assignment.subarray(0, 9))),
      corruptData,
    );
    assert.throws(() => readConsumerAssignment(hex("0000 7fffffff")), corruptData);
  });

  it("fails in no other way when bytes are noise", () => {
    fc.assert(
      fc.property(randomBytes(80), (bytes) => {
        survives(() => readConsumerAssignment(bytes));
      }),
    );
  });
});

describe("readConsumerSubscription", () => {
  const topics = join(i32(2), str("a"), str("b"));
  const userData = join(i32(2), hex("beef"));
  const owned = join(i32(1), str("a"), i32(2, 0, 1));
  const generation = i32(7);
  const read = { topics: ["a", "b"], rack: undefined };

  it("reads the topics of every version, and the rack where there is one", () => {
    const versions = [
      join(topics, i32(-1)),
      join(topics, userData, owned),
      join(topics, userData, owned, generation),
      join(topics, userData, owned, generation, str("rack-a")),
    ];
    for (const [version, bytes] of versions.entries()) {
      const rack = version === 3 ? "rack-a" : undefined;
      assert.deepEqual(readConsumerSubscription(join(i16(version), bytes)), { ...read, rack });
    }
    const future = join(i16(9), topics, userData, owned, generation, nullStr, hex("beef"));
    assert.deepEqual(readConsumerSubscription(future), read);
  });

  it("takes empty bytes for none yet", () => {
    assert.deepEqual(readConsumerSubscription(Buffer.alloc(0)), { topics: [], rack: undefined });
  });

  it("refuses what is not a subscription", () => {
    assert.throws(() => readConsumerSubscription(join(i16(-1), topics, i32(-1))), corruptData);
    assert.throws(() => readConsumerSubscription(join(i16(1), topics)), corruptData);
  });

  it("fails in no other way when bytes are noise", () => {
    fc.assert(
      fc.property(randomBytes(80), (bytes) => {
        survives(() => readConsumerSubscription(bytes));
      }),
    );
  });
});
