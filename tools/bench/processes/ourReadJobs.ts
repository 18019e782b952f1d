import type { ClusterGateway, ScanRequest, ScanStep } from "../../../src/kafka/gateway";
import type { JobHandlers, JobRun, PartitionedTopic, ReadParams } from "../jobs";
import { offsetRow, ReadSum } from "../rows";
import { HeapWatch } from "./heapWatch";
import { timed } from "./serveJobs";

const isolation = "readUncommitted";

/** Reading as the peek page, the search and the export do it. */
export function ourReadJobs(gateway: ClusterGateway): JobHandlers {
  return {
    seek: (params) =>
      timed(
        async () => {
          const at = { timestampMs: BigInt(params.timestampMs) };
          const found = await gateway.listOffsets(questions(params, at), isolation);
          return readFrom(gateway, found, params.partitions);
        },
        (messages) => messages,
      ),

    last: (params) =>
      timed(
        async () => {
          const ends = await gateway.listOffsets(questions(params, "latest"), isolation);
          const count = BigInt(params.messagesPerPartition);
          const from = ends.map((end) => ({ ...end, offset: (end.offset ?? 0n) - count }));
          return readFrom(gateway, from, params.partitions * params.messagesPerPartition);
        },
        (messages) => messages,
      ),

    read: async (params) => {
      await gateway.describeTopics([params.topic]);
      const sum = new ReadSum();
      return timed(
        async () => {
          await scan(gateway, params, undefined, ({ messages }) => {
            for (const { value } of messages) sum.add(value?.length ?? 0);
          });
        },
        () => sum.rows(),
      );
    },

    search: (params) => search(gateway, params, () => undefined),

    memory: async (params) => {
      const heap = new HeapWatch();
      const run = await search(gateway, params, () => {
        heap.sample();
      });
      return { ...run, figures: { megabytes: heap.growthMegabytes() } };
    },
  };
}

async function search(
  gateway: ClusterGateway,
  params: ReadParams & { readonly needle: string },
  onStep: () => void,
): Promise<JobRun> {
  await gateway.describeTopics([params.topic]);
  const hits: string[] = [];
  return timed(
    async () => {
      await scan(gateway, params, params.needle, ({ messages }) => {
        for (const { offset } of messages) hits.push(offset.toString());
        onStep();
      });
    },
    () => hits,
  );
}

async function scan(
  gateway: ClusterGateway,
  { topic, messages }: ReadParams,
  needle: string | undefined,
  onStep: (step: ScanStep) => void,
): Promise<void> {
  const request: ScanRequest = {
    ranges: [{ topic, partition: 0, from: 0n, to: BigInt(messages) }],
    isolation,
    ...(needle === undefined
      ? {}
      : { filter: { anyOf: [Buffer.from(needle)], select: (found) => found } }),
  };
  let scanned = 0n;
  for await (const step of gateway.scan(request)) {
    const [failure] = step.failures;
    if (failure !== undefined) throw new Error(failure.message);
    scanned = step.progress.scannedMessages;
    onStep(step);
  }
  if (scanned !== BigInt(messages)) throw new Error(`Scanned ${scanned} messages, not ${messages}`);
}

function questions<At>(
  { topic, partitions }: PartitionedTopic,
  at: At,
): { topic: string; partition: number; at: At }[] {
  return Array.from({ length: partitions }, (_, partition) => ({ topic, partition, at }));
}

async function readFrom(
  gateway: ClusterGateway,
  found: readonly { topic: string; partition: number; offset: bigint | undefined }[],
  maxMessages: number,
): Promise<string[]> {
  const from = found.flatMap(({ topic, partition, offset }) =>
    offset === undefined ? [] : [{ topic, partition, offset }],
  );
  const page = await gateway.readForward({ from, maxMessages, isolation });
  return page.messages.map(({ topic, partition, offset }) => offsetRow(topic, partition, offset));
}
