import type { Tail, TailBatch } from "../../src/kafka/gateway";
import type { Message, Offset } from "../../src/kafka/model";

const patienceMs = 20_000;

/** Polls until a batch, with what came before, satisfies `isDone`. */
export async function pollUntil(
  tail: Tail,
  isDone: (seen: PolledBatches) => boolean,
  maxMessages = 10_000,
): Promise<PolledBatches> {
  const seen = new PolledBatches();
  const endMs = performance.now() + patienceMs;
  while (!isDone(seen)) {
    if (performance.now() > endMs) {
      throw new Error(`Not within ${patienceMs} ms; the last batch was ${seen.describeLast()}`);
    }
    seen.add(await tail.poll({ maxMessages, maxWaitMs: 200 }));
  }
  return seen;
}

/** Polls until so many messages came. */
export async function pollMessages(
  tail: Tail,
  count: number,
  maxMessages?: number,
): Promise<PolledBatches> {
  return pollUntil(tail, ({ messages }) => messages.length >= count, maxMessages);
}

/** Everything some polls gave. */
export class PolledBatches {
  readonly batches: TailBatch[] = [];
  readonly messages: Message[] = [];

  add(batch: TailBatch): void {
    this.batches.push(batch);
    this.messages.push(...batch.messages);
  }

  get gaps(): TailBatch["gaps"] {
    return this.batches.flatMap(({ gaps }) => gaps);
  }

  get last(): TailBatch | undefined {
    return this.batches.at(-1);
  }

  get values(): readonly (string | undefined)[] {
    return this.messages.map(({ value }) => value?.toString());
  }

  offsets(partition: number): readonly Offset[] {
    return this.messages.filter((m) => m.partition === partition).map(({ offset }) => offset);
  }

  describeLast(): string {
    const { failures, interruptions, next } = this.last ?? {};
    const shown = { failures, interruptions, next, messages: this.messages.length };
    return JSON.stringify(shown, (_, value: unknown) =>
      typeof value === "bigint" ? value.toString() : value,
    );
  }
}
