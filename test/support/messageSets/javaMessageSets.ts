import messageSets from "./messageSets.json";

export type MessageSetName = keyof typeof messageSets;

/**
 * Messages of the formats v0 and v1 as WriteMessageSets.java wrote them: message i is at `javaFirstOffset` + i,
 * its timestamp is 1,500,000,000,000 + 1,000 i (none in v0), its key "key-i", null where i divides by 4, its value
 * as `javaOldValue` says. Of those called compacted, every third is left, from the second on.
 */
export function javaMessageSet(name: MessageSetName): Buffer {
  return Buffer.from(messageSets[name], "base64");
}

export const javaMessageSetNames = Object.keys(messageSets) as MessageSetName[];

export const javaMessageCount = 24;
export const javaFirstOffset = 9_007_199_254_740_993n;
export const javaAppendTimeMs = 1_600_000_000_000n;

export function javaOldKey(index: number): string | undefined {
  return index % 4 === 0 ? undefined : `key-${index}`;
}

export function javaOldValue(index: number): string | undefined {
  if (index % 10 === 9) return undefined;
  return index % 10 === 8 ? "" : `gleich gleich gleich ✓ ${index}`;
}
