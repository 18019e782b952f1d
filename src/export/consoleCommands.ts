import type { IsolationLevel, Offset } from "../kafka/model";
import { shellQuote } from "./shellQuote";

/** What a command line is to read. */
export interface ConsoleRequest {
  readonly bootstrapServers: readonly string[];
  readonly topic: string;
  readonly partition: number;
  readonly offset: Offset;
  /** Goes on for ever when not given. */
  readonly maxMessages?: number;
  readonly isolation: IsolationLevel;
}

/** For kcat, in a POSIX shell. It reads without a group. Security settings are left to kcat's own configuration. */
export function kcatCommand(request: ConsoleRequest): string {
  const { bootstrapServers, topic, partition, offset, maxMessages, isolation } = request;
  return commandLine([
    "kcat",
    "-C",
    "-b",
    bootstrapServers.join(","),
    "-t",
    topic,
    "-p",
    String(partition),
    "-o",
    String(offset),
    ...(maxMessages === undefined ? [] : ["-c", String(maxMessages)]),
    "-X",
    `isolation.level=${isolationNames[isolation]}`,
    "-J",
  ]);
}

/** For Kafka's own tool, in a POSIX shell. With a partition given it reads without joining a group. */
export function consoleConsumerCommand(request: ConsoleRequest): string {
  const { bootstrapServers, topic, partition, offset, maxMessages, isolation } = request;
  const options = [
    ["--bootstrap-server", bootstrapServers.join(",")],
    ["--topic", topic],
    ["--partition", String(partition)],
    ["--offset", String(offset)],
    ...(maxMessages === undefined ? [] : [["--max-messages", String(maxMessages)]]),
    ["--isolation-level", isolationNames[isolation]],
    ...shownFields.map((field) => ["--property", `${field}=true`]),
  ];
  // with "=" a value that begins with a dash is no option
  return commandLine([
    "kafka-console-consumer.sh",
    ...options.map(([option = "", value = ""]) => `${option}=${value}`),
  ]);
}

const isolationNames = { readCommitted: "read_committed", readUncommitted: "read_uncommitted" };
const shownFields = ["print.timestamp", "print.offset", "print.headers", "print.key"];

function commandLine(words: readonly string[]): string {
  return words.map(shellQuote).join(" ");
}
