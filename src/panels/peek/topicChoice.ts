import { RE2JS, RE2JSSyntaxException } from "re2js";
import { visibleText } from "../../decode/visibleText";
import { KafkaError } from "../../kafka/errors";
import type { ClusterGateway } from "../../kafka/gateway";
import type { TopicDescription } from "../../kafka/model";
import type { TopicChoice } from "./protocol/query";

/** More at once would ask every leader for thousands of partitions. */
const maxTopics = 500;
const unknownTopicCode = 3;
const topicAuthorizationCode = 29;

/**
 * The topics a choice stands for now. A pattern must match a topic's whole name, and never names topics of the
 * brokers' own: so consumers subscribe.
 * @throws KafkaError when there is none, or the only one cannot be described
 */
export async function describeChoice(
  gateway: ClusterGateway,
  choice: TopicChoice,
  signal: AbortSignal,
): Promise<readonly TopicDescription[]> {
  const described =
    choice.kind === "topics"
      ? await gateway.describeTopics([...new Set(choice.topics)], signal)
      : await matching(gateway, choice.pattern, signal);
  const [first] = described;
  if (first === undefined) throw new KafkaError("There is no such topic.", { kind: "notFound" });
  if (described.length === 1 && first.failure !== undefined) throw topicError(first);
  return described;
}

async function matching(
  gateway: ClusterGateway,
  pattern: string,
  signal: AbortSignal,
): Promise<readonly TopicDescription[]> {
  const compiled = compile(pattern);
  const all = await gateway.listTopics(signal);
  const found = all.filter(({ topic, isInternal }) => !isInternal && compiled.matches(topic));
  if (found.length > maxTopics) {
    const text = `The pattern matches ${found.length} topics. Narrow it to at most ${maxTopics}.`;
    throw new KafkaError(text, { kind: "invalidInput" });
  }
  if (found.length === 0) {
    const text = "No topic's whole name matches the pattern.";
    throw new KafkaError(text, { kind: "invalidInput" });
  }
  return found;
}

function compile(pattern: string): RE2JS {
  try {
    return RE2JS.compile(pattern);
  } catch (error) {
    if (!(error instanceof RE2JSSyntaxException)) throw error;
    const text = `The pattern cannot be read: ${error.getDescription()}.`;
    throw new KafkaError(text, { kind: "invalidInput", cause: error });
  }
}

function topicError({ topic, failure }: TopicDescription): KafkaError {
  const code = failure?.code;
  if (code === unknownTopicCode) {
    return new KafkaError(`There is no topic ${visibleText(topic)}.`, { kind: "notFound", code });
  }
  const kind = code === topicAuthorizationCode ? "authorization" : "unexpected";
  return new KafkaError(failure?.message ?? "The topic cannot be described.", { kind, code });
}
