import assert from "node:assert/strict";

const bytesPerMebibyte = 2 ** 20;

/**
 * Fails when `work` allocates more, and does so again: the first time may pay for what a process does once, such as
 * reading the source map for the stack of its first error. A collection in between hides some of what is allocated,
 * never the other way round, so that what fails has allocated too much for certain.
 */
export function withBoundedMemory(maxMebibytes: number, work: () => void): void {
  if (mebibytesOf(work) <= maxMebibytes) return;
  const mebibytes = mebibytesOf(work);
  assert.ok(mebibytes <= maxMebibytes, `it allocated ${mebibytes.toFixed(0)} MiB`);
}

function mebibytesOf(work: () => void): number {
  const before = allocatedBytes();
  work();
  return (allocatedBytes() - before) / bytesPerMebibyte;
}

/** JavaScript's heap and the buffers outside of it. */
function allocatedBytes(): number {
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}
