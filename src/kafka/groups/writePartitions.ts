import { errorCode, errorOfCode, failureIfAny } from "../connection/failure";
import { retry } from "../connection/retry";
import { sendOnce, type Write } from "../connection/sendOnce";
import { KafkaError } from "../errors";
import type { ItemFailure, TopicPartition } from "../model";
import { partitionKey } from "../partitionMap";
import type { Operation } from "../protocol/operations";
import type { PerTopic } from "../protocol/perTopic";
import type { CoordinatorRouter } from "./askCoordinators";
import { readyCoordinators, throwIfInDoubt } from "./groupWrite";

/** A write whose answer has a code for each partition. */
export interface PartitionWrite<Question, Answer> extends Write<Question, Answer> {
  /** @throws KafkaError `invalidInput` */
  readonly toQuestion: () => Question;
  readonly topicsOf: (answer: Answer) => readonly PerTopic<{
    readonly partition: number;
    readonly errorCode: number;
  }>[];
  /** What the user must be allowed to do with the group and with each topic, in Kafka's words. */
  readonly needs: { readonly group: Operation; readonly topic: Operation };
  /** The code of the group as a whole, which stands for all its partitions. */
  readonly groupCodeOf?: (answer: Answer) => number;
}

interface WriteResult extends TopicPartition {
  readonly failure: ItemFailure | undefined;
}

/**
 * Writes to partitions of one group; the results in the order given. Sent again only while the coordinator is
 * loading its groups, when it refuses before it applies anything.
 * @throws KafkaError as `sendOnce`; `invalidInput` before anything is sent
 */
export async function writePartitions<Question, Answer>(
  router: CoordinatorRouter,
  groupId: string,
  partitions: readonly TopicPartition[],
  signal: AbortSignal | undefined,
  write: PartitionWrite<Question, Answer>,
): Promise<readonly WriteResult[]> {
  refuseRepeated(partitions);
  const question = write.toQuestion();
  let groupCode: number = errorCode.none;
  const codes = new Map<string, number>();
  await retry({ budgetMs: router.retryBudgetMs, signal }, async () => {
    const nodeId = await readyCoordinator(router, groupId, signal);
    const answer = await sendOnce(await router.connect(nodeId, signal), write, question, signal);
    groupCode = write.groupCodeOf?.(answer) ?? errorCode.none;
    for (const { topic, partitions: answered } of write.topicsOf(answer)) {
      for (const { partition, errorCode: code } of answered) {
        codes.set(partitionKey({ topic, partition }), code);
      }
    }
    const all = groupCode === errorCode.none ? [...codes.values()] : [groupCode];
    const isLoading = (code: number): boolean => code === errorCode.coordinatorLoadInProgress;
    return all.length > 0 && all.every(isLoading) ? "again" : "done";
  });
  throwIfInDoubt([groupCode, ...codes.values()], write.doubt);
  return partitions.map(({ topic, partition }) => {
    const code = codes.get(partitionKey({ topic, partition })) ?? errorCode.unknownServerError;
    const decisive = groupCode === errorCode.none ? code : groupCode;
    return { topic, partition, failure: refusal(decisive, { groupId, topic }, write.needs) };
  });
}

/** Undefined for code 0. */
function refusal(
  code: number,
  { groupId, topic }: { readonly groupId: string; readonly topic: string },
  needs: PartitionWrite<never, never>["needs"],
): ItemFailure | undefined {
  if (code === errorCode.groupAuthorizationFailed) {
    return { code, message: `This needs ${needs.group} on group ${groupId}.` };
  }
  if (code === errorCode.topicAuthorizationFailed) {
    return { code, message: `This needs ${needs.topic} on topic ${topic}.` };
  }
  return failureIfAny(code);
}

function refuseRepeated(partitions: readonly TopicPartition[]): void {
  if (partitions.length === 0) throw invalid("There is no partition to write to.");
  const seen = new Set<string>();
  for (const partition of partitions) {
    const key = partitionKey(partition);
    if (seen.has(key)) throw invalid(`${partition.topic}/${partition.partition} is given twice.`);
    seen.add(key);
  }
}

async function readyCoordinator(
  router: CoordinatorRouter,
  groupId: string,
  signal: AbortSignal | undefined,
): Promise<number> {
  const [ready] = await readyCoordinators(router, [groupId], signal);
  if (ready?.value !== undefined) return ready.value;
  throw errorOfCode(ready?.failure.code ?? errorCode.coordinatorNotAvailable);
}

function invalid(message: string): KafkaError {
  return new KafkaError(message, { kind: "invalidInput" });
}
