import assert from "node:assert/strict";

const bytesPerMebibyte = 2 ** 20;

/**
 * Fails when `work` allocates more. A collection in between hides some of it, never the other way round, so that what
 * fails has allocated too much for certain.
 */
export function withBoundedMemory(maxMebibytes: number, work: () => void): void {
  const before = allocatedBytes();
  work();
  const mebibytes = (allocatedBytes() - before) / bytesPerMebibyte;
  assert.ok(mebibytes <= maxMebibytes, `it allocated ${mebibytes.toFixed(0)} MiB`);
}

/** JavaScript's heap and the buffers outside of it. */
function allocatedBytes(): number {
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}
