import { visibleText } from "../../decode/visibleText";
import type { OffsetGap } from "../../kafka/gateway";
import { counted } from "../../ui/numberFormat";
import type { FormatNumber } from "../../ui/numberFormat";

/** "42 offsets, 17 messages, 3 transaction markers, 4 aborted, 18 compacted": what became of each offset read. */
export function explainOffsets(
  offsets: bigint,
  messages: number,
  gaps: readonly OffsetGap[],
  format: FormatNumber,
): string {
  const parts = [counted(offsets, "offset", format), counted(messages, "message", format)];
  const inGaps = { markers: 0, aborted: 0, deleted: 0n, unreadable: 0n };
  for (const gap of gaps) {
    if (gap.unreadable !== undefined) inGaps.unreadable += sizeOf(gap);
    else if (gap.isDeleted === true) inGaps.deleted += sizeOf(gap);
    else {
      inGaps.markers += gap.controlRecords;
      inGaps.aborted += gap.abortedMessages;
    }
  }
  const { markers, aborted, deleted, unreadable } = inGaps;
  const rest = offsets - BigInt(messages + markers + aborted) - deleted - unreadable;
  if (markers > 0) parts.push(counted(markers, "transaction marker", format));
  if (aborted > 0) parts.push(`${format(aborted)} aborted`);
  if (deleted > 0n) parts.push(`${format(deleted)} deleted`);
  if (unreadable > 0n) parts.push(`${format(unreadable)} unreadable`);
  if (rest > 0n) parts.push(`${format(rest)} compacted`);
  return parts.join(", ");
}

/** "offsets 6–20 hold no messages: 1 transaction marker, 14 compacted" */
export function explainGap(gap: OffsetGap, format: FormatNumber): string {
  const isOne = gap.firstOffset === gap.lastOffset;
  const first = format(gap.firstOffset);
  const subject = isOne ? `offset ${first}` : `offsets ${first}–${format(gap.lastOffset)}`;
  if (gap.unreadable !== undefined)
    return visibleText(`${subject} cannot be read: ${gap.unreadable}`);
  if (gap.isDeleted === true) {
    const next = format(gap.lastOffset + 1n);
    return `${subject} ${isOne ? "was" : "were"} deleted; continuing at ${next}`;
  }
  const { controlRecords, abortedMessages } = gap;
  const compacted = sizeOf(gap) - BigInt(controlRecords + abortedMessages);
  const reasons: string[] = [];
  if (controlRecords > 0) reasons.push(counted(controlRecords, "transaction marker", format));
  if (abortedMessages > 0) reasons.push(`${format(abortedMessages)} aborted`);
  if (compacted > 0n) reasons.push(`${format(compacted)} compacted`);
  const holds = `${subject} ${isOne ? "holds" : "hold"} no messages`;
  return reasons.length === 0 ? holds : `${holds}: ${reasons.join(", ")}`;
}

function sizeOf({ firstOffset, lastOffset }: OffsetGap): bigint {
  return lastOffset - firstOffset + 1n;
}
