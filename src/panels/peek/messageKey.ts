import type { Position } from "../../kafka/model";
import { partitionKey } from "../../kafka/partitionMap";

/** Names one message among those of all topics. */
export function messageKey(message: Position): string {
  return `${partitionKey(message)}:${message.offset}`;
}
