import type { ResetScope } from "../kafka/reset/target";
import type { CommandId } from "../manifest";
import type { CommandHandlers, CommandNode } from "./commandArguments";
import { showPreview, type ResetServices } from "./resetOffsetsHost";
import { ResetPrompts, type TargetKind } from "./resetOffsetsPrompts";
import { scopeOf } from "./resetScope";

type ResetCommandId = Extract<CommandId, `kafkaOffsets.resetOffsets${string}`>;

/** What a reset may be started from. */
type ResetNode = CommandNode<ResetCommandId>;

/** What is known before anything is asked. */
export interface ResetStart {
  readonly clusterId: string;
  readonly groupId: string;
  readonly scope: ResetScope;
}

/** Each asks for what it was not given, and shows the preview. None of them writes. */
export function resetCommands(services: ResetServices): Pick<CommandHandlers, ResetCommandId> {
  const to = (kind?: TargetKind) => (node?: ResetNode) => startReset(services, startOf(node), kind);
  return {
    "kafkaOffsets.resetOffsets": to(),
    "kafkaOffsets.resetOffsetsToEarliest": to("earliest"),
    "kafkaOffsets.resetOffsetsToLatest": to("latest"),
    "kafkaOffsets.resetOffsetsToOffset": to("offset"),
    "kafkaOffsets.resetOffsetsToTimestamp": to("timestamp"),
    "kafkaOffsets.resetOffsetsByDuration": to("duration"),
    "kafkaOffsets.resetOffsetsByShift": to("shiftBy"),
    "kafkaOffsets.resetOffsetsFromFile": to("file"),
    "kafkaOffsets.resetOffsetsFromGroup": to("group"),
  };
}

/** Asks for what is not given, and shows the preview. */
export async function startReset(
  services: ResetServices,
  given: ResetStart | undefined,
  givenKind?: TargetKind,
): Promise<void> {
  const { pickers, clusters, timeZone } = services;
  const prompts = new ResetPrompts(pickers, questions(services, given, givenKind));
  const start = given ?? (await askForStart(services, prompts, givenKind));
  const cluster = start && clusters.get(start.clusterId);
  if (start === undefined || cluster === undefined) return;

  const { clusterId, groupId, scope } = start;
  const kind = givenKind ?? (await prompts.targetKind());
  const target = kind && (await prompts.target(kind, groupId, cluster.gateway, timeZone));
  if (target !== undefined) showPreview(services, clusterId, { groupId, scope, ...target });
}

async function askForStart(
  { clusters }: ResetServices,
  prompts: ResetPrompts,
  kind: TargetKind | undefined,
): Promise<ResetStart | undefined> {
  const cluster = await prompts.cluster(clusters.list().length);
  const groupId = cluster && (await prompts.group(cluster.gateway));
  if (cluster === undefined || groupId === undefined) return undefined;
  const scope = asksForScope(kind)
    ? await prompts.scope(cluster.gateway, groupId)
    : ({ kind: "allTopics" } as const);
  return scope && { clusterId: cluster.profile.id, groupId, scope };
}

/** A file names its partitions itself. */
function asksForScope(kind: TargetKind | undefined): boolean {
  return kind !== "file";
}

/** How many questions will be asked, as far as that is known before the first. */
function questions(
  { clusters, timeZone }: ResetServices,
  given: ResetStart | undefined,
  kind: TargetKind | undefined,
): number {
  const start = [clusters.list().length > 1, true, asksForScope(kind)].filter(Boolean).length;
  return (given === undefined ? start : 0) + questionsOf(kind, timeZone);
}

function questionsOf(kind: TargetKind | undefined, timeZone: string): number {
  switch (kind) {
    case "earliest":
    case "latest":
    case "current":
    case "file":
      return 0;
    case "offset":
    case "duration":
    case "shiftBy":
    case "group":
    case undefined:
      return 1;
    case "timestamp":
      return timeZone === "UTC" ? 1 : 2;
  }
}

function startOf(node: ResetNode | undefined): ResetStart | undefined {
  if (node === undefined) return undefined;
  const groupId = node.kind === "group" ? node.group.groupId : node.groupId;
  return { clusterId: node.cluster.id, groupId, scope: scopeOf(node) };
}
