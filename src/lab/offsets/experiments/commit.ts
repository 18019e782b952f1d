import type { CommitMode } from "../../worker/orders";
import type { Bench } from "../bench";
import type { Experiment } from "../experiment";
import { rangeText } from "../offsetsText";

const messages = 10;
const handled = 6;

interface Variant {
  readonly role: string;
  /** In a sentence about the group. */
  readonly how: string;
  readonly commit: CommitMode;
  readonly end: "crash" | "stop";
  /** Undefined: it got to no commit. */
  readonly committed: number | undefined;
  readonly why: string;
}

/** The default of `auto.commit.interval.ms`. */
const auto: CommitMode = { kind: "auto", intervalMs: 5000 };

const variants: readonly Variant[] = [
  {
    role: "each-message",
    how: "commits after each message",
    commit: { kind: "eachMessage" },
    end: "crash",
    committed: handled,
    why: "Each commit names the next offset to read, so nothing it had handled comes again. It costs one request for each message.",
  },
  {
    role: "each-batch",
    how: "commits after each batch",
    commit: { kind: "eachBatch" },
    end: "crash",
    committed: undefined,
    why: "It crashed in the middle of its first batch, before the commit of it: the whole batch comes again, also what was handled already. This is at-least-once delivery.",
  },
  {
    role: "auto-crash",
    how: "commits by itself every 5 s",
    commit: auto,
    end: "crash",
    committed: undefined,
    why: "It crashed before enable.auto.commit had its first turn (auto.commit.interval.ms is 5 s by default): what was handled since the last commit comes again.",
  },
  {
    role: "auto-stop",
    how: "commits by itself every 5 s",
    commit: auto,
    end: "stop",
    committed: handled,
    why: "A consumer that is closed commits what it has handled before it leaves its group. Only a crash loses commits.",
  },
];

/** When to commit, seen by what is read again after a restart. */
export const commit: Experiment = {
  id: "commit",
  slug: "commit",
  title: "Committing, and a restart in between",
  question: "What is read again after a restart, by when the consumer commits?",
  settings: ["enable.auto.commit", "auto.commit.interval.ms"],
  partitions: 1,

  async run(bench) {
    await bench.createTopic();
    await bench.produce(messages);
    bench.tell(
      `Wrote ${messages} messages. Four groups handle ${handled} of them, end, and begin again.`,
    );
    await Promise.all(variants.map((variant) => restart(bench, variant)));
  },
};

async function restart(bench: Bench, variant: Variant): Promise<void> {
  const { role, how, commit: mode, end, committed, why } = variant;
  const first = await bench.read(role, { commit: mode, haltAfter: handled });
  await first.receivedAll(handled);
  // each message is told before its commit
  if (mode.kind === "eachMessage") await first.committedUpTo(BigInt(handled));
  await (end === "crash" ? first.crash() : first.stop());
  const ended = end === "crash" ? "crashed" : "was stopped";
  await bench.checkCommitted(
    `${first.groupId} ${how}; it handled ${rangeText(0, handled)} and ${ended}.`,
    first.groupId,
    committed === undefined ? undefined : BigInt(committed),
    end === "crash"
      ? "A crash commits nothing: this is what was committed before."
      : "Leaving the group came with a last commit.",
  );
  const from = committed ?? 0;
  const second = await bench.read(role, { commit: { kind: "eachMessage" } });
  await second.receivedAll(messages - from);
  await second.stop();
  const again = handled - from;
  const words = again === 0 ? "nothing is read again" : `${again} messages are read again`;
  bench.checkReceived(
    `${second.groupId} begins again: ${words}.`,
    second,
    rangeText(from, messages),
    why,
  );
}
