import * as vscode from "vscode";
import type { ClusterChanges, ProduceChangeResult } from "../changes/clusterChanges";
import type { Clusters } from "../config/clusters";
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
import { withCancellableProgress, withProgress } from "../ui/progress";
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
  /** Asked about or on their way: who presses twice does not send twice. */
  const underWay = new Set<vscode.TextDocument>();
  const sendOf = async (document: vscode.TextDocument, clusterId?: string): Promise<void> => {
    if (underWay.has(document)) throw new UserError("This message is being sent already.");
    underWay.add(document);
    const sent = await send(services, document, clusterId).finally(() => {
      underWay.delete(document);
    });
    if (sent !== undefined) await tell(services, sent);
  };
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
      await sendOf(document, services.drafts.clusterOf(document)?.id);
    },

    "kafkaOffsets.sendThisMessageElsewhere": async () => {
      await sendOf(documentInFront());
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

interface Sent {
  readonly clusterId: string;
  readonly message: MessageToProduce;
  readonly change: ProduceChangeResult;
}

/** @param clusterId undefined: the person chooses */
async function send(
  services: SendServices,
  document: vscode.TextDocument,
  clusterId: string | undefined,
): Promise<Sent | undefined> {
  const draft = parseMessageDraft(document.getText());
  const cluster = await services.pickers.cluster(title, clusterId);
  if (cluster === undefined) return undefined;
  refuseWrite(services.guard, cluster.profile);
  const { gateway } = cluster;
  const { partition, clusterId: askedId } = await withCancellableProgress(
    `Reading topic ${draft.topic}`,
    async (signal) => ({
      partition: await placeMessage(gateway, draft, signal),
      clusterId: (await gateway.describeCluster(signal)).clusterId,
    }),
  );
  const question = sendQuestion(draft, partition, cluster.profile, services.formatNumber);
  if (!(await confirmChange(question, cluster.profile))) return undefined;

  const now = asConfirmed(services.clusters, cluster, "Nothing was sent.");
  const message = { ...draft, partition, timestampMs: draft.timestampMs ?? BigInt(Date.now()) };
  const change = await withProgress(`Sending to topic ${draft.topic}`, () =>
    services.changes.produce({ ...now, clusterId: askedId }, message),
  );
  return { clusterId: now.profile.id, message, change };
}

/** Resolves when somebody has closed the notification. */
async function tell(
  { formatNumber, peekAt }: SendServices,
  { clusterId, message, change }: Sent,
): Promise<void> {
  if (change.kind === "declined") throw new UserError(change.reason);
  const { result, isRecorded } = change;
  const { ok, message: told } = describeProduce(message, result, formatNumber);
  const text = isRecorded ? told : `${told} The outcome could not be added to Recent Changes.`;
  const { topic, partition } = message;
  const offset = offsetOf(result);
  const peek = (at: bigint) => ({
    Peek: () => peekAt(clusterId, { topic, partition, offset: at }),
  });
  const actions = offset === undefined ? {} : peek(offset);
  await (ok ? notifyInformation(text, actions) : notifyError(text, actions));
}

function offsetOf(result: ProduceResult): bigint | undefined {
  if (result.kind === "written") return result.offset;
  return result.kind === "unknown" && result.trace.kind === "found"
    ? result.trace.offset
    : undefined;
}
