import * as vscode from "vscode";
import type { ClusterChanges, ProduceChangeResult } from "../changes/clusterChanges";
import type { Cluster, Clusters } from "../config/clusters";
import type { WriteGuard } from "../config/guard";
import { parseMessageDraft } from "../documents/messageDraft";
import { newDraftText, resendDraftText } from "../documents/messageDraftText";
import type { Message, MessageToProduce, Position } from "../kafka/model";
import type { ProduceResult } from "../kafka/produce/applyProduce";
import { describeProduce } from "../kafka/produce/describeProduce";
import { placeMessage } from "../kafka/produce/placeMessage";
import type { CommandId } from "../manifest";
import { notifyError, notifyInformation } from "../ui/notify";
import type { FormatNumber } from "../ui/numberFormat";
import { withCancellableProgress } from "../ui/progress";
import { UserError } from "../ui/userError";
import { asConfirmed } from "./asConfirmed";
import type { CommandHandlers, CommandNode } from "./commandArguments";
import { confirmChange } from "./confirmChange";
import type { MessageDrafts } from "./messageDrafts";
import type { Pickers } from "./pickers";
import { refuseWrite } from "./refuseWrite";
import { sendQuestion } from "./sendQuestion";

type SendCommandId = Extract<
  CommandId,
  | "kafkaOffsets.sendMessage"
  | "kafkaOffsets.sendThisMessage"
  | "kafkaOffsets.sendThisMessageElsewhere"
>;

export interface SendServices {
  readonly clusters: Pick<Clusters, "get">;
  readonly pickers: Pick<Pickers, "cluster" | "topic">;
  readonly guard: Pick<WriteGuard, "mayWrite">;
  readonly changes: Pick<ClusterChanges, "produce">;
  readonly drafts: Pick<MessageDrafts, "open" | "clusterOf">;
  readonly formatNumber: FormatNumber;
  /** Opens the messages from this offset on. */
  readonly peekAt: (clusterId: string, position: Position) => Promise<void>;
}

const title = "Send Message";

/** A message is written in a document first; what stands there is sent, once, after a question. */
export function sendCommands(services: SendServices): Pick<CommandHandlers, SendCommandId> {
  return {
    "kafkaOffsets.sendMessage": async (node) => {
      const cluster = await services.pickers.cluster(title, node?.cluster.id);
      if (cluster === undefined) return;
      refuseWrite(services.guard, cluster.profile);
      const topic = topicOf(node) ?? (await services.pickers.topic(title, cluster.gateway));
      if (topic === undefined) return;
      const partition = node?.kind === "partition" ? node.partition.partition : undefined;
      await services.drafts.open(cluster.profile, newDraftText(topic, partition));
    },

    "kafkaOffsets.sendThisMessage": async () => {
      const document = documentInFront();
      await send(services, document, services.drafts.clusterOf(document)?.id);
    },

    "kafkaOffsets.sendThisMessageElsewhere": async () => {
      await send(services, documentInFront(), undefined);
    },
  };
}

/**
 * Opens a document that sends this message again. Nothing is written by it.
 * @throws UserError where the cluster may not be written to; KafkaError for a message too large to be edited
 */
export async function openResend(
  services: Pick<SendServices, "pickers" | "guard" | "drafts">,
  clusterId: string,
  message: Message,
): Promise<void> {
  const cluster = await services.pickers.cluster("Re-send Message", clusterId);
  if (cluster === undefined) return;
  refuseWrite(services.guard, cluster.profile);
  await services.drafts.open(cluster.profile, resendDraftText(message));
}

type SendNode = CommandNode<"kafkaOffsets.sendMessage">;

function topicOf(node: SendNode | undefined): string | undefined {
  return node?.kind === "topic" ? node.topic.topic : node?.topic;
}

function documentInFront(): vscode.TextDocument {
  const document = vscode.window.activeTextEditor?.document;
  if (document !== undefined) return document;
  throw new UserError("No message is open to be sent: write one with Send Message….");
}

/** @param clusterId undefined: the person chooses */
async function send(
  services: SendServices,
  document: vscode.TextDocument,
  clusterId: string | undefined,
): Promise<void> {
  const draft = parseMessageDraft(document.getText());
  const cluster = await services.pickers.cluster(title, clusterId);
  if (cluster === undefined) return;
  refuseWrite(services.guard, cluster.profile);
  const partition = await withCancellableProgress(`Reading topic ${draft.topic}`, (signal) =>
    placeMessage(cluster.gateway, draft, signal),
  );
  const question = sendQuestion(draft, partition, cluster.profile, services.formatNumber);
  if (!(await confirmChange(question, cluster.profile))) return;

  const now = asConfirmed(services.clusters, cluster, "Nothing was sent.");
  const message = { ...draft, partition, timestampMs: draft.timestampMs ?? BigInt(Date.now()) };
  await tell(services, now, message, await services.changes.produce(now, message));
}

/** Not waited for: the notification stays until somebody closes it. */
async function tell(
  { formatNumber, peekAt }: SendServices,
  { profile }: Cluster,
  message: MessageToProduce,
  change: ProduceChangeResult,
): Promise<void> {
  if (change.kind === "declined") throw new UserError(change.reason);
  const { result, isRecorded } = change;
  const { ok, message: told } = describeProduce(message, result, formatNumber);
  const text = isRecorded ? told : `${told} The outcome could not be added to Recent Changes.`;
  const { topic, partition } = message;
  const offset = offsetOf(result);
  const peek = (at: bigint) => ({
    Peek: () => peekAt(profile.id, { topic, partition, offset: at }),
  });
  const actions = offset === undefined ? {} : peek(offset);
  await (ok ? notifyInformation(text, actions) : notifyError(text, actions));
}

function offsetOf(result: ProduceResult): bigint | undefined {
  if (result.kind === "written") return result.offset;
  return result.kind === "unknown" ? result.foundAt : undefined;
}
