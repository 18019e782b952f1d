import * as vscode from "vscode";
import type { Cluster, Clusters } from "../config/clusters";
import type { ClusterGateway } from "../kafka/gateway";
import type { GroupListing } from "../kafka/model";
import type { ResetScope } from "../kafka/reset/target";
import { counted, type FormatNumber } from "../ui/numberFormat";
import { groupName, plainLabel } from "../ui/plainText";
import { UserError } from "../ui/userError";
import { pick, pickMany, type Choice } from "./choice";
import { partChoices, readCommits, scopeChoices, scopeOfParts, type Commit } from "./commitPicks";

const clusters = { what: "Cluster", ifNone: "No cluster is configured yet." };
const topics = { what: "Topic", ifNone: "The cluster has no topic that you may see." };
const groups = { what: "Consumer group", ifNone: "The cluster has no group that you may see." };
const scopes = { what: "What to reset", ifNone: "" };
const parts = {
  what: "Topics and partitions to reset",
  ifNone: "The groups have no committed offsets.",
};
const commits = { what: "Committed offset", ifNone: "The group has no committed offsets." };

/**
 * Asks for what a command lacks, one question after the other. Undefined is a cancelled question: the command
 * then ends without a word. Closing a question ends the request that was to fill it.
 */
export class Pickers {
  constructor(
    private readonly clusters: Pick<Clusters, "list" | "get">,
    private readonly formatNumber: FormatNumber,
  ) {}

  /** The cluster with this id; without one the user chooses, unless there is only one. */
  async cluster(title: string, id?: string): Promise<Cluster | undefined> {
    const chosen = id ?? (await this.clusterId(title));
    if (chosen === undefined) return undefined;
    const cluster = this.clusters.get(chosen);
    if (cluster === undefined) throw new UserError("The cluster is no longer in the settings.");
    return cluster;
  }

  async topic(title: string, gateway: ClusterGateway): Promise<string | undefined> {
    return pick({ title, ...topics }, async (signal) => {
      const listed = await gateway.listTopics(signal);
      return listed.map(({ topic, partitions, isInternal }) => ({
        label: plainLabel(topic),
        description: `${counted(partitions.length, "partition", this.formatNumber)}${isInternal ? " · internal" : ""}`,
        value: topic,
      }));
    });
  }

  async group(title: string, gateway: ClusterGateway): Promise<GroupListing | undefined> {
    return pick({ title, ...groups }, (signal) => groupChoices(gateway, signal));
  }

  /** The ids of one group, or of several. */
  async groups(title: string, gateway: ClusterGateway): Promise<readonly string[] | undefined> {
    return this.groupIds(title, gateway, []);
  }

  /** The same, or the id of a group that does not exist yet. */
  async groupsOrNew(
    title: string,
    gateway: ClusterGateway,
  ): Promise<readonly string[] | undefined> {
    return this.groupIds(title, gateway, [
      { label: "New Group…", description: "made by its first commit", value: "new" },
    ]);
  }

  private async groupIds(
    title: string,
    gateway: ClusterGateway,
    others: readonly Choice<"new">[],
  ): Promise<readonly string[] | undefined> {
    type Answer = GroupListing | "several" | "new";
    const chosen = await pick<Answer>({ title, ...groups }, async (signal) => {
      const listed = await groupChoices(gateway, signal);
      const several = { label: "Several Groups…", description: "each by itself" };
      return [
        ...listed,
        ...(listed.length > 1 ? [{ ...several, value: "several" } as const] : []),
        ...others,
      ];
    });
    if (chosen === "several") {
      const several = await pickMany({ title, ...groups }, (signal) =>
        groupChoices(gateway, signal),
      );
      return several?.map(({ groupId }) => groupId);
    }
    if (chosen !== "new") return chosen && [chosen.groupId];
    const groupId = await askNewGroup(title);
    return groupId === undefined ? undefined : [groupId];
  }

  /** One of the group's committed offsets. */
  async committedOffset(
    title: string,
    gateway: ClusterGateway,
    groupId: string,
  ): Promise<Commit | undefined> {
    return pick({ title, ...commits }, async (signal) => {
      const made = await readCommits(gateway, [groupId], signal);
      return made.map((commit) => ({
        label: plainLabel(`${commit.topic} ${commit.partition}`),
        description: `committed ${this.formatNumber(commit.offset)}`,
        value: commit,
      }));
    });
  }

  /** Which of their partitions: what the groups have commits for, or a topic without any. */
  async scope(
    title: string,
    gateway: ClusterGateway,
    groupIds: readonly string[],
  ): Promise<ResetScope | "otherTopic" | undefined> {
    type Answer = ResetScope | "otherTopic" | "several";
    const chosen = await pick<Answer>({ title, ...scopes }, async (signal) => {
      const made = await readCommits(gateway, groupIds, signal);
      const several = { label: "Several Topics and Partitions…", value: "several" } as const;
      return [
        ...scopeChoices(made, this.formatNumber),
        ...(made.length > 1 ? [several] : []),
        { label: "Other Topic…", description: "no commit yet", value: "otherTopic" },
      ];
    });
    if (chosen !== "several") return chosen;
    return this.scopeParts(title, gateway, groupIds, { kind: "allTopics" });
  }

  /** Any of the topics and partitions that groups have commits for or `scope` names, which is picked to begin with. */
  async scopeParts(
    title: string,
    gateway: ClusterGateway,
    groupIds: readonly string[],
    scope: ResetScope,
  ): Promise<ResetScope | undefined> {
    const picked = await pickMany({ title, ...parts }, (signal) =>
      partChoices(gateway, groupIds, scope, { signal, format: this.formatNumber }),
    );
    return picked && scopeOfParts(picked);
  }

  /** Which of the partitions that the group has commits for. */
  async committedScope(
    title: string,
    gateway: ClusterGateway,
    groupId: string,
  ): Promise<ResetScope | undefined> {
    return pick({ title, ...commits }, async (signal) => {
      const made = await readCommits(gateway, [groupId], signal);
      return made.length === 0 ? [] : scopeChoices(made, this.formatNumber);
    });
  }

  /** One of a few things that need not be loaded. */
  async choose<T>(
    title: string,
    what: string,
    choices: readonly Choice<T>[],
  ): Promise<T | undefined> {
    return pick({ title, what, ifNone: "" }, () => Promise.resolve(choices));
  }

  private async clusterId(title: string): Promise<string | undefined> {
    const profiles = this.clusters.list();
    const [only] = profiles;
    if (only !== undefined && profiles.length === 1) return only.id;
    return pick({ title, ...clusters }, () =>
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

async function groupChoices(
  gateway: ClusterGateway,
  signal: AbortSignal,
): Promise<readonly Choice<GroupListing>[]> {
  const listed = await gateway.listGroups(signal);
  return listed.map((group) => ({
    label: groupName(group.groupId),
    description: plainLabel(group.state ?? ""),
    value: group,
  }));
}

async function askNewGroup(title: string): Promise<string | undefined> {
  return vscode.window.showInputBox({
    title,
    prompt: "Id of the new group",
    ignoreFocusOut: true,
    validateInput: (text) => {
      if (text === "") return "Enter an id: consumers join the group by it.";
      return text === text.trim() ? undefined : "The id begins or ends with white space.";
    },
  });
}
