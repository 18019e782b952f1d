import assert from "node:assert/strict";
import type { ClusterSample, SampledGroup } from "../../../../src/lab/exercises/clusterSample";
import { noEvidence, withSample, type Evidence } from "../../../../src/lab/exercises/evidence";
import { exercises } from "../../../../src/lab/exercises/exercises";
import { member, orders } from "../../../support/groupSamples";

const sizes = [0, 1, 2, 3].map((partition) => ({ topic: "orders", partition, start: 0n, end: 5n }));

function group(groupId: string, change: Partial<SampledGroup> = {}): SampledGroup {
  return { groupId, members: [], commits: [], ...change };
}

function commit(partition: number, offset: bigint): SampledGroup["commits"][number] {
  return { topic: "orders", partition, offset };
}

function seen(...samples: readonly Partial<ClusterSample>[]): Evidence["seen"] {
  let evidence = noEvidence;
  for (const sample of samples)
    evidence = withSample(evidence, { groups: [], sizes: [], ...sample });
  return evidence.seen;
}

describe("what a cluster shows of the exercises", () => {
  it("is nothing at first", () => {
    assert.deepEqual(seen({}), {});
  });

  it("is each sight that a task asks for, and no other is asked for", () => {
    const asked = exercises.flatMap(({ tasks }) => tasks.map((task) => task.seen));
    assert.equal(new Set(asked).size, asked.length);
  });

  it("is that messages are spread over partitions", () => {
    assert.equal(seen({ sizes }).spreadMessages, "messages in orders 0–3");
    const one = sizes.map((size) => ({ ...size, end: size.partition === 0 ? 5n : 0n }));
    assert.equal(seen({ sizes: one }).spreadMessages, undefined);
  });

  it("is that a group shares partitions, and who has which", () => {
    const members = [member("one", ...orders(0, 1)), member("two", ...orders(2, 3))];
    const found = seen({ groups: [group("g", { members })] });
    assert.match(found.sharedGroup ?? "", /^g: .* has orders 0, 1; .* has orders 2, 3$/);
    assert.equal(found.handledByBoth, undefined);
    const commits = [commit(0, 1n), commit(2, 1n)];
    const handled = seen({ groups: [group("g", { members, commits })] });
    assert.equal(handled.handledByBoth, "g: commits in partitions of 2 members");
  });

  it("is not shared by a member that has nothing", () => {
    const members = [member("one", ...orders(0, 1)), member("two")];
    assert.equal(seen({ groups: [group("g", { members })] }).sharedGroup, undefined);
  });

  it("is that two groups read one topic", () => {
    const groups = [
      group("a", { commits: [commit(0, 1n), commit(1, 1n)] }),
      group("b", { commits: [commit(1, 2n)] }),
    ];
    assert.equal(seen({ groups }).twoGroups, "orders: a and b");
    assert.equal(seen({ groups: groups.slice(0, 1) }).twoGroups, undefined);
  });

  it("is both policies only of the lab's own groups, of one run", () => {
    const commits = [commit(0, 1n)];
    const named = (...names: string[]): Evidence["seen"] =>
      seen({ groups: names.map((name) => group(name, { commits })) });
    const lab = "offset-lab-new-group-2";
    assert.equal(
      named(`${lab}-earliest`, `${lab}-latest`).bothPolicies,
      `${lab}-earliest and ${lab}-latest`,
    );
    assert.equal(named(`${lab}-earliest`, "offset-lab-new-group-1-latest").bothPolicies, undefined);
    assert.equal(named("my-earliest", "my-latest").bothPolicies, undefined);
  });

  it("is that a group stopped, and later went on from its commit", () => {
    const idle = { groups: [group("g", { commits: [commit(0, 3n)] })] };
    const busy = {
      groups: [group("g", { members: [member("m", ...orders(0))], commits: [commit(0, 5n)] })],
    };
    assert.equal(seen(idle).stopped, "g: orders-0 at offset 3");
    assert.equal(seen(idle, idle).goneOn, undefined);
    assert.equal(seen(idle, busy).goneOn, "g: orders-0 from offset 3 to 5");
    assert.equal(seen(busy, busy).goneOn, undefined);
  });

  it("stays seen when the cluster no longer shows it", () => {
    assert.deepEqual(seen({ sizes }, {}), seen({ sizes }));
  });
});
