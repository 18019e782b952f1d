import assert from "node:assert/strict";
import type { ItemFailure } from "../../../../src/kafka/model";
import type { GroupSample } from "../../../../src/kafka/watch/groupSample";
import { explainSamples, found } from "../../../support/explainedGroup";
import { sampleOf } from "../../../support/groupSamples";
import { all, empty, watched } from "./scene";

describe("explaining a group", () => {
  it("finds nothing wrong with one that is caught up, and says from what", () => {
    const findings = explainSamples(watched([[9n, 9n]]));
    const [only] = findings;
    assert.equal(findings.length, 1);
    assert.equal(only?.severity, "ok");
    assert.match(only.evidence.join(), /State Stable, 0 offsets behind, status OK, from one look/);
  });

  describe("that cannot be looked at", () => {
    const failed = (failure: ItemFailure): GroupSample[] => [
      { ...sampleOf({}), group: undefined, failure },
    ];

    it("says that it does not exist", () => {
      const one = found(
        explainSamples(failed({ code: 69, message: "x" })),
        "The group does not exist",
      );
      assert.equal(one.severity, "error");
      assert.match(one.evidence.join(), /"billing"/);
      assert.match(one.nextStep, /group\.id/);
    });

    it("says that it is not allowed, and which permission is missing", () => {
      const findings = explainSamples(failed({ code: 30, message: "No." }));
      assert.match(found(findings, "You are not allowed").nextStep, /DESCRIBE/);
    });

    it("says that the coordinator is loading, and to wait", () => {
      for (const code of [14, 15, 16]) {
        const findings = explainSamples(failed({ code, message: "Loading." }));
        assert.match(found(findings, "The group's coordinator is not ready").nextStep, /Wait/);
      }
    });

    it("says so of commits and of topics alone", () => {
      const denied = { code: 29, message: "Topic denied." };
      const gone = { code: 3, message: "Gone." };
      const findings = explainSamples([
        {
          ...sampleOf({}),
          commitFailure: { code: 30, message: "No." },
          topicFailures: new Map([
            ["secret", denied],
            ["old", gone],
          ]),
        },
      ]);
      found(findings, "The group's committed offsets could not be read");
      assert.deepEqual(found(findings, "You are not allowed to see 1 topic").evidence, [
        "secret: Topic denied.",
      ]);
      assert.deepEqual(found(findings, "1 topic of the group could not").evidence, ["old: Gone."]);
    });
  });

  it("names partitions without a leader, whose lag is not 0", () => {
    const findings = explainSamples(empty({ hasLeader: false, committed: 3n }));
    const one = found(findings, "1 partition without a leader");
    assert.deepEqual(one.evidence, ["No leader: orders 0."]);
    assert.match(one.nextStep, /not 0/);
  });

  it("puts the worst first", () => {
    const findings = explainSamples(empty({ committed: 1n, start: 6n, end: 10n }, { end: 3n }));
    assert.deepEqual(
      findings.map(({ severity }) => severity),
      ["error", "warning", "info"],
    );
  });

  it("shows ten lines of many and counts the rest", () => {
    const findings = explainSamples(
      empty(...all(25).map(() => ({ committed: 1n, start: 2n, end: 3n }))),
    );
    const { evidence } = found(findings, "Committed offsets are below");
    assert.equal(evidence.length, 11);
    assert.equal(evidence.at(-1), "And 15 more.");
  });
});
