import { KafkaError } from "../../kafka/errors";
import { toToolCommand } from "../../kafka/reset/commandLine";
import { toOffsetsCsv, toTopicOffsetsCsv } from "../../kafka/reset/csv";
import type { ResetPlan } from "../../kafka/reset/plan";
import { listed } from "../../kafka/reset/naming";
import type { NamedText } from "./resetHost";

/** The targets as a file of offsets, with a group column where there are several groups. */
export function csvOf(plans: readonly ResetPlan[]): string {
  const lines = plans.flatMap(({ groupId, rows }) =>
    rows.flatMap(({ topic, partition, target: offset }) =>
      offset === undefined ? [] : [{ groupId, topic, partition, offset }],
    ),
  );
  return plans.length > 1 ? toOffsetsCsv(lines) : toTopicOffsetsCsv(lines);
}

export interface ToolCommands {
  /** One in a line. */
  readonly commands: string;
  /** What the commands read. */
  readonly files: readonly NamedText[];
}

/**
 * The dry runs of Kafka's own tool that plan the same, one for each group.
 * @throws KafkaError `invalidInput` when it cannot for one of them
 */
export function commandsOf(
  plans: readonly ResetPlan[],
  bootstrapServers: readonly string[],
): ToolCommands {
  const tools = plans.map((plan) => {
    const tool = toToolCommand(plan, { bootstrapServers, isExecuted: false });
    if (tool !== undefined) return tool;
    const message = "Kafka's own tool has no command that does what this plan does.";
    throw new KafkaError(message, { kind: "invalidInput" });
  });
  return {
    commands: tools.map(({ command }) => command).join("\n"),
    files: tools.flatMap(({ file }) => file ?? []),
  };
}

/** What a person is told when the commands are in the clipboard. */
export function copiedText(commands: number, files: readonly NamedText[]): string {
  const [file, ...others] = files;
  const copied =
    commands === 1
      ? "The command is copied. It shows what it would do; with --execute it writes."
      : `${commands} commands are copied, one for each group. They show what they would do; with --execute they write.`;
  if (file === undefined) return copied;
  if (others.length > 0) {
    return `${copied} They read ${listed(files.map(({ name }) => name))}, opened here: save those where you run them.`;
  }
  return `${copied} ${commands === 1 ? "It reads" : "They read"} ${file.name}, opened here: save that where you run ${commands === 1 ? "it" : "them"}.`;
}
