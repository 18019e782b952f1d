import * as vscode from "vscode";
import type { ClusterTreeNode } from "../views/nodes";
import type { CommandHandlers, CommandNode } from "./commandArguments";

export interface ViewCommandDeps {
  readonly tree: { refresh(node?: ClusterTreeNode): void };
  readonly log: { show(): void };
}

type Handlers = Pick<
  CommandHandlers,
  "kafkaOffsets.refresh" | "kafkaOffsets.retry" | "kafkaOffsets.copyName" | "kafkaOffsets.showLog"
>;

export function viewCommands({ tree, log }: ViewCommandDeps): Handlers {
  return {
    "kafkaOffsets.refresh": async (node) => {
      tree.refresh(node);
      return Promise.resolve();
    },
    "kafkaOffsets.retry": async (node) => {
      tree.refresh(node?.parent);
      return Promise.resolve();
    },
    "kafkaOffsets.copyName": async (node) => {
      if (node !== undefined) await vscode.env.clipboard.writeText(nameOf(node));
    },
    "kafkaOffsets.showLog": async () => {
      log.show();
      return Promise.resolve();
    },
  };
}

/** Exactly as the cluster has it, invisible characters too: it is to be pasted elsewhere. */
function nameOf(node: CommandNode<"kafkaOffsets.copyName">): string {
  switch (node.kind) {
    case "cluster":
      return node.cluster.name;
    case "broker":
      return `${node.broker.host}:${node.broker.port}`;
    case "topic":
      return node.topic.topic;
    case "partition":
      return `${node.topic}-${node.partition.partition}`;
    case "group":
      return node.group.groupId;
    case "member":
      return node.member.memberId;
    case "groupTopic":
      return node.parent.kind === "topicGroups" ? node.groupId : node.topic;
    case "groupPartition":
      return `${node.topic}-${node.position.partition}`;
  }
}
