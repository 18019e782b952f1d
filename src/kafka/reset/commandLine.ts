import type { TopicPartition } from "../model";
import { toIsoInstant } from "./describeTarget";
import { toTopicOffsetsCsv } from "./csv";
import { rowsToCommit, type ResetPlan } from "./plan";
import type { ResetScope } from "./target";

/** A plan as a person would carry it out with Kafka's own tool. */
export interface ToolCommand {
  /** For a POSIX shell. */
  readonly command: string;
  /** The file the command reads, where the plan is not one of the tool's scenarios. */
  readonly file: { readonly name: string; readonly text: string } | undefined;
}

export interface ToolOptions {
  readonly bootstrapServers: readonly string[];
  /** Otherwise the tool shows what it would do. */
  readonly isExecuted: boolean;
}

/** A time with more digits of its year is none to the tool. */
const lastToolMs = Date.UTC(9999, 11, 31, 23, 59, 59, 999);
/** File systems take names of 255 bytes. */
const longestFileStem = 100;

/**
 * The `kafka-consumer-groups` command that does what the plan does; each plan of several groups has its own. Undefined
 * when the tool cannot: it deletes commits of whole topics only, without a dry run, and not along with a reset, and it
 * commits nothing outside the log. Undefined too for an id with control characters, which a terminal obeys when they are
 * pasted, between quotes as well. Metadata are never its own.
 */
export function toToolCommand(plan: ResetPlan, options: ToolOptions): ToolCommand | undefined {
  if (/\p{Cc}/u.test(plan.groupId)) return undefined;
  if (plan.target.to === "noCommit") return deletionCommand(plan, options);
  const scenario = scenarioOf(plan);
  const scope = scopeWords(plan.scope);
  if (scenario !== undefined && scope !== undefined) {
    return { command: toCommand(plan, options, [...scope, ...scenario]), file: undefined };
  }
  const rows = rowsToCommit(plan);
  const isOutside = rows.some(({ target, start, end }) => target < start || target > end);
  if (rows.length === 0 || isOutside || plan.totals.deletedCommits > 0) return undefined;
  const name = `${fileStem(plan.groupId)}-offsets.csv`;
  const text = toTopicOffsetsCsv(rows.map((row) => ({ ...row, offset: row.target })));
  return {
    command: toCommand(plan, options, [option("--from-file", name)]),
    file: { name, text },
  };
}

function fileStem(groupId: string): string {
  const safe = groupId.replace(/[^a-zA-Z0-9._-]/g, "_").replace(/^[.-]+/, "");
  return safe.slice(0, longestFileStem);
}

function isEdited({ overrides }: ResetPlan): boolean {
  return (overrides?.values().length ?? 0) > 0;
}

/** Undefined for what is no scenario of the tool. */
function scenarioOf(plan: ResetPlan): readonly string[] | undefined {
  if (isEdited(plan)) return undefined;
  const { target, timestampMs } = plan;
  switch (target.to) {
    case "earliest":
    case "latest":
    case "current":
      return [`--to-${target.to}`];
    case "offset":
      return [option("--to-offset", target.offset.toString())];
    case "shiftBy":
      return [option("--shift-by", target.offsets.toString())];
    case "timestamp":
    case "duration":
      if (timestampMs === undefined || timestampMs > BigInt(lastToolMs)) return undefined;
      return [option("--to-datetime", toIsoInstant(timestampMs))];
    case "offsets":
    case "group":
    case "noCommit":
    case "restore":
      return undefined;
  }
}

/** Undefined for partitions that only the plan's rows tell. */
function scopeWords(scope: ResetScope): readonly string[] | undefined {
  switch (scope.kind) {
    case "allTopics":
      return ["--all-topics"];
    case "topics":
      return scope.topics.map((topic) => option("--topic", topic));
    case "partitions":
      return partitionWords(scope.partitions);
    case "topicsAndPartitions":
      return [
        ...scope.topics.map((topic) => option("--topic", topic)),
        ...partitionWords(scope.partitions),
      ];
    case "ofTarget":
      return undefined;
  }
}

function partitionWords(partitions: readonly TopicPartition[]): readonly string[] {
  const topics = new Map<string, number[]>();
  for (const { topic, partition } of partitions) {
    topics.set(topic, [...(topics.get(topic) ?? []), partition]);
  }
  return [...topics].map(([topic, numbers]) => option("--topic", `${topic}:${numbers.join(",")}`));
}

/** The tool deletes the commits of whole topics only, and at once. */
function deletionCommand(plan: ResetPlan, options: ToolOptions): ToolCommand | undefined {
  if (!options.isExecuted || plan.scope.kind !== "topics" || isEdited(plan)) return undefined;
  const { groupId, scope } = plan;
  const words = [
    ...start(options, groupId),
    "--delete-offsets",
    ...scope.topics.map((topic) => option("--topic", topic)),
  ];
  return { command: words.join(" "), file: undefined };
}

function toCommand({ groupId }: ResetPlan, options: ToolOptions, words: readonly string[]): string {
  const mode = options.isExecuted ? "--execute" : "--dry-run";
  return [...start(options, groupId), "--reset-offsets", ...words, mode].join(" ");
}

function start({ bootstrapServers }: ToolOptions, groupId: string): readonly string[] {
  return [
    "kafka-consumer-groups.sh",
    option("--bootstrap-server", bootstrapServers.join(",")),
    option("--group", groupId),
  ];
}

/** A value that begins with a dash would be an option of its own. */
function option(name: string, value: string): string {
  return value.startsWith("-") ? `${name}=${quoted(value)}` : `${name} ${quoted(value)}`;
}

/** For a POSIX shell, which takes everything between single quotes as it is. To zsh, `=` at the start is a command's path. */
function quoted(word: string): string {
  return /^[\w.,:/@%+-][\w.,:/@%+=-]*$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
