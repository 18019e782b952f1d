import type { Position } from "../model";

export interface CsvRow extends Position {
  readonly groupId: string;
}

/**
 * `group,topic,partition,offset`, as `kafka-consumer-groups --reset-offsets --from-file` reads it: no header, one
 * line each. The text is exact and therefore not guarded against spreadsheets taking a name for a formula.
 */
export function toOffsetsCsv(rows: readonly CsvRow[]): string {
  return rows.map((row) => toLine([field(row.groupId), ...fieldsOf(row)])).join("");
}

/** The same of one group, without its column: `topic,partition,offset`. */
export function toTopicOffsetsCsv(rows: readonly Position[]): string {
  return rows.map((row) => toLine(fieldsOf(row))).join("");
}

function fieldsOf({ topic, partition, offset }: Position): readonly string[] {
  return [field(topic), partition.toString(), offset.toString()];
}

function toLine(fields: readonly string[]): string {
  return `${fields.join(",")}\n`;
}

function field(text: string): string {
  return /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
