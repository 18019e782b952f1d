import * as v from "valibot";

/** An int64, which has no more digits. */
const decimal = v.pipe(v.string(), v.regex(/^-?\d{1,19}$/));
const partitionNumber = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const instant = v.pipe(v.string(), v.isoTimestamp());

const partitionChange = v.object({
  topic: v.string(),
  partition: partitionNumber,
  /** Null: the group had no commit here. */
  before: v.nullable(decimal),
  /** Null: the commit was to be deleted. */
  after: v.nullable(decimal),
  /** What was committed along with `before`. */
  metadata: v.string(),
  /** −1: none. */
  leaderEpoch: v.pipe(v.number(), v.safeInteger()),
});

const outcome = v.object({
  at: instant,
  ok: v.boolean(),
  /** What the person was told. */
  message: v.string(),
  /** By partition, where anything was sent: "written", "refused", "notWritten", "notDeleted", "differs" or "unknown". */
  partitions: v.array(v.object({ topic: v.string(), partition: v.number(), result: v.string() })),
  /** Of a message that is written. */
  offset: v.exactOptional(decimal),
});

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

/** Where a message was to be written, and how large it is; never what it holds. */
const sentMessage = v.object({
  topic: v.string(),
  partition: partitionNumber,
  /** Null: it has no key. */
  keyBytes: v.nullable(count),
  /** Null: it is a tombstone. */
  valueBytes: v.nullable(count),
  headers: count,
});

const common = {
  id: v.pipe(v.string(), v.regex(/^\d{8}T\d{9}Z-[0-9a-f]{8}$/)),
  at: instant,
  /** Null: the change is of no group. */
  groupId: v.nullable(v.string()),
  /** In words: "earliest", "offset 18000". */
  target: v.string(),
  /** Null until the outcome is known; it stays so when the window was closed before. */
  outcome: v.nullable(outcome),
};

const cluster = {
  id: v.string(),
  name: v.string(),
  bootstrapServers: v.array(v.string()),
};

const record = v.object({
  version: v.literal(2),
  action: v.picklist([
    "resetOffsets",
    "deleteOffsets",
    "deleteGroup",
    "undo",
    "produce",
    "createTopics",
    "deleteTopics",
  ]),
  /** `clusterId` is Kafka's own; null where it was not told. */
  cluster: v.object({ ...cluster, clusterId: v.nullable(v.string()) }),
  /** The id of the change this one undoes. */
  undoes: v.nullable(v.string()),
  /** Commits that were to be changed. */
  partitions: v.array(partitionChange),
  /** Of `produce` only. */
  message: v.exactOptional(sentMessage),
  /** Of `createTopics` and `deleteTopics` only. */
  topics: v.exactOptional(v.array(v.string())),
  ...common,
});

/** As the first release wrote them: resets only, without what a commit carries beside its offset. */
const firstRecord = v.pipe(
  v.object({
    version: v.literal(1),
    action: v.literal("resetOffsets"),
    cluster: v.object(cluster),
    partitions: v.array(
      v.object({
        topic: v.string(),
        partition: partitionNumber,
        before: v.nullable(decimal),
        after: decimal,
      }),
    ),
    ...common,
  }),
  v.transform((first): v.InferOutput<typeof record> => ({
    ...first,
    version: 2,
    cluster: { ...first.cluster, clusterId: null },
    undoes: null,
    partitions: first.partitions.map((one) => ({ ...one, metadata: "", leaderEpoch: -1 })),
  })),
);

const anyRecord = v.union([record, firstRecord]);

/** One write to a cluster, as kept on disk. Offsets are decimal strings. */
export type ChangeRecord = Readonly<v.InferOutput<typeof record>>;

export type ChangeAction = ChangeRecord["action"];

export type PartitionChange = ChangeRecord["partitions"][number];

export type ChangeOutcome = Readonly<v.InferOutput<typeof outcome>>;

/** Undefined for text that is no record: cut off, of a later version, or not ours. */
export function parseChangeRecord(text: string): ChangeRecord | undefined {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return undefined;
  }
  const parsed = v.safeParse(anyRecord, json);
  return parsed.success ? parsed.output : undefined;
}
