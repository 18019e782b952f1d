import { murmur2 } from "./murmur2";

/** Where the default partitioner of Kafka's own clients puts messages of this key. */
export function partitionOfKey(key: Buffer, partitions: number): number {
  return (murmur2(key) & 0x7fff_ffff) % partitions;
}
