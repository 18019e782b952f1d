import assert from "node:assert/strict";
import { explainSamples, found } from "../../../support/explainedGroup";
import { member, sampleOf } from "../../../support/groupSamples";
import { watched } from "./scene";

describe("explaining a group", () => {
  describe("by its pace", () => {
    it("says that a member is stuck", () => {
      const still = [[1n, 9n]] as const;
      const one = found(
        explainSamples(watched(still, still, still, still)),
        "Members own partitions with messages waiting",
      );
      assert.deepEqual(one.evidence, [
        "orders-0: 8 behind, committed 1 since 0s, owned by billing-1.",
      ]);
    });

    it("says that partitions which no member owns stand still", () => {
      const seen = [0, 1, 2, 3].map((index) =>
        sampleOf({
          atMs: index * 10_000,
          members: [member("a", { topic: "other", partition: 0 })],
          partitions: [{ committed: 1n, end: 9n }],
        }),
      );
      found(explainSamples(seen), "Consumption has stopped in partitions that no member owns");
    });

    it("says that less is consumed than produced, with both rates", () => {
      const findings = explainSamples(
        watched([[0n, 10n]], [[10n, 30n]], [[20n, 50n]], [[30n, 70n]]),
      );
      const one = found(findings, "The lag grows because more is produced than consumed");
      assert.deepEqual(one.evidence, [
        "orders-0: 2 produced and 1 consumed per second, 40 behind.",
      ]);
    });

    it("says which partition gets most of what is produced meanwhile", () => {
      const findings = explainSamples(
        watched(
          [
            [0n, 0n],
            [1_000n, 1_000n],
          ],
          [
            [92n, 92n],
            [1_008n, 1_008n],
          ],
        ),
      );
      const one = found(findings, "92 % of the messages of orders go to partition 0");
      assert.match(one.evidence.join(), /92 of 100 offsets produced meanwhile, over 2 partitions/);
    });

    it("goes by what the topic holds while little is produced, and says nothing of little", () => {
      const findings = explainSamples(
        watched([
          [950n, 950n],
          [50n, 50n],
        ]),
      );
      assert.match(
        found(findings, "95 % of the messages of orders").evidence.join(),
        /950 of 1000 offsets in the topic/,
      );
      const little = explainSamples(
        watched([
          [9n, 9n],
          [0n, 0n],
        ]),
      );
      assert.ok(!little.some(({ finding }) => finding.includes("%")));
    });

    it("takes an even spread for one", () => {
      const findings = explainSamples(
        watched([
          [500n, 500n],
          [400n, 400n],
          [450n, 450n],
        ]),
      );
      assert.equal(found(findings, "Nothing is wrong").severity, "ok");
    });
  });
});
