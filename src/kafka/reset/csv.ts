import type { Offset, TopicPartition } from "../model";

export interface CsvRow extends TopicPartition {
  readonly groupId: string;
  readonly offset: Offset;
}

/**
 * `group,topic,partition,offset`, as `kafka-consumer-groups --reset-offsets --from-file` reads it: no header, one
 * line each. The text is exact and therefore not guarded against spreadsheets taking a name for a formula.
 */
export function toOffsetsCsv(rows: readonly CsvRow[]): string {
  return rows
    .map(({ groupId, topic, partition, offset }) =>
      [field(groupId), field(topic), partition.toString(), offset.toString()]
        .join(",")
        .concat("\n"),
    )
    .join("");
}

function field(text: string): string {
  return /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
