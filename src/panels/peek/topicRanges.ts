import { visibleText } from "../../decode/visibleText";
import { KafkaError } from "../../kafka/errors";
import type { ClusterGateway } from "../../kafka/gateway";
import type { ListedOffset, TopicDescription } from "../../kafka/model";
import type { Isolation, Note, PartitionRange } from "./protocol";
import { counted } from "../../ui/numberFormat";
import type { FormatNumber } from "../../ui/numberFormat";
import { askOffsets, note } from "./resolve";
import type { ReadableRange } from "./resolve";

/** What can be read of a topic now. */
export interface TopicRanges {
  readonly readable: ReadonlyMap<number, ReadableRange>;
  /** Why a partition cannot be read, by number. */
  readonly problems: ReadonlyMap<number, string>;
}

const unknownTopicCode = 3;
const topicAuthorizationCode = 29;

/**
 * Start and end of every partition of a topic; a partition without a leader is a problem of its own.
 * @throws KafkaError when the topic as a whole cannot be described.
 */
export async function describeRanges(
  gateway: ClusterGateway,
  topic: string,
  isolation: Isolation,
  signal: AbortSignal,
): Promise<TopicRanges> {
  const [description] = await gateway.describeTopics([topic], signal);
  if (description === undefined)
    throw new KafkaError("There is no such topic.", { kind: "notFound" });
  if (description.failure !== undefined) throw topicError(description);

  const problems = new Map<number, string>();
  const led: number[] = [];
  for (const { partition, leader } of description.partitions) {
    if (leader === undefined) problems.set(partition, "no leader, cannot be read now");
    else led.push(partition);
  }
  const [starts, highWatermarks] = await Promise.all([
    askOffsets(gateway, topic, led, "earliest", "uncommitted", signal),
    askOffsets(gateway, topic, led, "latest", "uncommitted", signal),
  ]);
  // Asked after the high watermarks: an end below them then belongs to an open transaction, not to a race.
  const stable =
    isolation === "uncommitted"
      ? highWatermarks
      : await askOffsets(gateway, topic, led, "latest", isolation, signal);

  const readable = new Map<number, ReadableRange>();
  for (const partition of led) {
    const answers = [starts, highWatermarks, stable].map((answer) => answer.get(partition));
    const [start, highWatermark, end] = answers.map((answer) => answer?.offset);
    if (start === undefined || highWatermark === undefined || end === undefined) {
      problems.set(partition, problemOf(answers));
    } else {
      readable.set(partition, { start, end, highWatermark });
    }
  }
  return { readable, problems };
}

function topicError({ topic, failure }: TopicDescription): KafkaError {
  const code = failure?.code;
  if (code === unknownTopicCode) {
    return new KafkaError(`There is no topic ${visibleText(topic)}.`, {
      kind: "notFound",
      code,
    });
  }
  const kind = code === topicAuthorizationCode ? "authorization" : "unexpected";
  return new KafkaError(failure?.message ?? "The topic cannot be described.", { kind, code });
}

function problemOf(answers: readonly (ListedOffset | undefined)[]): string {
  const failed = answers.find((answer) => answer?.failure !== undefined);
  return failed?.failure?.message ?? "its offsets are not known";
}

/** Every partition in order, for the page's chooser. */
export function toPartitionRanges({ readable, problems }: TopicRanges): PartitionRange[] {
  const rows: PartitionRange[] = [];
  for (const [partition, { start, end }] of readable) {
    rows.push({ partition, start: String(start), end: String(end) });
  }
  for (const [partition, problem] of problems)
    rows.push({ partition, problem: visibleText(problem) });
  return rows.sort((a, b) => a.partition - b.partition);
}

/** Chosen partitions that cannot be read, or that end at an open transaction. */
export function rangeNotes(
  topicRanges: TopicRanges,
  chosen: ReadonlySet<number>,
  format: FormatNumber,
): Note[] {
  const { readable, problems } = topicRanges;
  const unreadable = [...problems].filter(([partition]) => chosen.has(partition));
  const missing = [...chosen].filter((one) => !readable.has(one) && !problems.has(one));
  const notes: Note[] = [];
  if (unreadable.length + missing.length > 0) {
    const details = [
      ...unreadable.map(
        ([partition, problem]) => `Partition ${partition}: ${problem.replace(/\.$/, "")}.`,
      ),
      ...missing.map((partition) => `Partition ${partition}: does not exist.`),
    ];
    const [only = ""] = details;
    const text =
      details.length === 1
        ? only
        : `${counted(details.length, "partition", format)} cannot be read.`;
    notes.push({ ...note("warning", text, details), canRetry: true });
  }
  const open = [...readable].filter(
    ([partition, { end, highWatermark }]) => chosen.has(partition) && highWatermark > end,
  );
  if (open.length > 0) notes.push(openTransactionNote(open, format));
  return notes;
}

function openTransactionNote(
  open: readonly (readonly [number, ReadableRange])[],
  format: FormatNumber,
): Note {
  const count = open.reduce((sum, [, range]) => sum + range.highWatermark - range.end, 0n);
  const text =
    count === 1n
      ? "1 offset at the end belongs to an open transaction and is not shown."
      : `${format(count)} offsets at the end belong to an open transaction and are not shown.`;
  return note(
    "info",
    text,
    open.map(
      ([partition, { end, highWatermark }]) =>
        `Partition ${partition}: offsets ${format(end)}–${format(highWatermark - 1n)}.`,
    ),
  );
}
