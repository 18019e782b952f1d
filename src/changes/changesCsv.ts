import { textCell } from "../export/csv";
import type { TopicPartition } from "../kafka/model";
import { partitionKey } from "../kafka/partitionMap";
import type { ChangeRecord } from "./changeRecord";

const columns = [
  "id",
  "at",
  "action",
  "cluster",
  "clusterId",
  "bootstrapServers",
  "group",
  "target",
  "undoes",
  "topic",
  "partition",
  "before",
  "after",
  "result",
  "ok",
  "message",
] as const;

type Row = Readonly<Record<(typeof columns)[number], string>>;

/**
 * One line for each partition that was to be changed, message or topic, or one without any, under a line of titles.
 */
export function toChangesCsv(records: readonly ChangeRecord[]): string {
  const lines = records
    .flatMap(toRows)
    .map((row) => columns.map((column) => textCell(row[column])).join(","));
  return [columns.join(","), ...lines].map((line) => `${line}\r\n`).join("");
}

function toRows(record: ChangeRecord): readonly Row[] {
  const { cluster, outcome } = record;
  const results = new Map(
    outcome?.partitions.map(({ topic, partition, result }) => [
      partitionKey({ topic, partition }),
      result,
    ]),
  );
  const change: Row = {
    id: record.id,
    at: record.at,
    action: record.action,
    cluster: cluster.name,
    clusterId: cluster.clusterId ?? "",
    bootstrapServers: cluster.bootstrapServers.join(" "),
    group: record.groupId ?? "",
    target: record.target,
    undoes: record.undoes ?? "",
    topic: "",
    partition: "",
    before: "",
    after: "",
    result: "",
    ok: outcome === null ? "" : String(outcome.ok),
    message: outcome?.message ?? "",
  };
  const { message, topics = [] } = record;
  if (message !== undefined) return [{ ...change, ...placeOf(message, results) }];
  if (topics.length > 0) return topics.map((topic) => ({ ...change, topic }));
  if (record.partitions.length === 0) return [change];
  return record.partitions.map((partition) => ({
    ...change,
    ...placeOf(partition, results),
    before: partition.before ?? "",
    after: partition.after ?? "",
  }));
}

function placeOf(
  at: TopicPartition,
  results: ReadonlyMap<string, string>,
): Pick<Row, "topic" | "partition" | "result"> {
  const { topic, partition } = at;
  return { topic, partition: partition.toString(), result: results.get(partitionKey(at)) ?? "" };
}
