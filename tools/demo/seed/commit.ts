import { createClusterGateway } from "../../../src/kafka/connection/createClusterGateway";
import type { OffsetToCommit } from "../../../src/kafka/model";

const silentLog = { debug: ignore, warn: ignore, error: ignore };

/**
 * Writes commits as the extension itself does: by one request that joins no group. kafkajs would join it, and
 * turn a KIP-848 group into a classic one.
 */
export async function commitAll(
  bootstrapServers: string,
  groups: ReadonlyMap<string, readonly OffsetToCommit[]>,
): Promise<void> {
  const gateway = createClusterGateway(
    {
      bootstrapServers: bootstrapServers.split(","),
      clientId: "kafka-offsets-demo",
      connectTimeoutMs: 5_000,
      requestTimeoutMs: 10_000,
    },
    silentLog,
  );
  try {
    for (const [groupId, offsets] of groups) {
      const results = await gateway.commitOffsets(groupId, offsets);
      const failed = results.find(({ failure }) => failure !== undefined);
      if (failed) throw new Error(`${groupId}: ${failed.failure?.message ?? "not committed"}`);
    }
  } finally {
    await gateway.close();
  }
}

function ignore(): void {
  // what matters is thrown
}
