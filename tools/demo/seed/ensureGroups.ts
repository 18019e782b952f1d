import { runJavaTool } from "../../kafka/javaTool";
import { commitAll } from "./commit";
import { emptyGroups, endOffsetsOf, type Commit } from "./emptyGroups";
import { payments } from "./payments";
import type { SeedTarget } from "./topicSeed";

const emptyKip848Group = "payments-kip848-empty";

/** Returns how many groups it made. */
export async function ensureEmptyGroups(
  known: ReadonlySet<string>,
  target: SeedTarget,
): Promise<number> {
  const commits = new Map<string, readonly Commit[]>();
  for (const group of emptyGroups.filter(({ groupId }) => !known.has(groupId))) {
    commits.set(group.groupId, group.commits(await endOffsetsOf(group.topic, target)));
  }
  if (commits.size > 0) await commitAll(target.bootstrapServers, commits);
  return commits.size;
}

/** A consumer of the new protocol that reads a little and leaves; returns how many groups it made. */
export async function ensureEmptyKip848Group(
  known: ReadonlySet<string>,
  { bootstrapServers, signal }: SeedTarget,
): Promise<number> {
  if (known.has(emptyKip848Group)) return 0;
  await runJavaTool(
    "org.apache.kafka.tools.consumer.ConsoleConsumer",
    [
      ...["--bootstrap-server", bootstrapServers, "--topic", payments.name],
      ...["--group", emptyKip848Group, "--command-property", "group.protocol=consumer"],
      ...["--from-beginning", "--max-messages", "60"],
    ],
    { signal },
  );
  return 1;
}
