import { randomBytes } from "node:crypto";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";

import { repositoryRoot } from "../paths";

/** Everything the demo keeps between runs, except Kafka's data. */
export const demoDirectory = path.join(repositoryRoot, ".demo");

const passwordFile = path.join(demoDirectory, "password");

const guide = `# Kafka Offsets: a demo cluster to try things on

Choose **Kafka Offsets** in the activity bar, and open the cluster **demo**.

| Topic | What is in it |
| --- | --- |
| consumer-rebalancing-demo | \`Message-N\` in 4 partitions. Keys 0 to 3 reach only partitions 0 and 3 with the default partitioner, so further keys fill the others |
| orders | 120,000 JSON messages of the last five days, with headers, in 6 partitions |
| customers | compacted, with tombstones |
| payments | written in transactions, every fourth of them aborted |
| audit-log | its oldest messages are deleted |
| events-none, -gzip, -snappy, -lz4, -zstd | one topic per codec |

| Group | Its situation |
| --- | --- |
| orders-billing | up to date |
| orders-shipping | lags behind |
| orders-analytics | never committed on partitions 3 to 5 |
| audit-past-the-end | committed offsets that do not exist yet |
| audit-before-the-start | committed offsets that are deleted |
| payments-kip848-empty | empty, of the new protocol (KIP-848) |
| group-1 | live: two classic consumers |
| payments-kip848-live | live: one consumer of the new protocol |

Try: **Peek Messages…** on orders at a time yesterday; **Reset Offsets…** on orders-shipping; the same on group-1, which is refused.
`;

/** The folder that the workbench opens, with a guide in it. */
export async function prepareWorkspace(): Promise<string> {
  const workspace = path.join(demoDirectory, "workspace");
  await mkdir(demoDirectory, { recursive: true, mode: 0o700 });
  await mkdir(workspace, { recursive: true });
  await writeFile(path.join(workspace, "README.md"), guide);
  return workspace;
}

/** The same over all runs, for this user's eyes only. */
export async function demoPassword(): Promise<string> {
  try {
    return await readFile(passwordFile, "utf8");
  } catch {
    const password = randomBytes(12).toString("base64url");
    await writeFile(passwordFile, password, { mode: 0o600 });
    return password;
  }
}
