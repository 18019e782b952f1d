import assert from "node:assert/strict";
import { explainSamples, found } from "../../../support/explainedGroup";
import { member, orders, sampleOf } from "../../../support/groupSamples";
import { empty } from "./scene";

describe("explaining a group", () => {
  describe("without members", () => {
    it("says that nobody consumes: a warning only where messages wait", () => {
      const behind = found(
        explainSamples(empty({ committed: 1n, end: 9n })),
        "No member is connected",
      );
      assert.equal(behind.severity, "warning");
      assert.match(behind.evidence.join(" "), /Empty, with no members\. The group is 8 offsets/);
      const done = found(
        explainSamples(empty({ committed: 9n, end: 9n })),
        "No member is connected",
      );
      assert.equal(done.severity, "info");
    });

    it("suspects assign() when commits move all the same", () => {
      const findings = explainSamples([
        sampleOf({ atMs: 0, partitions: [{ committed: 1n, end: 9n }] }),
        sampleOf({ atMs: 1_000, partitions: [{ committed: 2n, end: 9n }] }),
      ]);
      const one = found(findings, "No member is connected, and yet commits move");
      assert.match(one.evidence.join(), /Commits moved in orders 0/);
      assert.match(one.nextStep, /assign\(\)/);
    });

    it("suspects nobody of commits made by members that have left since", () => {
      const findings = explainSamples([
        sampleOf({
          members: [member("a", ...orders(0))],
          partitions: [{ committed: 1n, end: 9n }],
        }),
        sampleOf({ atMs: 1_000, partitions: [{ committed: 2n, end: 9n }] }),
        sampleOf({ atMs: 2_000, partitions: [{ committed: 2n, end: 9n }] }),
      ]);
      found(findings, "No member is connected: nobody consumes");
    });
  });

  describe("by its members", () => {
    const caughtUp = { committed: 9n, end: 9n };

    it("names partitions that a stable group leaves without an owner", () => {
      const findings = explainSamples([
        sampleOf({ members: [member("a", ...orders(0))], partitions: [caughtUp, caughtUp] }),
      ]);
      const one = found(findings, "Partitions have no owner");
      assert.equal(one.severity, "error");
      assert.deepEqual(one.evidence, ["No owner: orders 1."]);
    });

    it("tells topics that no member reads any more from those", () => {
      const findings = explainSamples([
        sampleOf({
          members: [member("a", ...orders(0))],
          partitions: [caughtUp, { ...caughtUp, topic: "old", partition: 0 }],
        }),
      ]);
      const one = found(findings, "The group has commits in topics that none");
      assert.equal(one.severity, "info");
      assert.deepEqual(one.evidence, ["Commits without a reader: old 0."]);
    });

    it("says nothing of owners while the group rebalances, but that it does", () => {
      const findings = explainSamples([
        sampleOf({ state: "PreparingRebalance", members: [member("a")], partitions: [caughtUp] }),
      ]);
      found(findings, "The group is rebalancing");
      assert.ok(!findings.some(({ finding }) => finding.includes("no owner")));
    });

    it("counts members that have nothing to do", () => {
      const findings = explainSamples([
        sampleOf({ members: [member("a", ...orders(0)), member("b")], partitions: [caughtUp] }),
      ]);
      const one = found(findings, "1 member without a partition");
      assert.deepEqual(one.evidence, ["2 members for 1 partition.", "Idle: b at 10.0.0.5."]);
    });

    it("says when one member holds everything while the group is behind", () => {
      const partitions = [{ committed: 1n, end: 9n }, caughtUp];
      const alone = explainSamples([
        sampleOf({ members: [member("a", ...orders(0, 1))], partitions }),
      ]);
      assert.match(found(alone, "One member holds all 2 partitions").nextStep, /up to 2 share/);
      const others = explainSamples([
        sampleOf({ members: [member("a", ...orders(0, 1)), member("b")], partitions }),
      ]);
      assert.equal(found(others, "One member holds all 2 partitions").severity, "warning");
    });

    it("says when it rebalances over and over", () => {
      const turns = [0, 1, 2, 3, 4, 5, 6].map((index) =>
        sampleOf({
          atMs: index * 1_000,
          state: index % 2 === 0 ? "Stable" : "PreparingRebalance",
          members: [member("a", ...(index % 2 === 0 ? orders(0) : []))],
          partitions: [caughtUp],
        }),
      );
      found(explainSamples(turns), "The group rebalanced 3 times while it was watched");
      const once = explainSamples(turns.slice(0, 3));
      assert.ok(!once.some(({ finding }) => finding.includes("rebalanced")));
    });

    it("names static members, whose partitions wait for them", () => {
      const fixed = { ...member("a", ...orders(0)), instanceId: "i-1" };
      const findings = explainSamples([sampleOf({ members: [fixed], partitions: [caughtUp] })]);
      assert.deepEqual(found(findings, "1 static member").evidence, ["group.instance.id: i-1."]);
    });
  });
});
