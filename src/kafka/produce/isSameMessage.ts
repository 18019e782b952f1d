import type { Message, MessageHeader, MessageToProduce } from "../model";

/** Byte by byte. The time counts only where the broker did not set it. */
export function isSameMessage(sent: MessageToProduce, found: Message): boolean {
  const isSameTime =
    found.timestampType === "logAppendTime" || found.timestampMs === sent.timestampMs;
  return (
    isSameTime &&
    isSameBytes(sent.key, found.key) &&
    isSameBytes(sent.value, found.value) &&
    isSameHeaders(sent.headers, found.headers)
  );
}

function isSameHeaders(sent: readonly MessageHeader[], found: readonly MessageHeader[]): boolean {
  return (
    sent.length === found.length &&
    sent.every(({ key, value }, index) => {
      const other = found[index];
      return other?.key === key && isSameBytes(value, other.value);
    })
  );
}

function isSameBytes(one: Buffer | undefined, other: Buffer | undefined): boolean {
  if (one === undefined || other === undefined) return one === other;
  return one.equals(other);
}
