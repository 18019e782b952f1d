import { errorOfCode } from "../connection/failure";
import { mapLimited } from "../connection/mapLimited";
import { retriableCodes, retry } from "../connection/retry";
import type { Router } from "../connection/router";
import { KafkaError } from "../errors";
import type { GroupListing, GroupType } from "../model";
import type { GroupListings } from "./groupListings";
import { listGroupsApi, type ListedGroup } from "../protocol/listGroups";

type GroupRouter = Pick<Router, "allBrokers" | "retryBudgetMs" | "sendTo">;

const types: ReadonlySet<string> = new Set<GroupType>(["classic", "consumer", "share", "streams"]);
const maxParallelBrokers = 8;

/**
 * All groups the user may see, sorted by id. Every broker is asked, since each knows those it coordinates.
 * @param known learns them
 * @throws KafkaError when one of them cannot be: a list without its groups would look complete
 */
export async function listGroups(
  router: GroupRouter,
  known: GroupListings,
  signal: AbortSignal | undefined,
): Promise<readonly GroupListing[]> {
  let groups: readonly GroupListing[] = [];
  let losses = 0;
  await retry({ budgetMs: router.retryBudgetMs, signal }, async () => {
    try {
      groups = await listGroupsOfAll(router, signal);
      return "done";
    } catch (error) {
      // a broker that has just gone is not part of the cluster the next time
      if (!(error instanceof KafkaError) || error.kind !== "unreachable" || ++losses > 1)
        throw error;
      return "again";
    }
  });
  known.learn(groups);
  return groups;
}

async function listGroupsOfAll(
  router: GroupRouter,
  signal: AbortSignal | undefined,
): Promise<readonly GroupListing[]> {
  const brokers = await router.allBrokers(signal);
  const answers = await mapLimited(brokers, maxParallelBrokers, ({ nodeId }) =>
    listGroupsOf(router, nodeId, signal),
  );
  const byId = new Map(answers.flat().map((group) => [group.groupId, group]));
  return [...byId.values()].sort((a, b) => (a.groupId < b.groupId ? -1 : 1));
}

/** The groups one broker coordinates. */
export async function listGroupsOf(
  router: Omit<GroupRouter, "allBrokers">,
  nodeId: number,
  signal: AbortSignal | undefined,
): Promise<readonly GroupListing[]> {
  let groups: readonly ListedGroup[] = [];
  let code = 0;
  await retry({ budgetMs: router.retryBudgetMs, signal }, async () => {
    const answer = await router.sendTo(nodeId, listGroupsApi, undefined, signal);
    groups = answer.groups;
    code = answer.errorCode;
    return retriableCodes.has(code) ? "again" : "done";
  });
  if (code !== 0) throw errorOfCode(code);
  return groups.map(toListing);
}

function toListing({ groupId, protocolType, state, type }: ListedGroup): GroupListing {
  return {
    groupId,
    type: toGroupType(type),
    protocolType,
    state: state === "" ? undefined : state,
  };
}

function toGroupType(type: string | undefined): GroupType {
  const name = type?.toLowerCase() ?? "";
  return isGroupType(name) ? name : "unknown";
}

function isGroupType(name: string): name is GroupType {
  return types.has(name);
}
