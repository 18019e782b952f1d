import type { Message } from "../../src/kafka/model";
import { MemoryLog, type MessageDraft } from "./memoryLog";

/** One message as a log would hold it, at offset 0 of partition 0. */
export function messageOf(draft: MessageDraft, topic = "orders"): Message {
  const log = new MemoryLog(topic, 0);
  log.append(draft);
  const [message] = log.messages(0n, log.highWatermark, true);
  if (message === undefined) throw new Error("The log holds no message");
  return message;
}
