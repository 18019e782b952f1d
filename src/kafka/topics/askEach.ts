import { failureOfError } from "../connection/failure";
import { mapLimited } from "../connection/mapLimited";
import { toKafkaError } from "../connection/toKafkaError";
import type { KafkaError } from "../errors";
import type { Outcome } from "./askLeaders";

const maxParallel = 8;

/**
 * Asks every question once; what one of them fails at is its own failure.
 * @throws KafkaError when every one of them failed
 */
export async function askEach<Question, Value>(
  questions: readonly Question[],
  ask: (question: Question) => Promise<Value>,
): Promise<readonly ({ readonly question: Question } & Outcome<Value>)[]> {
  let error: KafkaError | undefined;
  const outcomes = await mapLimited(questions, maxParallel, async (question) => {
    try {
      return { question, value: await ask(question) };
    } catch (caught) {
      error = toKafkaError(caught, "the cluster");
      if (error.kind === "cancelled") throw error;
      return { question, failure: failureOfError(error) };
    }
  });
  const wasAnswered = outcomes.some(({ failure }) => failure === undefined);
  if (error !== undefined && !wasAnswered) throw error;
  return outcomes;
}
