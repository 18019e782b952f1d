import type { Bench } from "../bench";
import type { Experiment } from "../experiment";
import { rangeText } from "../offsetsText";

const before = 5;
const after = 3;
const end = before + after;

/** `auto.offset.reset`, and when it counts. */
export const newGroup: Experiment = {
  id: "newGroup",
  slug: "new-group",
  title: "A group that has never committed",
  question: "Where does it begin to read, with auto.offset.reset earliest and with latest?",
  settings: ["auto.offset.reset"],
  partitions: 1,

  async run(bench) {
    await bench.createTopic();
    await bench.produce(before);
    bench.tell(`Wrote ${before} messages before any group was there.`);
    const [earliest, latest] = await Promise.all([
      bench.read("earliest", { startAt: "earliest" }),
      bench.read("latest", { startAt: "latest" }),
    ]);
    await Promise.all([earliest.receivedAll(before), latest.reading()]);
    bench.tell(`Began two new groups: ${earliest.groupId} and ${latest.groupId}.`);
    await bench.produce(after);
    bench.tell(`Wrote ${after} more.`);
    await Promise.all([earliest.receivedAll(end), latest.receivedAll(after)]);
    await Promise.all([earliest.stop(), latest.stop()]);
    bench.checkReceived(
      "With earliest, the new group begins at the start of the log.",
      earliest,
      rangeText(0, end),
      "It had no committed offset, so auto.offset.reset decided: earliest is the log start offset.",
    );
    bench.checkReceived(
      "With latest, it sees only what is written after it began.",
      latest,
      rangeText(before, end),
      "Latest is the end of the log at the time the group looks for its place. What was there before is not read, unless the group's offsets are reset.",
    );
    await readAgain(bench);
  },
};

/** The same group, with the other policy: it has a commit now. */
async function readAgain(bench: Bench): Promise<void> {
  const again = await bench.read("latest", { startAt: "earliest" });
  await again.reading();
  bench.tell(`Began ${again.groupId} again, this time with earliest.`);
  await bench.produce(1);
  await again.receivedAll(1);
  await again.stop();
  bench.checkReceived(
    "The policy no longer matters: the group goes on at its commit.",
    again,
    rangeText(end, end + 1),
    "auto.offset.reset is only asked where there is no committed offset, or where it is out of range. To make a group read again, reset its offsets.",
  );
}
