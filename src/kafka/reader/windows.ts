import type { Offset } from "../model";

/** Offsets to be read in one go: from the first, up to but without the last. */
export interface ReadWindow {
  readonly from: Offset;
  readonly to: Offset;
}

const minOffsets = 16n;

/** The window right below `end`, as large as the messages wanted would be if there were no gaps. */
export function firstWindow(start: Offset, end: Offset, expectedMessages: number): ReadWindow {
  const size = BigInt(expectedMessages);
  return below(start, end, size < minOffsets ? minOffsets : size);
}

/**
 * The window below the one just read: twice as large when that was sparse, four times when it was empty, so
 * that gaps are crossed in few steps however long they are. Empty (`from` = `to`) at the start of the log.
 * @param read may be cut short at its lower end
 */
export function nextWindow(start: Offset, read: ReadWindow, messagesFound: number): ReadWindow {
  const offsets = read.to - read.from;
  const found = BigInt(messagesFound);
  const factor = found === 0n ? 4n : found * 2n < offsets ? 2n : 1n;
  const size = offsets * factor;
  return below(start, read.from, size < minOffsets ? minOffsets : size);
}

/** The upper quarter of a window that holds far too much. Never empty. */
export function smallerWindow({ from, to }: ReadWindow): ReadWindow {
  const size = (to - from) / 4n;
  return { from: to - (size < 1n ? 1n : size), to };
}

function below(start: Offset, to: Offset, size: bigint): ReadWindow {
  if (to <= start) return { from: to, to };
  const from = to - size;
  return { from: from < start ? start : from, to };
}
