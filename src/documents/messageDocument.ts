import { messageText } from "../decode/messageText";
import type { Message } from "../kafka/model";
import type { ReadOnlyDocument } from "./readOnlyDocuments";

/** One message with everything known of it, as JSON. */
export function messageDocument(message: Message, clusterName: string): ReadOnlyDocument {
  const { topic, partition, offset } = message;
  return {
    folder: clusterName,
    name: `${topic} ${partition} ${offset}.json`,
    text: messageText(message),
  };
}
