import type { Cluster } from "../config/clusters";
import type { PeekTarget } from "../panels/peek/panel";
import type { PeekStart } from "../panels/peek/start";
import { groupName } from "../ui/plainText";
import { UserError } from "../ui/userError";
import type { CommandHandlers, CommandNode } from "./commandArguments";
import type { Commit } from "./commitPicks";
import type { Pickers } from "./pickers";

export interface MessageCommandDeps {
  readonly pickers: Pickers;
  readonly peek: { open(target: PeekTarget, topic: string, start: PeekStart): void };
}

type Handlers = Pick<
  CommandHandlers,
  "kafkaOffsets.peekMessages" | "kafkaOffsets.peekAtCommittedOffset"
>;

export interface MessageCommands {
  readonly commands: Handlers;
  /** Opens the messages of one partition from this offset on. */
  readonly peekAt: (clusterId: string, position: Commit) => Promise<void>;
}

/** Reading messages: none of this joins a group or commits. */
export function messageCommands({ pickers, peek }: MessageCommandDeps): MessageCommands {
  const commands: Handlers = {
    "kafkaOffsets.peekMessages": async (node) => {
      const title = "Peek Messages";
      const target = await askTarget(pickers, title, node?.cluster.id);
      if (target === undefined) return;
      const topic = topicOf(node) ?? (await pickers.topic(title, target.gateway));
      if (topic !== undefined) peek.open(target, topic, latest(node));
    },

    "kafkaOffsets.peekAtCommittedOffset": async (node) => {
      const title = "Peek at Committed Offset";
      const target = await askTarget(pickers, title, node?.cluster.id);
      if (target === undefined) return;
      const groupId = node?.groupId ?? (await pickers.group(title, target.gateway))?.groupId;
      if (groupId === undefined) return;
      const commit =
        node === undefined
          ? await pickers.committedOffset(title, target.gateway, groupId)
          : committedOf(node);
      if (commit === undefined) return;
      peek.open(target, commit.topic, {
        kind: "offsets",
        offsets: [commit],
        label: `Committed by ${groupName(groupId)}`,
      });
    },
  };
  const peekAt: MessageCommands["peekAt"] = async (clusterId, { topic, partition, offset }) => {
    const target = await askTarget(pickers, "Peek Messages", clusterId);
    if (target !== undefined) peek.open(target, topic, { kind: "offset", offset, partition });
  };
  return { commands, peekAt };
}

async function askTarget(
  pickers: Pickers,
  title: string,
  clusterId: string | undefined,
): Promise<PeekTarget | undefined> {
  return peekTarget(await pickers.cluster(title, clusterId));
}

/** The cluster, if there is one, as the peek panels want it. */
export function peekTarget(cluster: Cluster | undefined): PeekTarget | undefined {
  if (cluster === undefined) return undefined;
  const { profile, gateway } = cluster;
  const { id, name, bootstrapServers } = profile;
  return { clusterId: id, clusterName: name, bootstrapServers, gateway };
}

type PeekNode = CommandNode<"kafkaOffsets.peekMessages">;

function topicOf(node: PeekNode | undefined): string | undefined {
  return node?.kind === "topic" ? node.topic.topic : node?.topic;
}

function latest(node: PeekNode | undefined): PeekStart {
  switch (node?.kind) {
    case "partition":
      return { kind: "latest", partition: node.partition.partition };
    case "groupPartition":
      return { kind: "latest", partition: node.position.partition };
    case "topic":
    case "groupTopic":
    case undefined:
      return { kind: "latest" };
  }
}

function committedOf(node: CommandNode<"kafkaOffsets.peekAtCommittedOffset">): Commit {
  const { committed, partition } = node.position;
  if (committed?.offset === undefined) {
    throw new UserError(
      `${groupName(node.groupId)} has no committed offset in partition ${partition} of ${node.topic}.`,
    );
  }
  return { topic: node.topic, partition, offset: committed.offset };
}
