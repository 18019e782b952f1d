import assert from "node:assert/strict";
import { partitionOfKey } from "../../../../src/kafka/produce/partitionOfKey";
import { placeMessage } from "../../../../src/kafka/produce/placeMessage";
import { kafkaError } from "../../../support/kafkaError";
import { MemoryGateway } from "../../../support/memoryGateway";

const bare = { topic: "orders", partition: undefined, key: undefined };

describe("the partition a message is sent to", () => {
  let gateway: MemoryGateway;

  beforeEach(() => {
    gateway = new MemoryGateway();
    const [, second = assert.fail()] = gateway.addTopic("orders", 4);
    second.leader = undefined;
  });

  it("is where the key leads", async () => {
    const partition = await placeMessage(gateway, { ...bare, key: Buffer.from("0") });
    assert.equal(partition, partitionOfKey(Buffer.from("0"), 4));
  });

  it("is any with a leader where there is no key", async () => {
    const chosen = await Promise.all(
      [0, 0.34, 0.99].map((random) => placeMessage(gateway, bare, undefined, () => random)),
    );
    assert.deepEqual(chosen, [0, 2, 3]);
  });

  it("is the one the person chose", async () => {
    assert.equal(await placeMessage(gateway, { ...bare, partition: 2 }), 2);
  });

  it("is refused in words where there is none", async () => {
    gateway.addTopic("__consumer_offsets", 1, { isInternal: true });
    for (const [change, words] of [
      [{ topic: "gone" }, /Topic gone: The topic or partition does not exist\./],
      [{ topic: "__consumer_offsets" }, /nobody else may write to it/],
      [{ partition: 4 }, /has no partition 4: it has 0 to 3\./],
    ] as const) {
      const call = placeMessage(gateway, { ...bare, ...change });
      await assert.rejects(call, kafkaError("invalidInput", words));
    }
    await assert.rejects(
      placeMessage(gateway, { ...bare, partition: 1 }),
      kafkaError("noLeader", /Partition 1 of orders has no leader/),
    );
  });
});
