import { mapLimited } from "../connection/mapLimited";

/** More groups than this are asked about in several requests, so that no answer takes a broker too long. */
const maxGroupsPerRequest = 500;
/** Requests under way on one connection: a broker begins the next while we read the last. */
const maxParallelRequests = 4;

/** Asks about many groups of one coordinator in as few requests as are sane; the answers in order. */
export async function inGroupChunks<Answer>(
  groupIds: readonly string[],
  ask: (groupIds: readonly string[]) => Promise<readonly Answer[]>,
  groupsPerRequest = maxGroupsPerRequest,
): Promise<readonly Answer[]> {
  const chunks: (readonly string[])[] = [];
  for (let start = 0; start < groupIds.length; start += groupsPerRequest) {
    chunks.push(groupIds.slice(start, start + groupsPerRequest));
  }
  return (await mapLimited(chunks, maxParallelRequests, ask)).flat();
}
