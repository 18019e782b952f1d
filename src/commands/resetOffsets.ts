import type { ResetScope, ResetTarget } from "../kafka/reset/target";
import type { CommandId } from "../manifest";
import type { CommandHandlers, CommandNode } from "./commandArguments";
import { resetHost, type ResetServices } from "./resetOffsetsHost";
import { ResetPrompts } from "./resetOffsetsPrompts";

type ResetCommandId = Extract<CommandId, `kafkaOffsets.resetOffsets${string}`>;

/** What a reset may be started from. */
type ResetNode = CommandNode<ResetCommandId>;

/** What is known before anything is asked. */
interface Start {
  readonly clusterId: string;
  readonly groupId: string;
  readonly scope: ResetScope;
}

/** Each asks for what it was not given, and shows the preview. None of them writes. */
export function resetCommands(services: ResetServices): Pick<CommandHandlers, ResetCommandId> {
  const to = (kind?: ResetTarget["to"]) => (node?: ResetNode) => startReset(services, node, kind);
  return {
    "kafkaOffsets.resetOffsets": to(),
    "kafkaOffsets.resetOffsetsToEarliest": to("earliest"),
    "kafkaOffsets.resetOffsetsToLatest": to("latest"),
    "kafkaOffsets.resetOffsetsToOffset": to("offset"),
    "kafkaOffsets.resetOffsetsToTimestamp": to("timestamp"),
  };
}

async function startReset(
  services: ResetServices,
  node: ResetNode | undefined,
  givenKind: ResetTarget["to"] | undefined,
): Promise<void> {
  const given = startOf(node);
  const prompts = new ResetPrompts(services.pickers, questions(services, given, givenKind));
  const start = given ?? (await askForStart(services, prompts));
  const cluster = start && services.clusters.get(start.clusterId);
  if (start === undefined || cluster === undefined) return;

  const kind = givenKind ?? (await prompts.targetKind());
  const target = kind && (await prompts.target(kind, services.timeZone));
  if (target === undefined) return;

  const { clusterId, groupId, scope } = start;
  services.panels.show({
    clusterId,
    clusterName: cluster.profile.name,
    request: { groupId, scope, target },
    host: resetHost(services, clusterId),
  });
}

async function askForStart(
  { clusters }: ResetServices,
  prompts: ResetPrompts,
): Promise<Start | undefined> {
  const cluster = await prompts.cluster(clusters.list().length);
  const groupId = cluster && (await prompts.group(cluster.gateway));
  if (cluster === undefined || groupId === undefined) return undefined;
  const scope = await prompts.scope(cluster.gateway, groupId);
  return scope && { clusterId: cluster.profile.id, groupId, scope };
}

/** How many questions will be asked, as far as that is known before the first. */
function questions(
  { clusters, timeZone }: ResetServices,
  given: Start | undefined,
  kind: ResetTarget["to"] | undefined,
): number {
  const start = given === undefined ? (clusters.list().length === 1 ? 2 : 3) : 0;
  switch (kind) {
    case "earliest":
    case "latest":
      return start;
    case "offset":
    case undefined:
      return start + 1;
    case "timestamp":
      return start + (timeZone === "UTC" ? 1 : 2);
  }
}

function startOf(node: ResetNode | undefined): Start | undefined {
  switch (node?.kind) {
    case "group":
      return {
        clusterId: node.cluster.id,
        groupId: node.group.groupId,
        scope: { kind: "allTopics" },
      };
    case "groupTopic":
      return {
        clusterId: node.cluster.id,
        groupId: node.groupId,
        scope: { kind: "topics", topics: [node.topic] },
      };
    case "groupPartition":
      return {
        clusterId: node.cluster.id,
        groupId: node.groupId,
        scope: {
          kind: "partitions",
          partitions: [{ topic: node.topic, partition: node.position.partition }],
        },
      };
    case undefined:
      return undefined;
  }
}
