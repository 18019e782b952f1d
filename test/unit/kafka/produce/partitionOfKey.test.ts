import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { Partitioners } from "kafkajs";
import { murmur2 } from "../../../../src/kafka/produce/murmur2";
import { partitionOfKey } from "../../../../src/kafka/produce/partitionOfKey";

/** What kafkajs's producer does with a key, which is what Java's does. */
function oracle(key: Buffer, partitions: number): number {
  const partitionMetadata = Array.from({ length: partitions }, (_, partitionId) => ({
    partitionId,
    leader: 1,
    replicas: [1],
    isr: [1],
    partitionErrorCode: 0,
  }));
  const choose = Partitioners.DefaultPartitioner();
  return choose({ topic: "orders", partitionMetadata, message: { key, value: null } });
}

describe("partitionOfKey", () => {
  it("puts the keys 0 to 3 into the partitions 0 and 3 of four", () => {
    const chosen = ["0", "1", "2", "3"].map((key) => partitionOfKey(Buffer.from(key), 4));
    assert.deepEqual(
      chosen,
      ["0", "1", "2", "3"].map((key) => oracle(Buffer.from(key), 4)),
    );
    assert.deepEqual([...new Set(chosen)].sort(), [0, 3]);
  });

  it("hashes as Kafka's own tests say", () => {
    const known = [
      ["21", -973932308],
      ["foobar", -790332482],
      ["a-little-bit-long-string", -985981536],
      ["a-little-bit-longer-string", -1486304829],
      ["lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8", -58897971],
      ["abc", 479470107],
    ] as const;
    for (const [text, hash] of known) assert.equal(murmur2(Buffer.from(text)), hash, text);
  });

  it("agrees with another client for keys of every length", () => {
    for (let length = 0; length < 40; length++) {
      for (const partitions of [1, 2, 3, 7, 64]) {
        const key = randomBytes(length);
        const message = `${key.toString("hex")} over ${partitions}`;
        assert.equal(partitionOfKey(key, partitions), oracle(key, partitions), message);
      }
    }
  });
});
