import { errorCode, failureOf } from "../connection/failure";
import { beforeSending } from "../connection/inDoubt";
import { retry } from "../connection/retry";
import type { Router } from "../connection/router";
import { sendOnce, type Write } from "../connection/sendOnce";
import { KafkaError } from "../errors";
import type { ItemFailure, TopicResult } from "../model";
import type { TopicAnswer } from "../protocol/topicAnswer";

const unanswered = { errorCode: errorCode.unknownServerError, errorMessage: undefined };

const unknownOutcome: ReadonlySet<number> = new Set([
  errorCode.unknownServerError,
  errorCode.requestTimedOut,
  errorCode.networkException,
]);

export type ControllerRouter = Pick<Router, "connect" | "metadata" | "retryBudgetMs">;

/**
 * Writes. Sends one request to the controller, and never again; the results are in the order of the topics.
 * @throws KafkaError `timeout` or `unreachable` when the outcome is unknown, also when the call is cancelled or the
 * gateway closed after it was sent
 */
export async function writeTopics<Question>(
  router: ControllerRouter,
  topics: readonly string[],
  write: Write<Question, { readonly topics: readonly TopicAnswer[] }>,
  question: Question,
  signal: AbortSignal | undefined,
): Promise<readonly TopicResult[]> {
  if (topics.length === 0) return [];
  const connection = await beforeSending(async () =>
    router.connect(await findController(router, signal), signal),
  );
  const answer = await sendOnce(connection, write, question, signal);
  const answers = new Map(answer.topics.map((one) => [one.topic, one]));
  return topics.map((topic) => toResult(topic, answers.get(topic), write.doubt));
}

async function findController(
  router: ControllerRouter,
  signal: AbortSignal | undefined,
): Promise<number> {
  let controllerId = -1;
  await retry({ budgetMs: router.retryBudgetMs, signal }, async () => {
    ({ controllerId } = await router.metadata([], signal));
    return controllerId < 0 ? "again" : "done";
  });
  if (controllerId >= 0) return controllerId;
  throw new KafkaError("The cluster has no controller at the moment.", { kind: "noLeader" });
}

function toResult(topic: string, answer: TopicAnswer | undefined, doubt: string): TopicResult {
  const { errorCode: code, errorMessage = "" } = answer ?? unanswered;
  if (code === errorCode.none) return { topic };
  const failure = failureOf(code);
  const told = [
    failure.message,
    ...(errorMessage === "" ? [] : [`The broker says: ${errorMessage}`]),
    ...(isTopicInDoubt(failure) ? [doubt] : []),
  ];
  return { topic, failure: { code, message: told.join(" ") } };
}

/** The controller may have done it all the same, for instance later than it waited for it. */
export function isTopicInDoubt({ code }: ItemFailure): boolean {
  return unknownOutcome.has(code);
}
