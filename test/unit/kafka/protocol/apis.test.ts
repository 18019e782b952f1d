import assert from "node:assert/strict";
import { corruptData } from "../../../support/corruption";
import { apiCases } from "../../../support/protocol/apiCases";

describe("requests of the protocol", () => {
  for (const one of apiCases) {
    it(`writes ${one.title} byte for byte`, () => {
      assert.equal(one.encode().toString("hex"), one.request.toString("hex"));
    });
  }
});

describe("answers of the protocol", () => {
  for (const one of apiCases) {
    it(`reads ${one.title} to its last byte`, () => {
      assert.deepEqual(one.decode(one.response), { answer: one.answer, unreadBytes: 0 });
    });
  }

  it("are corrupt wherever they are cut off", () => {
    for (const one of apiCases) {
      for (let length = 0; length < one.response.length; length++) {
        assert.throws(() => one.decode(one.response.subarray(0, length)), corruptData, one.title);
      }
    }
  });
});
