import type { CommandId } from "../manifest";
import type { CommandHandlers, CommandNode } from "./commandArguments";
import { showPreview, type ResetServices } from "./resetOffsetsHost";
import { ResetPrompts, type ResetSubject, type TargetKind } from "./resetOffsetsPrompts";
import { scopeOfRows } from "./resetScope";

type ResetCommandId = Extract<CommandId, `kafkaOffsets.resetOffsets${string}`>;

/** What a reset may be started from. */
type ResetNode = CommandNode<ResetCommandId>;

/** What is known before anything is asked. */
export interface ResetStart extends ResetSubject {
  readonly clusterId: string;
}

/** Each asks for what it was not given, and shows the preview. None of them writes. */
export function resetCommands(services: ResetServices): Pick<CommandHandlers, ResetCommandId> {
  const to =
    (kind?: TargetKind) =>
    async (node?: ResetNode, selected: readonly ResetNode[] = []): Promise<void> =>
      startReset(services, node && scopeOfRows(node, selected), kind);
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
  if (given === undefined && givenKind === "file") return startFromFile(services, prompts);
  const start = given ?? (await askForStart(services, prompts));
  const cluster = start && clusters.get(start.clusterId);
  if (start === undefined || cluster === undefined) return;

  const kind = givenKind ?? (await prompts.targetKind());
  const requests = kind && (await prompts.requests(kind, start, cluster.gateway, timeZone));
  if (requests !== undefined) showPreview(services, start.clusterId, requests);
}

/** A file may name the groups itself. */
async function startFromFile(services: ResetServices, prompts: ResetPrompts): Promise<void> {
  const cluster = await prompts.cluster(services.clusters.list().length);
  if (cluster === undefined) return;
  const requests = await prompts.requestsOfFile(cluster.gateway);
  if (requests !== undefined) showPreview(services, cluster.profile.id, requests);
}

async function askForStart(
  { clusters }: ResetServices,
  prompts: ResetPrompts,
): Promise<ResetStart | undefined> {
  const cluster = await prompts.cluster(clusters.list().length);
  const groupIds = cluster && (await prompts.groups(cluster.gateway));
  if (cluster === undefined || groupIds === undefined) return undefined;
  const scope = await prompts.scope(cluster.gateway, groupIds);
  return scope && { clusterId: cluster.profile.id, groupIds, scope };
}

/** How many questions will be asked, as far as that is known before the first. */
function questions(
  { clusters, timeZone }: ResetServices,
  given: ResetStart | undefined,
  kind: TargetKind | undefined,
): number {
  const start = [clusters.list().length > 1, true, kind !== "file"].filter(Boolean).length;
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
