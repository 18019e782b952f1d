import type { LabEvent } from "../../lab/rebalance/labEvent";
import type { LogLine } from "./protocol/rebalance";
import { text } from "./rebalanceView";

/** Lines that are kept for a page that begins anew. */
const maxLines = 500;

/** What happened, one line each, in the words of the consumers' own output. */
export class RebalanceLog {
  private lines: LogLine[] = [];
  private nextIndex = 0;
  /** Not yet told to the page. */
  private fresh: LogLine[] = [];

  constructor(private readonly groupId: () => string) {}

  add(event: LabEvent): LogLine {
    const line = { index: this.nextIndex++, ...lineOf(event, this.groupId()) };
    this.lines.push(line);
    if (this.lines.length > maxLines * 2) this.lines = this.lines.slice(-maxLines);
    this.fresh.push(line);
    if (this.fresh.length > maxLines) this.fresh = this.fresh.slice(-maxLines);
    return line;
  }

  /** Oldest first. */
  all(): readonly LogLine[] {
    this.fresh = [];
    return this.lines.slice(-maxLines);
  }

  takeFresh(): readonly LogLine[] {
    const { fresh } = this;
    this.fresh = [];
    return fresh;
  }

  /** Of one consumer alone. */
  of(consumer: number): readonly LogLine[] {
    return this.lines.filter((line) => line.consumer === consumer);
  }
}

function lineOf(event: LabEvent, groupId: string): Omit<LogLine, "index"> {
  const group = `[${text(groupId)}]`;
  switch (event.kind) {
    case "received": {
      const { value, partition, key } = event.message;
      const message = `${group} Received ${text(value)} from partition ${partition}, key=${text(key)}`;
      return { kind: "received", consumer: event.consumer, text: message };
    }
    case "produced": {
      const { value, partition, key } = event.message;
      const message = `Produced: ${text(value)} (key=${text(key)}) to partition ${partition}`;
      return { kind: "produced", consumer: 0, text: message };
    }
    case "assigned":
      return told(event.consumer, `${group} Assigned ${partitionsText(event.partitions)}`);
    case "noticed": {
      const seconds = (event.afterMs / 1000).toFixed(1);
      return told(
        event.consumer,
        `Kafka noticed after ${seconds} s that the consumer is dead, and gave its partitions to others.`,
      );
    }
    case "failed":
      return { kind: "problem", consumer: event.consumer, text: text(event.message) };
    case "started":
    case "rebalancing":
    case "stopping":
    case "stopped":
    case "crashed":
    case "producing":
    case "paused":
      return told(event.consumer, sentences(text(groupId))[event.kind]);
  }
}

function told(consumer: number, line: string): Omit<LogLine, "index"> {
  return { kind: "event", consumer, text: line };
}

function sentences(groupId: string) {
  return {
    started: `Consumer ${groupId} starting...`,
    rebalancing: "A rebalance has begun.",
    stopping: `Consumer ${groupId} stopping...`,
    stopped: "Left the group.",
    crashed: "Killed without a word to Kafka.",
    producing: "Producer starting...",
    paused: "Producer stopped.",
  } as const;
}

function partitionsText(partitions: readonly number[]): string {
  if (partitions.length === 0) return "no partition";
  const what = partitions.length === 1 ? "partition" : "partitions";
  return `${what} ${partitions.join(", ")}`;
}
