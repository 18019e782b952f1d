import type { AnswerBuffers } from "./answerBuffers";

/** An answer begins with its length, and goes on with the number of its request. */
const lengthBytes = 4;
const minAnswerBytes = 4;
/** What a broker claims is believed up to here; beyond, room is made for what came. */
const maxBytesAhead = 16 * 1024 * 1024;
/** More than the broker's versions and any login: whoever answers has not shown yet that it is Kafka. */
const maxGreetingBytes = 1024 * 1024;

/** Node's way to tell errors apart; kafkajs passes nothing else on. */
export const notKafkaCode = "ERR_NOT_KAFKA";

/** Divides what a socket receives into answers, copying it: the received bytes may be overwritten afterwards. */
export class AnswerFrames {
  private readonly length = Buffer.alloc(lengthBytes);
  private lengthFilled = 0;
  /** Of the answer being received; undefined between two. */
  private room: Buffer | undefined;
  private needed = 0;
  private filled = 0;
  private maxBytes = maxGreetingBytes;

  /** @param onAnswer told each answer, without its length */
  constructor(
    private readonly buffers: AnswerBuffers,
    private readonly onAnswer: (answer: Buffer) => void,
  ) {}

  /** @throws what `onAnswer` throws, and when the bytes are not Kafka's */
  receive(bytes: Buffer): void {
    for (let at = 0; at < bytes.length;) {
      at += this.room === undefined ? this.takeLength(bytes, at) : this.takeAnswer(bytes, at);
    }
  }

  /** For another socket: half an answer, broken off, must not be taken for the beginning of its first one. */
  reset(): void {
    this.forget();
    this.maxBytes = maxGreetingBytes;
  }

  /** The broker is known now: its answers may have any length. */
  trust(): void {
    this.maxBytes = Infinity;
  }

  private forget(): void {
    this.lengthFilled = 0;
    this.room = undefined;
  }

  /** How many bytes it took. */
  private takeLength(bytes: Buffer, at: number): number {
    const taken = bytes.copy(this.length, this.lengthFilled, at);
    this.lengthFilled += taken;
    if (this.lengthFilled < lengthBytes) return taken;
    const needed = this.length.readInt32BE();
    if (needed < minAnswerBytes || needed > this.maxBytes) throw notKafka(needed);
    this.needed = needed;
    this.filled = 0;
    this.room = this.buffers.take(Math.min(needed, maxBytesAhead));
    return taken;
  }

  private takeAnswer(bytes: Buffer, at: number): number {
    const room = this.roomForMore();
    const end = Math.min(this.needed, room.length) - this.filled + at;
    const taken = bytes.copy(room, this.filled, at, Math.min(end, bytes.length));
    this.filled += taken;
    if (this.filled === this.needed) {
      this.forget();
      this.onAnswer(room.subarray(0, this.needed));
    }
    return taken;
  }

  private roomForMore(): Buffer {
    let room = this.room ?? Buffer.alloc(0);
    if (this.filled === room.length) {
      const grown = this.buffers.take(Math.min(this.needed, room.length * 2));
      room.copy(grown);
      this.buffers.giveBack(room);
      room = grown;
    }
    this.room = room;
    return room;
  }
}

function notKafka(claimedBytes: number): Error {
  const error = new RangeError(`An answer claims ${claimedBytes} bytes.`);
  return Object.assign(error, { code: notKafkaCode });
}
