import assert from "node:assert/strict";
import { assignRanges, type Subscription } from "../../../src/lab/worker/rangeAssigner";

const numbers = (count: number): number[] => Array.from({ length: count }, (_, index) => index);

function member(memberId: string, ...topics: readonly string[]): Subscription {
  return { memberId, topics };
}

/**
 * Kafka's rule, said in another way: partition p of P belongs to the member i of M for which the sum of the shares
 * before it is at most p; the first P mod M members have a share that is larger by one.
 */
function ruleOf(partitions: number, members: number): number[] {
  const shares = numbers(members).map(
    (index) => Math.floor(partitions / members) + (index < partitions % members ? 1 : 0),
  );
  return shares.flatMap((share, index) => Array.from({ length: share }, () => index));
}

describe("the range assignor", () => {
  it("gives two members of four partitions 0 & 1 and 2 & 3", () => {
    const assignment = assignRanges([member("b", "t"), member("a", "t")], () => numbers(4));
    assert.deepEqual(assignment.get("a")?.get("t"), [0, 1]);
    assert.deepEqual(assignment.get("b")?.get("t"), [2, 3]);
  });

  it("follows Kafka's rule for any number of members and partitions", () => {
    for (const partitions of numbers(14)) {
      for (const count of numbers(9).map((index) => index + 1)) {
        const members = numbers(count).map((index) => member(`member-${index}`, "t"));
        const assignment = assignRanges(members.toReversed(), () => numbers(partitions));
        const owners = numbers(partitions).map((partition) =>
          members.findIndex(({ memberId }) =>
            assignment.get(memberId)?.get("t")?.includes(partition),
          ),
        );
        assert.deepEqual(owners, ruleOf(partitions, count), `${partitions} to ${count}`);
      }
    }
  });

  it("assigns each topic among those that subscribe to it, and knows a member that gets nothing", () => {
    const members = [member("a", "x", "y"), member("b", "y"), member("c", "x"), member("d", "y")];
    const assignment = assignRanges(members, (topic) => numbers(topic === "x" ? 3 : 2));
    assert.deepEqual(Object.fromEntries(assignment.get("a") ?? []), { x: [0, 1], y: [0] });
    assert.deepEqual(Object.fromEntries(assignment.get("b") ?? []), { y: [1] });
    assert.deepEqual(Object.fromEntries(assignment.get("c") ?? []), { x: [2] });
    assert.equal(assignment.get("d")?.size, 0);
  });

  it("sorts partitions by their numbers, however the metadata has them", () => {
    const assignment = assignRanges([member("a", "t"), member("b", "t")], () => [10, 2, 0, 1]);
    assert.deepEqual(assignment.get("a")?.get("t"), [0, 1]);
    assert.deepEqual(assignment.get("b")?.get("t"), [2, 10]);
  });
});
