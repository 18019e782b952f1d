import * as v from "valibot";

const decimal = v.pipe(v.string(), v.regex(/^-?\d+$/));

const partitionChange = v.object({
  topic: v.string(),
  partition: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
  /** Null: the group had no commit here, which no import can bring back. */
  before: v.nullable(decimal),
  after: decimal,
});

const outcome = v.object({
  at: v.pipe(v.string(), v.isoTimestamp()),
  ok: v.boolean(),
  /** What the person was told. */
  message: v.string(),
  /** By partition, where the commit was sent. */
  partitions: v.array(v.object({ topic: v.string(), partition: v.number(), result: v.string() })),
});

const record = v.object({
  version: v.literal(1),
  id: v.pipe(v.string(), v.regex(/^\d{8}T\d{9}Z-[0-9a-f]{8}$/)),
  at: v.pipe(v.string(), v.isoTimestamp()),
  action: v.literal("resetOffsets"),
  cluster: v.object({
    id: v.string(),
    name: v.string(),
    bootstrapServers: v.array(v.string()),
  }),
  groupId: v.string(),
  /** In words: "earliest", "offset 18000". */
  target: v.string(),
  partitions: v.array(partitionChange),
  /** Null until the outcome is known; it stays so when the window was closed before. */
  outcome: v.nullable(outcome),
});

/** One write to a cluster, as kept on disk. Offsets are decimal strings. */
export type ChangeRecord = Readonly<v.InferOutput<typeof record>>;

export type ChangeOutcome = Readonly<v.InferOutput<typeof outcome>>;

/** Undefined for text that is no record: cut off, of a later version, or not ours. */
export function parseChangeRecord(text: string): ChangeRecord | undefined {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return undefined;
  }
  const parsed = v.safeParse(record, json);
  return parsed.success ? parsed.output : undefined;
}
