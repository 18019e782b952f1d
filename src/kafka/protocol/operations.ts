import type { Reader } from "./reader";

/** What this user may do with a topic, a group or the cluster (KIP-430). */
export interface AllowedOperations {
  /** Missing where it was not asked for, and where the broker does not tell. */
  readonly operations?: ReadonlySet<Operation>;
}

/** Kafka's names of them. */
export type Operation =
  | "READ"
  | "WRITE"
  | "CREATE"
  | "DELETE"
  | "ALTER"
  | "DESCRIBE"
  | "CLUSTER_ACTION"
  | "DESCRIBE_CONFIGS"
  | "ALTER_CONFIGS"
  | "IDEMPOTENT_WRITE";

/** The bit of READ; the others follow. */
const firstBit = 3;
const inOrder: readonly Operation[] = [
  "READ",
  "WRITE",
  "CREATE",
  "DELETE",
  "ALTER",
  "DESCRIBE",
  "CLUSTER_ACTION",
  "DESCRIBE_CONFIGS",
  "ALTER_CONFIGS",
  "IDEMPOTENT_WRITE",
];

const notTold = -(2 ** 31);

export function readOperations(reader: Reader, isAsked: boolean): AllowedOperations {
  const bits = reader.int32();
  if (!isAsked || bits === notTold) return {};
  const allowed = inOrder.filter((_, index) => (bits & (1 << (firstBit + index))) !== 0);
  return { operations: new Set(allowed) };
}
