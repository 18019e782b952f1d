import { failureOfError } from "../connection/failure";
import type { Sender } from "../connection/lane";
import { toKafkaError } from "../connection/toKafkaError";
import type { TopicIds } from "../gateway";
import type { IsolationLevel, Position } from "../model";
import { fetchFromLeaders, type FetchOutcome } from "./leaderFetch";

/** What a reader needs next. */
export interface WantedFetch extends Position {
  readonly maxBytes: number;
  /** How long the broker may wait where there is nothing. */
  readonly maxWaitMs: number;
}

export interface PageFetches {
  readonly router: Parameters<typeof fetchFromLeaders>[0];
  readonly sender: Pick<Sender, "sendTo">;
  readonly isolation: IsolationLevel;
  readonly topicIds: TopicIds;
  /** Of one broker's answer. */
  readonly maxBytes: number;
  readonly maxPartitionBytes: number;
}

/** Only what is known to exist is fetched: whatever is there is sent at once. */
const minBytes = 1;

/**
 * Fetches for many partitions with as few requests as there are leaders, outcomes in the order asked. A large
 * partition starves none: those that came back empty while others had data may have found no room, or hold a
 * first batch that is larger than they asked for, and are asked again, first in line and with more room. So an
 * answer without data is from a broker that had nothing else to send.
 */
export async function fetchForPage(
  fetches: PageFetches,
  wanted: readonly WantedFetch[],
  signal: AbortSignal | undefined,
): Promise<readonly FetchOutcome[]> {
  const outcomes: FetchOutcome[] = [];
  let open = wanted.map((want, index) => ({ want, index }));
  while (open.length > 0) {
    const answers = await fetchOnce(
      fetches,
      open.map(({ want }) => want),
      signal,
    );
    const isAnyFilled = answers.some(({ fetched }) => fetched !== undefined && !isEmpty(fetched));
    const crowdedOut: typeof open = [];
    for (const [place, answer] of answers.entries()) {
      const asked = open[place];
      if (asked === undefined) continue;
      if (isAnyFilled && answer.fetched !== undefined && isEmpty(answer.fetched)) {
        crowdedOut.push({ ...asked, want: withMoreRoom(asked.want, fetches) });
      } else outcomes[asked.index] = answer;
    }
    open = crowdedOut;
  }
  return outcomes;
}

async function fetchOnce(
  { router, sender, isolation, topicIds, maxBytes }: PageFetches,
  wanted: readonly WantedFetch[],
  signal: AbortSignal | undefined,
): Promise<readonly FetchOutcome[]> {
  const positions = wanted.map((want) => ({ ...want, topicId: topicIds.get(want.topic) }));
  const limits = {
    isolation,
    minBytes,
    maxWaitMs: Math.max(...wanted.map((want) => want.maxWaitMs)),
    maxBytes: Math.max(maxBytes, ...wanted.map((want) => want.maxBytes)),
  };
  try {
    return await fetchFromLeaders(router, sender, positions, limits, signal);
  } catch (caught) {
    const error = toKafkaError(caught, "the partitions' leaders");
    if (error.kind !== "unreachable" && error.kind !== "timeout") throw error;
    // what was read before is still good
    return wanted.map(() => ({ failure: failureOfError(error) }));
  }
}

function isEmpty({ records }: { readonly records: Buffer }): boolean {
  return records.length === 0;
}

function withMoreRoom(
  want: WantedFetch,
  { maxBytes, maxPartitionBytes }: PageFetches,
): WantedFetch {
  const more = Math.min(want.maxBytes * 4, maxPartitionBytes, maxBytes);
  return { ...want, maxBytes: Math.max(want.maxBytes, more) };
}
