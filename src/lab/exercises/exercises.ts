import type { Sight } from "./evidence";

export interface Exercise {
  readonly title: string;
  /** What to try, and where. */
  readonly advice: string;
  readonly tasks: readonly Task[];
}

export interface Task {
  readonly text: string;
  /** What has to be seen on the cluster for it. */
  readonly seen: Sight;
}

/** To practise with: each is done when the cluster shows it. */
export const exercises: readonly Exercise[] = [
  {
    title: "A group with several consumers",
    advice:
      "Start the producer in the Rebalance tab and add two consumers, or use programs of your own. Watch which member gets which partitions.",
    tasks: [
      { text: "A topic has messages in two or more partitions.", seen: "spreadMessages" },
      { text: "A group shares them among two or more members.", seen: "sharedGroup" },
      { text: "Both members have read and committed.", seen: "handledByBoth" },
    ],
  },
  {
    title: "Earliest and latest",
    advice:
      "Run “A group that has never committed” in the Offsets tab, or start a program with auto.offset.reset earliest and another with latest, each in a new group.",
    tasks: [
      { text: "Two groups have committed offsets of one topic.", seen: "twoGroups" },
      {
        text: "One began at the start, one at the end. Kafka does not keep the policy of a group, so only groups of the Offsets tab count.",
        seen: "bothPolicies",
      },
    ],
  },
  {
    title: "Committing by hand, and a restart",
    advice:
      "Stop a consumer that commits, look at its committed offset in the tree, then begin it again: it goes on there. Keep this tab open meanwhile.",
    tasks: [
      { text: "A group without members has a committed offset.", seen: "stopped" },
      { text: "The same group has begun again and gone on from there.", seen: "goneOn" },
    ],
  },
];
