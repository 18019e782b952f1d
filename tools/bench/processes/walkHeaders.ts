import type { Router } from "../../../src/kafka/connection/router";
import { fetchApi } from "../../../src/kafka/protocol/fetch";
import { readBatches } from "../../../src/kafka/protocol/recordBatch";
import type { JobRun, ReadParams } from "../jobs";
import { timed } from "./serveJobs";

const answerBytes = 8 * 1024 * 1024;

/** Fetches a partition as a scan does, and looks at nothing but the headers of its batches: no search can be faster. */
export async function walkHeaders(
  router: Router,
  { topic, messages }: ReadParams,
): Promise<JobRun> {
  const metadata = await router.topicMetadata([topic], new Set(), undefined);
  const leader = metadata.get(topic)?.partitions[0]?.leader ?? -1;
  const lane = router.openLane();
  const fetch = async (offset: bigint): Promise<Buffer> => {
    const partitions = [{ partition: 0, offset, maxBytes: answerBytes }];
    const answer = await lane.sendTo(
      leader,
      fetchApi,
      {
        ...{ maxWaitMs: 250, minBytes: 1, maxBytes: answerBytes, isolation: "readUncommitted" },
        topics: [{ topic, partitions }],
      },
      undefined,
    );
    const [fetched] = answer.topics[0]?.partitions ?? [];
    if (fetched?.errorCode !== 0) throw new Error(`Fetch failed with ${fetched?.errorCode ?? "?"}`);
    return fetched.records;
  };
  return timed(
    async () => {
      let records = 0;
      for (let offset = 0n; offset < BigInt(messages);) {
        const before = offset;
        const fetched = await fetch(offset);
        for (const batch of readBatches(fetched)) {
          records += batch.recordCount;
          offset = batch.lastOffset + 1n;
        }
        lane.giveBack(fetched);
        if (offset === before) throw new Error(`Nothing to read at offset ${offset}`);
      }
      return records;
    },
    (records) => [`messages ${records}`],
  );
}
