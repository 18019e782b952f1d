import { throwIfCancelled } from "../connection/deadline";
import { errorCode, errorOfCode, failureIfAny, failureOf } from "../connection/failure";
import { retry } from "../connection/retry";
import { KafkaError, type KafkaErrorKind } from "../errors";
import type { CommitResult, OffsetToCommit } from "../model";
import {
  offsetCommitApi,
  type OffsetCommitAnswer,
  type OffsetCommitQuestion,
} from "../protocol/offsetCommit";
import { partitionKey } from "../partitionMap";
import { offsetFetchApi } from "../protocol/offsetFetch";
import { groupIntoTopics } from "../topics/groupIntoTopics";
import { askCoordinators, type CoordinatorRouter } from "./askCoordinators";

const noLeaderEpoch = -1;

/** With these the coordinator may have stored the offsets all the same: in time, or before it lost its place. */
const unknownOutcome: ReadonlySet<number> = new Set([
  errorCode.requestTimedOut,
  errorCode.coordinatorNotAvailable,
  errorCode.notCoordinator,
]);

/** Kinds that stand for themselves: the request was never sent, or callers know what these mean. */
const tellsOutcome: ReadonlySet<KafkaErrorKind> = new Set([
  "invalidInput",
  "unsupported",
  "timeout",
  "unreachable",
]);

/**
 * Writes. Sends one OffsetCommit, and never again once its outcome is in doubt. Only a coordinator that is
 * still loading its groups is asked again: it refuses before it applies anything.
 * @throws KafkaError `timeout` or `unreachable` when the outcome is unknown, also when the commit is cancelled or
 * the gateway closed after it was sent; `invalidInput` before anything is sent
 */
export async function commitOffsets(
  router: CoordinatorRouter,
  groupId: string,
  offsets: readonly OffsetToCommit[],
  signal: AbortSignal | undefined,
): Promise<readonly CommitResult[]> {
  const question = toQuestion(groupId, offsets);
  const codes = new Map<string, number>();
  await retry({ budgetMs: router.retryBudgetMs, signal }, async () => {
    const nodeId = await readyCoordinator(router, groupId, signal);
    const answer = await sendOnce(router, nodeId, question, signal);
    for (const { topic, partitions } of answer.topics) {
      for (const { partition, errorCode: code } of partitions) {
        codes.set(partitionKey({ topic, partition }), code);
      }
    }
    const isLoading = (code: number): boolean => code === errorCode.coordinatorLoadInProgress;
    return codes.size > 0 && [...codes.values()].every(isLoading) ? "again" : "done";
  });
  const doubt = [...codes.values()].find((code) => unknownOutcome.has(code));
  if (doubt !== undefined) throw outcomeUnknown({ code: doubt });
  return offsets.map(({ topic, partition }) => {
    const code = codes.get(partitionKey({ topic, partition }));
    const failure = code === undefined ? failureOf(-1) : failureIfAny(code);
    return { topic, partition, failure };
  });
}

function toQuestion(groupId: string, offsets: readonly OffsetToCommit[]): OffsetCommitQuestion {
  const seen = new Set<string>();
  for (const { topic, partition, offset } of offsets) {
    const name = `${topic}/${partition}`;
    if (offset < 0n) throw invalid(`${name}: offset ${offset.toString()} is negative.`);
    if (seen.has(name)) throw invalid(`${name} is given twice.`);
    seen.add(name);
  }
  if (offsets.length === 0) throw invalid("There is no offset to commit.");
  return {
    groupId,
    topics: groupIntoTopics(
      offsets.map(({ topic, partition, offset, leaderEpoch, metadata }) => ({
        topic,
        item: {
          partition,
          offset,
          leaderEpoch: leaderEpoch ?? noLeaderEpoch,
          metadata: metadata ?? "",
        },
      })),
    ),
  };
}

/**
 * The group's coordinator, once it answers for the group. A coordinator that has just got the group may refuse
 * with a code that leaves a commit in doubt; a question can be repeated until it is ready, a commit cannot.
 */
async function readyCoordinator(
  router: CoordinatorRouter,
  groupId: string,
  signal: AbortSignal | undefined,
): Promise<number> {
  const [ready] = await askCoordinators<number>(router, [groupId], signal, async (nodeId) => {
    const question = { groups: [{ groupId, topics: [] }], requireStable: false };
    const { groups } = await router.sendTo(nodeId, offsetFetchApi, question, signal);
    const code = groups.find((group) => group.groupId === groupId)?.errorCode ?? errorCode.none;
    const isReady = code === errorCode.none || code === errorCode.groupIdNotFound;
    return [isReady ? { groupId, value: nodeId } : { groupId, failure: failureOf(code) }];
  });
  if (ready?.value !== undefined) return ready.value;
  throw errorOfCode(ready?.failure.code ?? errorCode.coordinatorNotAvailable);
}

/** An error after the request has left says nothing about what the coordinator does with it. */
async function sendOnce(
  router: CoordinatorRouter,
  nodeId: number,
  question: OffsetCommitQuestion,
  signal: AbortSignal | undefined,
): Promise<OffsetCommitAnswer> {
  const connection = await router.connect(nodeId, signal);
  throwIfCancelled(signal);
  try {
    return await connection.send(offsetCommitApi, question, signal);
  } catch (error) {
    if (error instanceof KafkaError && tellsOutcome.has(error.kind)) throw error;
    throw outcomeUnknown({ cause: error });
  }
}

function outcomeUnknown(details: { code: number } | { cause: unknown }): KafkaError {
  const message =
    "It is not known whether the offsets were stored. Read them back before anything else.";
  return new KafkaError(message, { kind: "timeout", ...details });
}

function invalid(message: string): KafkaError {
  return new KafkaError(message, { kind: "invalidInput" });
}
