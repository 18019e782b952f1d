import { visibleText } from "../../decode/visibleText";
import type { PartitionFailure } from "../../kafka/gateway";
import type { TopicPartition } from "../../kafka/model";
import { counted } from "../../ui/numberFormat";
import type { FormatNumber } from "../../ui/numberFormat";
import type { Note } from "./protocol/page";

/** What brokers say in it is made visible. */
export function note(severity: Note["severity"], text: string, details: readonly string[]): Note {
  return {
    severity,
    text: visibleText(text),
    details: details.map((detail) => visibleText(detail)),
    canRetry: false,
  };
}

/** The note, which may help to be gone by reading again. */
export function retryNote(...args: Parameters<typeof note>): Note {
  return { ...note(...args), canRetry: true };
}

/** "Partition 3: …": the topic is named where there are several. */
export type PartitionWords = (partition: TopicPartition) => string;

export function partitionWords(topics: readonly string[]): PartitionWords {
  return topics.length > 1
    ? ({ topic, partition }) => `${topic}, partition ${partition}`
    : ({ partition }) => `Partition ${partition}`;
}

/** One sentence for a single failure, a count for several. */
export function failureNotes(
  failures: readonly PartitionFailure[],
  words: PartitionWords,
  format: FormatNumber,
): Note[] {
  const details = failures.map((failure) => `${words(failure)}: ${failure.message}`);
  const [only] = details;
  if (only === undefined) return [];
  const sum = `${counted(details.length, "partition", format)} could not be read.`;
  return [retryNote("error", details.length === 1 ? only : sum, details)];
}
