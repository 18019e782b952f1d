import type { Experiment } from "../experiment";
import { rangeText } from "../offsetsText";

const messages = 10;
const slow = 4;

/** Each group has offsets of its own. */
export const twoGroups: Experiment = {
  id: "twoGroups",
  slug: "two-groups",
  title: "Two groups on one topic",
  question: "Does one group's reading take messages away from another?",
  settings: ["group.id"],
  partitions: 1,

  async run(bench) {
    await bench.createTopic();
    await bench.produce(messages);
    bench.tell(`Wrote ${messages} messages.`);
    const [all, some] = await Promise.all([
      bench.read("billing"),
      bench.read("shipping", { haltAfter: slow }),
    ]);
    await Promise.all([all.committedUpTo(BigInt(messages)), some.committedUpTo(BigInt(slow))]);
    await Promise.all([all.stop(), some.stop()]);
    bench.checkReceived(
      "The first group reads everything.",
      all,
      rangeText(0, messages),
      "Reading takes nothing out of a topic: messages stay until retention deletes them.",
    );
    bench.checkReceived(
      "The second group gets the same messages, and stops early.",
      some,
      rangeText(0, slow),
      "Within a group each partition goes to one member; between groups nothing is shared.",
    );
    await bench.checkCommitted(
      "Each group has a committed offset of its own: that of the first is the end of the log.",
      all.groupId,
      BigInt(messages),
      "Commits are kept by group, topic and partition in __consumer_offsets. Its lag is 0.",
    );
    await bench.checkCommitted(
      "That of the second is where it stopped.",
      some.groupId,
      BigInt(slow),
      `Its lag is ${messages - slow}: the end of the log less the committed offset. Open both groups in the tree to compare them.`,
    );
  },
};
