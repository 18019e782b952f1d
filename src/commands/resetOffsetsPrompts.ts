import * as vscode from "vscode";
import type { Cluster } from "../config/clusters";
import { KafkaError } from "../kafka/errors";
import type { ClusterGateway } from "../kafka/gateway";
import type { CommittedOffset } from "../kafka/model";
import type { ResetScope, ResetTarget } from "../kafka/reset/target";
import {
  parseOffsetInput,
  parseTimestampInput,
  type TargetInput,
} from "../panels/reset/targetInput";
import { counted } from "../ui/numberFormat";
import { plainLabel } from "../ui/plainText";
import type { Pickers } from "./pickers";

type TargetKind = ResetTarget["to"];

interface Choice<T> extends vscode.QuickPickItem {
  readonly value: T;
}

/** The questions of a reset that was not started from where the answers are. `undefined` is a person's "never mind". */
export class ResetPrompts {
  private step = 0;

  /** `steps` is how many questions are foreseen. */
  constructor(
    private readonly pickers: Pick<Pickers, "cluster" | "group" | "topic">,
    private readonly steps: number,
  ) {}

  /** The only one there is needs no question. */
  async cluster(configured: number): Promise<Cluster | undefined> {
    return this.pickers.cluster(configured === 1 ? "" : this.nextTitle());
  }

  async group(gateway: ClusterGateway): Promise<string | undefined> {
    return (await this.pickers.group(this.nextTitle(), gateway))?.groupId;
  }

  /** What the group has commits for, or any other topic. */
  async scope(gateway: ClusterGateway, groupId: string): Promise<ResetScope | undefined> {
    const chosen = await this.pick(scopeChoices(gateway, groupId), "What to reset");
    return chosen === "otherTopic" ? this.otherTopic(gateway) : chosen;
  }

  async targetKind(): Promise<TargetKind | undefined> {
    const choices: Choice<TargetKind>[] = [
      { label: "Earliest", detail: "The first message that is still there", value: "earliest" },
      { label: "Latest", detail: "The end: only messages written from now on", value: "latest" },
      { label: "Offset…", detail: "The same offset in every partition", value: "offset" },
      { label: "Timestamp…", detail: "The first message at or after a time", value: "timestamp" },
    ];
    return this.pick(choices, "Where to move the group");
  }

  /** Asks for what the kind of target still needs. */
  async target(kind: TargetKind, localZone: string): Promise<ResetTarget | undefined> {
    switch (kind) {
      case "earliest":
      case "latest":
        return { to: kind };
      case "offset":
        return this.input("Offset to read next, for instance 18000", parseOffsetInput);
      case "timestamp": {
        const zone = await this.timeZone(localZone);
        if (zone === undefined) return undefined;
        return this.input(`Time in ${zone}, for instance 2026-11-20 14:00`, (text) =>
          parseTimestampInput(text, zone, localZone),
        );
      }
    }
  }

  private async otherTopic(gateway: ClusterGateway): Promise<ResetScope | undefined> {
    const topic = await this.pickers.topic(this.nextTitle(), gateway);
    return topic === undefined ? undefined : { kind: "topics", topics: [topic] };
  }

  private async timeZone(localZone: string): Promise<string | undefined> {
    if (localZone === "UTC") return "UTC";
    const choices = [
      { label: "UTC", value: "UTC" },
      { label: localZone, description: "this computer", value: localZone },
    ];
    return this.pick(choices, "Time zone of the time you enter");
  }

  private async pick<T>(
    choices: readonly Choice<T>[] | Promise<readonly Choice<T>[]>,
    placeHolder: string,
  ): Promise<T | undefined> {
    const options = { title: this.nextTitle(), placeHolder, matchOnDescription: true };
    return (await vscode.window.showQuickPick(choices, options))?.value;
  }

  private async input(
    prompt: string,
    parse: (text: string) => TargetInput,
  ): Promise<ResetTarget | undefined> {
    const text = await vscode.window.showInputBox({
      title: this.nextTitle(),
      prompt,
      ignoreFocusOut: true,
      validateInput: (typed) => {
        const parsed = parse(typed);
        // also for nothing typed: Enter would else end the command without a word
        if (!parsed.ok) return parsed.reason;
        return { message: parsed.echo, severity: vscode.InputBoxValidationSeverity.Info };
      },
    });
    if (text === undefined) return undefined;
    const parsed = parse(text);
    return parsed.ok ? parsed.target : undefined;
  }

  /** A question that was not foreseen adds itself to the count. */
  private nextTitle(): string {
    this.step += 1;
    return `Reset Offsets (${this.step}/${Math.max(this.step, this.steps)})`;
  }
}

async function scopeChoices(
  gateway: ClusterGateway,
  groupId: string,
): Promise<readonly Choice<ResetScope | "otherTopic">[]> {
  const [result] = await gateway.fetchCommittedOffsets([groupId]);
  if (result?.failure !== undefined) {
    const { message, code } = result.failure;
    throw new KafkaError(message, { kind: "unexpected", code });
  }
  const commits = (result?.value ?? []).filter(({ offset }) => offset !== undefined);
  const topics = [...new Set(commits.map(({ topic }) => topic))].sort();
  return [
    {
      label: "All Topics",
      description: `${counted(commits.length, "partition", String)} with a commit`,
      value: { kind: "allTopics" },
    },
    ...topics.map((topic) => ({
      label: plainLabel(topic),
      description: "all partitions of the topic",
      value: { kind: "topics", topics: [topic] } as const,
    })),
    { label: "Other Topic…", description: "no commit yet", value: "otherTopic" },
    ...commits.map(partitionChoice),
  ];
}

function partitionChoice({ topic, partition, offset }: CommittedOffset): Choice<ResetScope> {
  return {
    label: plainLabel(`${topic}-${partition}`),
    description: `one partition, committed at ${offset?.toString() ?? ""}`,
    value: { kind: "partitions", partitions: [{ topic, partition }] },
  };
}
