import type { Message } from "../model";

/** Reads one chunk to its end, some messages at a time. What it does not show goes to the partition's gaps. */
export interface ChunkReader {
  /** How many messages it looked at so far. */
  readonly messagesRead: number;
  /** Appends the next messages, at most `max` and maybe none. True when there are no more. */
  takeInto(messages: Message[], max: number): boolean;
}
