import assert from "node:assert/strict";
import { ExercisesPart } from "../../../../src/panels/lab/exercisesPart";
import type { ExercisesView } from "../../../../src/panels/lab/protocol/exercises";
import { member, orders } from "../../../support/groupSamples";
import { MemoryGateway } from "../../../support/memoryGateway";

describe("the host's side of the exercises tab", () => {
  let gateway: MemoryGateway;
  let part: ExercisesPart;
  const { signal } = new AbortController();

  beforeEach(() => {
    gateway = new MemoryGateway();
    part = new ExercisesPart({ gateway: () => gateway });
  });

  function found({ exercises }: ExercisesView): readonly (string | null)[] {
    return exercises.flatMap(({ tasks }) => tasks.map((task) => task.found));
  }

  it("shows the exercises without asking the cluster, all of them open", async () => {
    const view = await part.handlers.exercisesOpen({}, signal);
    assert.equal(view.exercises.length, 3);
    assert.ok(found(view).every((one) => one === null));
    assert.deepEqual(gateway.calls, []);
  });

  it("ticks off what the cluster shows, by reading alone", async () => {
    const logs = gateway.addTopic("orders", 2);
    for (const log of logs) log.append();
    const group = gateway.addGroup("billing", {
      members: [member("a", ...orders(0)), member("b", ...orders(1))],
    });
    for (const partition of [0, 1]) group.commit("orders", partition, { offset: 1n });
    gateway.addGroup("audit").commit("orders", 0, { offset: 0n });
    const [spread, shared, handled, two, policies, stopped, goneOn] = found(
      await part.handlers.exercisesCheck({}, signal),
    );
    assert.equal(spread, "messages in orders 0, 1");
    assert.match(shared ?? "", /^billing: /);
    assert.match(handled ?? "", /^billing: /);
    assert.equal(two, "orders: audit and billing");
    assert.equal(policies, null);
    assert.equal(stopped, "audit: orders-0 at offset 0");
    assert.equal(goneOn, null);
    const reading = ["listGroups", "describeGroups", "fetchCommittedOffsets", "listOffsets"];
    assert.ok(gateway.calls.every((call) => reading.includes(call)));
  });

  it("sees that a group went on from where it had stopped", async () => {
    gateway.addTopic("orders", 1)[0]?.append();
    const group = gateway.addGroup("audit");
    group.commit("orders", 0, { offset: 0n });
    await part.handlers.exercisesCheck({}, signal);
    group.commit("orders", 0, { offset: 1n });
    const view = await part.handlers.exercisesCheck({}, signal);
    assert.equal(found(view).at(-1), "audit: orders-0 from offset 0 to 1");
  });
});
