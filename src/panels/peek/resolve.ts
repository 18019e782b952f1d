import type { ReadableRange } from "../../kafka/gateway";
import type { ListedOffset, Offset } from "../../kafka/model";
import { PartitionMap } from "../../kafka/partitionMap";
import type { Asking, Beginning, Offsets, Ranges, ResolvedPosition } from "./beginning";
import { committedPositions } from "./committedPositions";
import { readerIsolation } from "./isolation";
import { fromNamedOffsets, fromOffsets } from "./offsetBeginnings";
import { fromTimestamp, untilTimestamp } from "./timeBeginnings";

/** Finds the offset of a position in every one of `ranges`, and words for where that is not what was asked. */
export async function resolveBeginning(
  position: ResolvedPosition,
  ranges: Ranges,
  asking: Asking,
): Promise<Beginning> {
  switch (position.kind) {
    case "latest":
      return { direction: "backward", from: everywhere(ranges, ({ end }) => end), notes: [] };
    case "earliest":
      return { direction: "forward", from: everywhere(ranges, ({ start }) => start), notes: [] };
    case "last": {
      const count = BigInt(position.count);
      const from = everywhere(ranges, ({ start, end }) =>
        end - count < start ? start : end - count,
      );
      return { direction: "forward", from, notes: [] };
    }
    case "offset": {
      const offset = BigInt(position.offset);
      return fromOffsets(
        everywhere(ranges, () => offset),
        ranges,
        asking,
      );
    }
    case "offsets": {
      const offsets = position.offsets.map((one) => ({ ...one, offset: BigInt(one.offset) }));
      return fromNamedOffsets(position.label, new PartitionMap(offsets), ranges, asking);
    }
    case "committed":
      return committedPositions(position, ranges, asking);
    case "timestamp": {
      const found = await offsetsAt(position.timestampMs, ranges, asking);
      return fromTimestamp(position.text, found, ranges, asking);
    }
    case "timeRange":
      return timeRange(position, ranges, asking);
  }
}

async function timeRange(
  { from, to }: Extract<ResolvedPosition, { kind: "timeRange" }>,
  ranges: Ranges,
  asking: Asking,
): Promise<Beginning> {
  const [first, last] = await Promise.all([
    offsetsAt(from.timestampMs, ranges, asking),
    offsetsAt(to.timestampMs, ranges, asking),
  ]);
  const beginning = fromTimestamp(from.text, first, ranges, { ...asking, isRange: true });
  const { until, notes } = untilTimestamp(to.text, last, ranges, asking);
  return { ...beginning, until, notes: [...beginning.notes, ...notes] };
}

/** One ListOffsets question for each partition. */
async function offsetsAt(
  timestampMs: bigint,
  ranges: Ranges,
  { gateway, isolation, signal }: Asking,
): Promise<PartitionMap<ListedOffset>> {
  const questions = ranges
    .values()
    .map(({ topic, partition }) => ({ topic, partition, at: { timestampMs } }));
  if (questions.length === 0) return new PartitionMap();
  const level = readerIsolation(isolation).isolation;
  return new PartitionMap(await gateway.listOffsets(questions, level, signal));
}

function everywhere(ranges: Ranges, pick: (range: ReadableRange) => Offset): Offsets {
  return new PartitionMap(
    ranges.values().map((range) => {
      const { topic, partition } = range;
      return { topic, partition, offset: pick(range) };
    }),
  );
}
