import assert from "node:assert/strict";
import fc from "fast-check";
import { readConsumerAssignment } from "../../../../src/kafka/protocol/consumerProtocol";
import { hex, i16, i32, join, str } from "../../../support/bytes";
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
