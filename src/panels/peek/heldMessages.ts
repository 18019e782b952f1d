import type { Message, Position } from "../../kafka/model";
import { messageKey } from "./messageKey";

export interface HeldLimits {
  readonly maxMessages: number;
  readonly maxBytes: number;
}

/** The newest messages of those added, within limits: the oldest are let go. */
export class HeldMessages {
  private readonly messages = new Map<string, Message>();
  private bytes = 0;

  constructor(private readonly limits: HeldLimits) {}

  add(messages: readonly Message[]): void {
    for (const message of messages) {
      this.remove(messageKey(message));
      this.messages.set(messageKey(message), message);
      this.bytes += sizeOf(message);
      this.letGo();
    }
  }

  find(position: Position): Message | undefined {
    return this.messages.get(messageKey(position));
  }

  /** In the order they were added. */
  values(): readonly Message[] {
    return [...this.messages.values()];
  }

  private letGo(): void {
    const { maxMessages, maxBytes } = this.limits;
    while (this.messages.size > maxMessages || (this.bytes > maxBytes && this.messages.size > 1)) {
      const [oldest] = this.messages.keys();
      if (oldest === undefined) return;
      this.remove(oldest);
    }
  }

  private remove(key: string): void {
    const message = this.messages.get(key);
    if (message === undefined) return;
    this.messages.delete(key);
    this.bytes -= sizeOf(message);
  }
}

/** What is not text has a size, too: headers, and what the engine needs for each message. */
function sizeOf({ key, value, headers }: Message): number {
  const inHeaders = headers.reduce(
    (sum, one) => sum + one.key.length + (one.value?.length ?? 0),
    0,
  );
  return (key?.length ?? 0) + (value?.length ?? 0) + inHeaders + overheadBytes;
}

const overheadBytes = 500;
