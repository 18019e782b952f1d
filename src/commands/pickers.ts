import * as vscode from "vscode";
import type { Cluster, Clusters } from "../config/clusters";
import type { ClusterGateway } from "../kafka/gateway";
import type { GroupListing, Offset, TopicPartition } from "../kafka/model";
import type { ResetScope } from "../kafka/reset/target";
import { counted } from "../ui/numberFormat";
import { groupName, plainLabel } from "../ui/plainText";
import { UserError } from "../ui/userError";

/** A committed offset that is there. */
export interface Commit extends TopicPartition {
  readonly offset: Offset;
}

export interface Choice<T> extends vscode.QuickPickItem {
  readonly value: T;
}

const clusters = { what: "Cluster", ifNone: "No cluster is configured yet." };
const topics = { what: "Topic", ifNone: "The cluster has no topic that you may see." };
const groups = { what: "Consumer group", ifNone: "The cluster has no group that you may see." };
const scopes = { what: "What to reset", ifNone: "" };
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
      const made = await readCommits(gateway, groupId, signal);
      return made.map((commit) => ({
        label: plainLabel(`${commit.topic} ${commit.partition}`),
        description: `committed ${commit.offset}`,
        value: commit,
      }));
    });
  }

  /** Which of its partitions: what the group has commits for, or a topic without any. */
  async scope(
    title: string,
    gateway: ClusterGateway,
    groupId: string,
  ): Promise<ResetScope | "otherTopic" | undefined> {
    return pick<ResetScope | "otherTopic">(title, scopes, async (signal) => [
      ...scopeChoices(await readCommits(gateway, groupId, signal)),
      { label: "Other Topic…", description: "no commit yet", value: "otherTopic" },
    ]);
  }

  /** Which of the partitions that the group has commits for. */
  async committedScope(
    title: string,
    gateway: ClusterGateway,
    groupId: string,
  ): Promise<ResetScope | undefined> {
    return pick(title, commits, async (signal) => {
      const made = await readCommits(gateway, groupId, signal);
      return made.length === 0 ? [] : scopeChoices(made);
    });
  }

  /** One of a few things that need not be loaded. */
  async choose<T>(
    title: string,
    what: string,
    choices: readonly Choice<T>[],
  ): Promise<T | undefined> {
    return pick(title, { what, ifNone: "" }, () => Promise.resolve(choices));
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

/** @throws UserError with the broker's reason when the group may not be read */
async function readCommits(
  gateway: ClusterGateway,
  groupId: string,
  signal: AbortSignal,
): Promise<readonly Commit[]> {
  const [result] = await gateway.fetchCommittedOffsets([groupId], signal);
  if (result?.failure !== undefined) throw new UserError(result.failure.message);
  return (result?.value ?? []).flatMap(({ topic, partition, offset }) =>
    offset === undefined ? [] : [{ topic, partition, offset }],
  );
}

function scopeChoices(made: readonly Commit[]): readonly Choice<ResetScope>[] {
  const topicNames = [...new Set(made.map(({ topic }) => topic))].sort();
  return [
    {
      label: "All Topics",
      description: `${counted(made.length, "partition", String)} with a commit`,
      value: { kind: "allTopics" },
    },
    ...topicNames.map((topic) => ({
      label: plainLabel(topic),
      description: "all partitions of the topic",
      value: { kind: "topics", topics: [topic] } as const,
    })),
    ...made.map(({ topic, partition, offset }) => ({
      label: plainLabel(`${topic}-${partition}`),
      description: `one partition, committed at ${offset.toString()}`,
      value: { kind: "partitions", partitions: [{ topic, partition }] } as const,
    })),
  ];
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
