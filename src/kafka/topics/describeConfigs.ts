import { errorCode, failureIfAny } from "../connection/failure";
import type { Router } from "../connection/router";
import { KafkaError } from "../errors";
import type { ConfigEntry, ConfigResource, ConfigResult, ItemFailure } from "../model";
import {
  configResourceType,
  defaultConfigSource,
  describeConfigsApi,
  type DescribedConfig,
  type DescribedResource,
} from "../protocol/describeConfigs";
import { askEach } from "./askEach";

type ConfigRouter = Pick<Router, "sendTo" | "sendToAny">;

/** What one broker is asked: every broker knows the topics' settings, and each only its own. */
interface Question {
  /** Undefined: any. */
  readonly nodeId: number | undefined;
  readonly resources: readonly ConfigResource[];
}

/**
 * In the order asked, settings sorted by name; failures stay per resource.
 * @throws KafkaError when nothing at all could be asked, and `invalidInput` for a broker that is not a node id
 */
export async function describeConfigs(
  router: ConfigRouter,
  resources: readonly ConfigResource[],
  signal: AbortSignal | undefined,
): Promise<readonly ConfigResult[]> {
  const outcomes = await askEach(questionsFor(resources), ({ nodeId, resources: asked }) => {
    const question = {
      resources: asked.map(({ type, name }) => ({ type: configResourceType[type], name })),
    };
    return nodeId === undefined
      ? router.sendToAny(describeConfigsApi, question, signal)
      : router.sendTo(nodeId, describeConfigsApi, question, signal);
  });
  const results = new Map<string, ConfigResult>();
  for (const { question, value, failure } of outcomes) {
    const answers = new Map(
      value?.resources.map((answer) => [`${answer.type}:${answer.name}`, answer]),
    );
    for (const resource of question.resources) {
      const answer = answers.get(`${configResourceType[resource.type]}:${resource.name}`);
      results.set(keyOf(resource), toResult(resource, answer, failure));
    }
  }
  return resources.flatMap((resource) => results.get(keyOf(resource)) ?? []);
}

function questionsFor(resources: readonly ConfigResource[]): Question[] {
  const unique = [...new Map(resources.map((resource) => [keyOf(resource), resource])).values()];
  const byNode = Map.groupBy(unique, ({ type, name }) =>
    type === "topic" ? undefined : toNodeId(name),
  );
  return [...byNode].map(([nodeId, asked]) => ({ nodeId, resources: asked }));
}

function toNodeId(name: string): number {
  if (/^\d{1,9}$/.test(name)) return Number(name);
  throw new KafkaError(`"${name}" is not the id of a broker.`, { kind: "invalidInput" });
}

function toResult(
  { type, name }: ConfigResource,
  answer: DescribedResource | undefined,
  failure: ItemFailure | undefined,
): ConfigResult {
  const entries = (answer?.configs ?? []).map(toEntry).sort(byName);
  const code = answer?.errorCode ?? errorCode.networkException;
  return { type, name, entries, failure: failure ?? failureIfAny(code) };
}

function toEntry({ source, ...config }: DescribedConfig): ConfigEntry {
  return { ...config, isDefault: source === defaultConfigSource };
}

function byName(one: ConfigEntry, other: ConfigEntry): number {
  return one.name < other.name ? -1 : 1;
}

function keyOf({ type, name }: ConfigResource): string {
  return `${type}:${name}`;
}
