import type { Experiment } from "../experiment";
import { rangeText } from "../offsetsText";

const messages = 10;
const handled = 3;
const logStart = 6;
const more = 2;

/** A group that was away for longer than its messages were kept. */
export const belowLogStart: Experiment = {
  id: "belowLogStart",
  slug: "below-log-start",
  title: "A commit below the log start",
  question: "What does a group do whose next message has been deleted by retention?",
  settings: ["auto.offset.reset", "retention.ms"],
  partitions: 1,

  async run(bench) {
    await bench.createTopic();
    await bench.produce(messages);
    const roles = ["earliest", "latest"] as const;
    const first = await Promise.all(roles.map((role) => bench.read(role, { haltAfter: handled })));
    await Promise.all(first.map((reader) => reader.committedUpTo(BigInt(handled))));
    await Promise.all(first.map((reader) => reader.stop()));
    bench.tell(
      `Wrote ${messages} messages. Two groups handled ${handled}, committed offset ${handled}, and ended.`,
    );
    await bench.deleteRecords(BigInt(logStart));
    bench.check(
      `Deleted what is in front of offset ${logStart}, as retention does.`,
      {
        what: "Log start offset",
        expected: String(logStart),
        observed: String(await bench.logStart()),
      },
      `The groups' commits stay where they are, at offset ${handled}: they are below the log start now, out of range.`,
    );

    const [earliest, latest] = await Promise.all([
      bench.read("earliest", { startAt: "earliest" }),
      bench.read("latest", { startAt: "latest" }),
    ]);
    await Promise.all([earliest.receivedAll(messages - logStart), latest.reading()]);
    await bench.produce(more);
    bench.tell(`Both groups began again, and ${more} more messages were written.`);
    const end = messages + more;
    await Promise.all([earliest.committedUpTo(BigInt(end)), latest.committedUpTo(BigInt(end))]);
    await Promise.all([earliest.stop(), latest.stop()]);
    bench.checkReceived(
      "With earliest, the group goes on at the log start.",
      earliest,
      rangeText(logStart, end),
      `The broker answered that offset ${handled} is out of range, and auto.offset.reset was asked. Nobody handled ${rangeText(handled, logStart)}: they are lost to the group.`,
    );
    bench.checkReceived(
      "With latest, it leaps to the end.",
      latest,
      rangeText(messages, end),
      `It lost ${rangeText(handled, messages)}, also what was still there. Reset the group to the earliest offset before it begins again, and only the deleted ones are lost.`,
    );
  },
};
