/** A word of Kafka, for who meets it first. */
export interface GlossaryEntry {
  readonly term: string;
  /** What it is, in plain text. */
  readonly text: string;
  /** Titles of columns, and labels, that stand for it. */
  readonly columns: readonly string[];
}

/** The words of the views and panels, in the order to learn them in; docs/GLOSSARY.md says the same. */
export const glossary = {
  topic: {
    term: "Topic",
    text: "A named log of messages, split into partitions. Reading takes nothing out of it: messages stay until retention or compaction removes them.",
    columns: ["Topic"],
  },
  partition: {
    term: "Partition",
    text: "One part of a topic: an ordered log of its own, kept by one leader and its replicas. Order is kept within a partition, not across them.",
    columns: ["Partition", "Partitions"],
  },
  offset: {
    term: "Offset",
    text: "The position of a message in its partition: counted up from 0, never used again, and the same for every reader.",
    columns: ["Offset"],
  },
  consumer: {
    term: "Consumer",
    text: "A client that reads messages. As a member of a group it is assigned partitions, and nobody else in the group reads those.",
    columns: ["Owner", "Client id"],
  },
  group: {
    term: "Consumer group",
    text: "Consumers that share the partitions of their topics among each other. Each group has its own committed offsets, so groups read the same topic independently.",
    columns: ["Group"],
  },
  commit: {
    term: "Committed offset",
    text: "The next offset a group will read in a partition, as it last told Kafka: one past the last message it has dealt with. Without one, auto.offset.reset decides where it begins.",
    columns: ["Committed"],
  },
  logStart: {
    term: "Log start offset",
    text: "The first offset that can still be read. What was in front of it has been deleted by retention, or on demand.",
    columns: ["Start", "Log start"],
  },
  highWatermark: {
    term: "High watermark",
    text: "The end of a partition for readers: one past the last message that all in-sync replicas have. Nothing at or behind it can be read yet.",
    columns: ["End"],
  },
  lag: {
    term: "Lag",
    text: "How many offsets a group is behind: the high watermark less the committed offset. Not a count of messages where compaction or transactions leave holes.",
    columns: ["Lag"],
  },
  rebalance: {
    term: "Rebalance",
    text: "The partitions of a group are assigned anew, because a member came, left or fell silent, or because partitions were added.",
    columns: ["Assignment"],
  },
  leaderEpoch: {
    term: "Leader epoch",
    text: "How often a partition has changed its leader. A commit may carry it, so that a log that was cut back after a lost leader is noticed.",
    columns: [],
  },
  isolation: {
    term: "Isolation level",
    text: "What a consumer sees of transactions: with read_uncommitted everything up to the high watermark, with read_committed only what was committed, up to the last stable offset.",
    columns: ["Isolation", "Last stable"],
  },
} as const satisfies Readonly<Record<string, GlossaryEntry>>;

export type GlossaryTerm = keyof typeof glossary;

/** "Lag: how many offsets…", for a tooltip. */
export function explained(term: GlossaryTerm): string {
  const { term: name, text } = glossary[term];
  return `${name}: ${text}`;
}

/** What pages show at the titles of their columns: title → explanation. */
export function columnExplanations(): Readonly<Record<string, string>> {
  const terms = Object.keys(glossary) as GlossaryTerm[];
  return Object.fromEntries(
    terms.flatMap((term) => glossary[term].columns.map((title) => [title, explained(term)])),
  );
}
