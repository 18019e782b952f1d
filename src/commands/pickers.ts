import * as vscode from "vscode";
import type { Cluster, Clusters } from "../config/clusters";
import type { ClusterGateway } from "../kafka/gateway";
import type { GroupListing, Offset, TopicPartition } from "../kafka/model";
import { counted } from "../ui/numberFormat";
import { groupName, plainLabel } from "../ui/plainText";
import { UserError } from "../ui/userError";

/** A committed offset that is there. */
export interface Commit extends TopicPartition {
  readonly offset: Offset;
}

interface Choice<T> extends vscode.QuickPickItem {
  readonly value: T;
}

const clusters = { what: "Cluster", ifNone: "No cluster is configured yet." };
const topics = { what: "Topic", ifNone: "The cluster has no topic that you may see." };
const groups = { what: "Consumer group", ifNone: "The cluster has no group that you may see." };
const commits = { what: "Committed offset", ifNone: "The group has no committed offsets." };

/**
 * Asks for what a command lacks, one question after the other. Undefined is a cancelled question: the command
 * then ends without a word. Closing a question ends the request that was to fill it.
 */
export class Pickers {
  constructor(private readonly clusters: Pick<Clusters, "list" | "get">) {}

  /** The cluster with this id; without one the user chooses, unless there is only one. */
  async cluster(title: string, id?: string): Promise<Cluster | undefined> {
    const chosen = id ?? (await this.clusterId(title));
    if (chosen === undefined) return undefined;
    const cluster = this.clusters.get(chosen);
    if (cluster === undefined) throw new UserError("The cluster is no longer in the settings.");
    return cluster;
  }

  async topic(title: string, gateway: ClusterGateway): Promise<string | undefined> {
    return pick(title, topics, async (signal) => {
      const listed = await gateway.listTopics(signal);
      return listed.map(({ topic, partitions, isInternal }) => ({
        label: plainLabel(topic),
        description: `${counted(partitions.length, "partition", String)}${isInternal ? " · internal" : ""}`,
        value: topic,
      }));
    });
  }

  async group(title: string, gateway: ClusterGateway): Promise<GroupListing | undefined> {
    return pick(title, groups, async (signal) => {
      const listed = await gateway.listGroups(signal);
      return listed.map((group) => ({
        label: groupName(group.groupId),
        description: plainLabel(group.state ?? ""),
        value: group,
      }));
    });
  }

  /** One of the group's committed offsets. */
  async committedOffset(
    title: string,
    gateway: ClusterGateway,
    groupId: string,
  ): Promise<Commit | undefined> {
    return pick(title, commits, async (signal) => {
      const [result] = await gateway.fetchCommittedOffsets([groupId], signal);
      if (result?.failure !== undefined) throw new UserError(result.failure.message);
      return (result?.value ?? []).flatMap(({ topic, partition, offset }): Choice<Commit>[] => {
        if (offset === undefined) return [];
        const label = plainLabel(`${topic} ${partition}`);
        return [{ label, description: `committed ${offset}`, value: { topic, partition, offset } }];
      });
    });
  }

  private async clusterId(title: string): Promise<string | undefined> {
    const profiles = this.clusters.list();
    const [only] = profiles;
    if (only !== undefined && profiles.length === 1) return only.id;
    return pick(title, clusters, () =>
      Promise.resolve(
        profiles.map(({ id, name, bootstrapServers }) => ({
          label: plainLabel(name),
          description: bootstrapServers.join(", "),
          value: id,
        })),
      ),
    );
  }
}

/** @throws whatever `load` throws, unless the user was first to close the question. */
async function pick<T>(
  title: string,
  { what, ifNone }: { readonly what: string; readonly ifNone: string },
  load: (signal: AbortSignal) => Promise<readonly Choice<T>[]>,
): Promise<T | undefined> {
  const abort = new AbortController();
  const loading = load(abort.signal).then((choices) => {
    if (choices.length === 0) throw new UserError(ifNone);
    return choices;
  });
  try {
    const choice = await vscode.window.showQuickPick(loading, {
      title,
      placeHolder: what,
      matchOnDescription: true,
    });
    return choice?.value;
  } finally {
    abort.abort();
    loading.catch(() => undefined);
  }
}
