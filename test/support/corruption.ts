import assert from "node:assert/strict";
import fc from "fast-check";
import { KafkaError } from "../../src/kafka/errors";

/** Runs to the end or fails as corrupt data must: with nothing but a `KafkaError` of these kinds. */
export function survives(read: () => unknown, kinds: readonly string[] = ["corruptData"]): void {
  try {
    read();
  } catch (error) {
    assert.ok(error instanceof KafkaError, `not a KafkaError: ${String(error)}`);
    assert.ok(kinds.includes(error.kind), `kind ${error.kind}: ${error.message}`);
  }
}

export const corruptData = { name: "KafkaError", kind: "corruptData" };

/** The bytes with up to five of them changed, and perhaps cut off. */
export function mutated(bytes: Buffer): fc.Arbitrary<Buffer> {
  const change = fc.tuple(fc.nat(bytes.length - 1), fc.integer({ min: 0, max: 255 }));
  return fc
    .tuple(fc.array(change, { maxLength: 5 }), fc.nat(bytes.length))
    .map(([changes, length]) => {
      const copy = Buffer.from(bytes);
      for (const [index, byte] of changes) copy[index] = byte;
      return length % 2 === 0 ? copy : copy.subarray(0, length);
    });
}

export function randomBytes(maxLength: number): fc.Arbitrary<Buffer> {
  return fc.uint8Array({ maxLength }).map((bytes) => Buffer.from(bytes));
}
