import type { ListedOffset, Position } from "../../kafka/model";
import { PartitionMap } from "../../kafka/partitionMap";
import { counted } from "../../ui/numberFormat";
import { note, retryNote } from "./notes";
import { clamp } from "./offsetBeginnings";
import type { Note } from "./protocol/page";
import type { Asking, Beginning, Offsets, Ranges } from "./beginning";

type Words = Pick<Asking, "format" | "words"> & {
  /** The time is the beginning of a range: nothing after it is nothing to show. */
  readonly isRange?: boolean;
};

/** Reads upwards from the first message at or after the time; from the newest where no partition has one. */
export function fromTimestamp(
  text: string,
  found: PartitionMap<ListedOffset>,
  ranges: Ranges,
  { format, words, isRange = false }: Words,
): Beginning {
  const from: Position[] = [];
  const none: string[] = [];
  const failed: string[] = [];
  for (const range of ranges.values()) {
    const { topic, partition, end } = range;
    const answer = found.get(range);
    if (answer?.failure !== undefined) {
      failed.push(`${words(range)}: ${answer.failure.message}`);
    } else if (answer?.offset === undefined) {
      none.push(`${words(range)}: no message at or after ${text}, showing the end.`);
      from.push({ topic, partition, offset: end });
    } else {
      from.push({ topic, partition, offset: clamp(answer.offset, range) });
    }
  }
  const notes: Note[] = [];
  const hasNothing = from.length > 0 && none.length === from.length;
  if (hasNothing) {
    const shown = isRange ? "." : ": showing the latest messages instead.";
    notes.push(note("warning", `No message at or after ${text}${shown}`, none));
  } else if (none.length > 0) {
    const sum = `No message at or after ${text} in ${none.length} of ${from.length} partitions: showing the end there.`;
    notes.push(note("info", sum, none));
  }
  if (failed.length > 0) {
    const sum = `The time could not be looked up in ${counted(failed.length, "partition", format)}.`;
    notes.push(retryNote("error", sum, failed));
  }
  const direction = hasNothing && !isRange ? "backward" : "forward";
  return { direction, from: new PartitionMap(from), notes };
}

/** Where a time range ends: the first offset at or after the time, which offsets before it may be later than. */
export function untilTimestamp(
  text: string,
  found: PartitionMap<ListedOffset>,
  ranges: Ranges,
  { format, words }: Words,
): { readonly until: Offsets; readonly notes: readonly Note[] } {
  const until = ranges.values().flatMap((range): Position[] => {
    const { topic, partition } = range;
    const offset = found.get(range)?.offset;
    return offset === undefined ? [] : [{ topic, partition, offset: clamp(offset, range) }];
  });
  const details = until.map(
    (position) => `${words(position)}: up to offset ${format(position.offset)}.`,
  );
  const sum = `Ends in each partition before the first offset at or after ${text}. Messages later in the log may have earlier times.`;
  return {
    until: new PartitionMap(until),
    notes: until.length === 0 ? [] : [note("info", sum, details)],
  };
}
