import assert from "node:assert/strict";
import { DeliveryCheck } from "../../../support/soak/deliveryCheck";

const deliver = (check: DeliveryCheck, offset: bigint, value: string): void => {
  check.deliver({ offset, value: Buffer.from(value) });
};

describe("DeliveryCheck", () => {
  let check: DeliveryCheck;

  beforeEach(() => {
    check = new DeliveryCheck(0);
  });

  it("finds nothing wrong with what comes in order, acknowledged before or after", () => {
    check.acknowledge(new Map([[0n, "a"]]));
    assert.ok(!check.isComplete);
    deliver(check, 0n, "a");
    deliver(check, 1n, "b");
    check.acknowledge(new Map([[1n, "b"]]));
    assert.ok(check.isComplete);
    assert.deepEqual([check.position, check.count, check.problems], [2n, 2, []]);
  });

  it("finds a message that was missed", () => {
    deliver(check, 0n, "a");
    deliver(check, 2n, "c");
    assert.match(check.problems.join(), /^Offset 1 of partition 0 was missed/);
  });

  it("finds a message that came twice", () => {
    deliver(check, 0n, "a");
    deliver(check, 0n, "a");
    assert.match(check.problems.join(), /^Offset 0 of partition 0 was delivered twice/);
  });

  it("finds a message that is another than was acknowledged", () => {
    deliver(check, 0n, "a");
    check.acknowledge(new Map([[0n, "b"]]));
    assert.equal(check.problems.length, 1);
  });

  it("waits for what was acknowledged and has not come", () => {
    deliver(check, 0n, "a");
    check.acknowledge(
      new Map([
        [0n, "a"],
        [1n, "b"],
      ]),
    );
    assert.ok(!check.isComplete);
  });
});
