import assert from "node:assert/strict";
import fc from "fast-check";
import { mutated, randomBytes, corruptData, survives } from "../../../support/corruption";
import type { ApiCase } from "../../../support/protocol/apiCase";
import { consumerGroupDescribeCases } from "../../../support/protocol/consumerGroupCases";
import { deleteGroupsCases, offsetDeleteCases } from "../../../support/protocol/deleteCases";
import { fetchCases } from "../../../support/protocol/fetchCases";
import {
  describeGroupsCases,
  findCoordinatorCases,
  listGroupsCases,
} from "../../../support/protocol/groupCases";
import { listOffsetsCases } from "../../../support/protocol/listOffsetsCases";
import { metadataCases } from "../../../support/protocol/metadataCases";
import {
  describeShareGroupOffsetsCases,
  shareGroupDescribeCases,
  streamsGroupDescribeCases,
} from "../../../support/protocol/newerGroupCases";
import { offsetCommitCases, offsetFetchCases } from "../../../support/protocol/offsetCases";
import { topicCases } from "../../../support/protocol/topicCases";

const cases: readonly ApiCase[] = [
  ...metadataCases,
  ...listOffsetsCases,
  ...fetchCases,
  ...findCoordinatorCases,
  ...listGroupsCases,
  ...describeGroupsCases,
  ...consumerGroupDescribeCases,
  ...offsetFetchCases,
  ...offsetCommitCases,
  ...topicCases,
  ...shareGroupDescribeCases,
  ...streamsGroupDescribeCases,
  ...describeShareGroupOffsetsCases,
  ...deleteGroupsCases,
  ...offsetDeleteCases,
];

describe("requests of the protocol", () => {
  for (const one of cases) {
    it(`writes ${one.title} byte for byte`, () => {
      assert.equal(one.encode().toString("hex"), one.request.toString("hex"));
    });
  }
});

describe("answers of the protocol", () => {
  for (const one of cases) {
    it(`reads ${one.title} to its last byte`, () => {
      assert.deepEqual(one.decode(one.response), { answer: one.answer, unreadBytes: 0 });
    });
  }

  it("are corrupt wherever they are cut off", () => {
    for (const one of cases) {
      for (let length = 0; length < one.response.length; length++) {
        assert.throws(() => one.decode(one.response.subarray(0, length)), corruptData, one.title);
      }
    }
  });

  it("fail in no other way than as corrupt when bytes are changed", () => {
    for (const one of cases) {
      fc.assert(
        fc.property(mutated(one.response), (bytes) => {
          survives(() => one.decode(bytes));
        }),
        { numRuns: 150 },
      );
    }
  });

  it("fail in no other way than as corrupt when they are noise", () => {
    for (const one of cases) {
      fc.assert(
        fc.property(randomBytes(300), (bytes) => {
          survives(() => one.decode(bytes));
        }),
        { numRuns: 100 },
      );
    }
  });
});
