import type { ClusterGateway } from "../../../src/kafka/gateway";
import { applyReset } from "../../../src/kafka/reset/applyReset";
import { planReset } from "../../../src/kafka/reset/plan";
import { readResetFacts } from "../../../src/kafka/reset/readResetFacts";
import type { ResetRequest } from "../../../src/kafka/reset/target";
import type { CommittedOffset } from "../../../src/kafka/model";
import { PartitionMap } from "../../../src/kafka/partitionMap";
import { lagOf, measure, type Measure } from "../../../src/views/measure";
import type { JobHandlers } from "../jobs";
import { isOwnTopic, lagRow, offsetRow, rangeRow } from "../rows";
import { timed } from "./serveJobs";

/** The questions that the tree asks, by the same functions, and a reset as the reset page does it. */
export function ourAdminJobs(gateway: ClusterGateway): JobHandlers {
  const { signal } = new AbortController();
  return {
    lag: ({ group }) =>
      timed(
        async () => {
          const [committed] = await gateway.fetchCommittedOffsets([group], signal);
          const commits = committed?.value ?? [];
          return lagsOf(commits, await measure(gateway, commits, signal));
        },
        (lags) => lags.map(toLagRow),
      ),

    groups: () =>
      timed(
        async () => {
          const ids = (await gateway.listGroups(signal)).map(({ groupId }) => groupId);
          const [described, committed] = await Promise.all([
            gateway.describeGroups(ids, signal),
            gateway.fetchCommittedOffsets(ids, signal),
          ]);
          if (described.length !== ids.length) throw new Error("Not every group was described");
          const partitions = new PartitionMap(committed.flatMap(({ value }) => value ?? []));
          const measured = await measure(gateway, partitions.values(), signal);
          return committed.map(({ groupId, value }) => ({
            groupId,
            lags: lagsOf(value ?? [], measured),
          }));
        },
        (groups) =>
          groups.flatMap(({ groupId, lags }) => lags.map((lag) => `${groupId} ${toLagRow(lag)}`)),
      ),

    topics: () =>
      timed(
        async () => {
          const topics = await gateway.listTopics(signal);
          const partitions = topics.flatMap(({ topic, partitions: described }) =>
            described.map(({ partition }) => ({ topic, partition })),
          );
          return { partitions, measured: await measure(gateway, partitions, signal) };
        },
        ({ partitions, measured }) =>
          partitions
            .filter(({ topic }) => isOwnTopic(topic))
            .map((partition) => {
              const { start, end } = measured(partition);
              if (start === undefined || end === undefined) throw new Error("A partition unread");
              return rangeRow(partition.topic, partition.partition, start, end);
            }),
      ),

    reset: ({ group, to }) =>
      timed(
        async () => {
          const request: ResetRequest = {
            groupId: group,
            scope: { kind: "allTopics" },
            target: { to },
          };
          const plan = planReset(request, await readResetFacts(gateway, request, signal));
          const result = await applyReset(gateway, plan, signal);
          if (result.kind !== "sent") throw new Error(result.changes.join(" "));
          return result.rows;
        },
        (rows) =>
          rows.map(({ topic, partition, target, outcome }) => {
            if (outcome.kind !== "written" || target === undefined)
              throw new Error(`${topic} ${partition} not written`);
            return offsetRow(topic, partition, target);
          }),
      ),
  };
}

interface MeasuredLag {
  readonly commit: CommittedOffset;
  readonly end: bigint | undefined;
  readonly lag: ReturnType<typeof lagOf>;
}

function lagsOf(commits: readonly CommittedOffset[], measured: Measure): MeasuredLag[] {
  return commits.map((commit) => {
    const watermarks = measured(commit);
    return { commit, end: watermarks.end, lag: lagOf(commit, watermarks) };
  });
}

function toLagRow({ commit, end, lag }: MeasuredLag): string {
  const { topic, partition, offset } = commit;
  if (offset === undefined || end === undefined || !("lag" in lag)) {
    throw new Error(`The lag of ${topic}-${partition} is unknown`);
  }
  return lagRow(topic, partition, { committed: offset, end }, lag.lag);
}
