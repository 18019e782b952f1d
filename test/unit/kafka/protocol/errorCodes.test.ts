import assert from "node:assert/strict";
import { describeErrorCode } from "../../../../src/kafka/protocol/errorCodes";

describe("describeErrorCode", () => {
  it("uses Kafka's names, each at its code", () => {
    const expected: readonly (readonly [number, string])[] = [
      [-1, "UNKNOWN_SERVER_ERROR"],
      [0, "NONE"],
      [1, "OFFSET_OUT_OF_RANGE"],
      [25, "UNKNOWN_MEMBER_ID"],
      [29, "TOPIC_AUTHORIZATION_FAILED"],
      [58, "SASL_AUTHENTICATION_FAILED"],
      [68, "NON_EMPTY_GROUP"],
      [69, "GROUP_ID_NOT_FOUND"],
      [86, "GROUP_SUBSCRIBED_TO_TOPIC"],
      [100, "UNKNOWN_TOPIC_ID"],
      [113, "STALE_MEMBER_EPOCH"],
      [129, "REBOOTSTRAP_REQUIRED"],
      [133, "SHARE_SESSION_LIMIT_REACHED"],
    ];
    for (const [code, name] of expected) assert.equal(describeErrorCode(code).name, name);
  });

  it("has a sentence for every code, in plain words for those people meet", () => {
    for (let code = -1; code <= 133; code++) {
      assert.match(describeErrorCode(code).sentence, /^[A-Z].*\.$/);
    }
    for (const code of [1, 3, 5, 6, 14, 15, 16, 22, 24, 25, 29, 30, 31, 35, 68, 69, 86]) {
      assert.doesNotMatch(describeErrorCode(code).sentence, /_/);
    }
  });

  it("describes a code of the future by its number", () => {
    assert.deepEqual(describeErrorCode(999), {
      name: "ERROR_999",
      sentence: "The broker answered with the unknown error 999.",
    });
  });
});
