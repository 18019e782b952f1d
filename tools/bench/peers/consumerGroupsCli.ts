import { runJavaTool } from "../../kafka/javaTool";
import type { JobRun } from "../jobs";

/** What kafka-consumer-groups.sh runs. */
const className = "org.apache.kafka.tools.consumer.group.ConsumerGroupCommand";

/**
 * Runs the command and takes the cells of its tables that `columns` chooses, counted from 0: GROUP, TOPIC,
 * PARTITION, CURRENT-OFFSET, LOG-END-OFFSET, LAG.
 */
export async function runConsumerGroups(
  bootstrapServers: string,
  args: readonly string[],
  columns: readonly number[],
): Promise<JobRun> {
  const startedAt = performance.now();
  const { stdout } = await runJavaTool(className, [
    "--bootstrap-server",
    bootstrapServers,
    ...args,
  ]);
  const ms = performance.now() - startedAt;
  const rows = stdout
    .split("\n")
    .map((line) => line.trim().split(/\s+/))
    .filter(([, , partition]) => /^\d+$/.test(partition ?? ""))
    .map((cells) => columns.map((column) => cells[column] ?? "").join(" "));
  return { ms, rows: rows.toSorted() };
}
