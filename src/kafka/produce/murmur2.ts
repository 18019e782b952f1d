const seed = 0x9747b28c;
const multiplier = 0x5bd1e995;
const shift = 24;
const wordBytes = 4;

/** The 32-bit hash of Kafka's partitioner, as a signed number. */
export function murmur2(bytes: Buffer): number {
  let hash = seed ^ bytes.length;
  const tail = bytes.length - (bytes.length % wordBytes);
  for (let at = 0; at < tail; at += wordBytes) {
    let word = Math.imul(bytes.readInt32LE(at), multiplier);
    word ^= word >>> shift;
    hash = Math.imul(hash, multiplier) ^ Math.imul(word, multiplier);
  }
  if (tail < bytes.length) {
    hash ^= bytes.readUIntLE(tail, bytes.length - tail);
    hash = Math.imul(hash, multiplier);
  }
  hash ^= hash >>> 13;
  hash = Math.imul(hash, multiplier);
  return hash ^ (hash >>> 15);
}
