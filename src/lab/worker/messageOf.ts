import type { LabMessage } from "./orders";

/** As text, however it was written: what the lab writes is text. */
export function messageOf(
  partition: number,
  message: {
    readonly offset: string;
    readonly key: Buffer | null;
    readonly value: Buffer | null;
  },
): LabMessage {
  const { offset, key, value } = message;
  return { partition, offset, key: key?.toString() ?? "", value: value?.toString() ?? "" };
}
