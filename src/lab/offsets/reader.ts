import { withDeadline } from "../../kafka/connection/deadline";
import { KafkaError } from "../../kafka/errors";
import type { Offset } from "../../kafka/model";
import type { LabExit, LabProcess } from "../process/labProcesses";
import type { LabReport } from "../worker/orders";

/** A broker may hold a new member back for some seconds, and a crashed one counts as alive for some more. */
const waitTimeoutMs = 60_000;

export interface ReadMessage {
  readonly partition: number;
  readonly offset: Offset;
}

/** One consumer of an experiment, in a process of its own, and what it has told. */
export class Reader {
  readonly received: ReadMessage[] = [];
  private partitions: readonly number[] = [];
  private readonly commits = new Map<number, Offset>();
  private joins = 0;
  private isReading = false;
  private readonly process: LabProcess;
  private readonly waiting = new Set<() => void>();

  /** @param start begins the process, with what is to be told its reports */
  constructor(
    readonly groupId: string,
    start: (onReport: (report: LabReport) => void) => LabProcess,
    private readonly signal: AbortSignal,
  ) {
    this.process = start((report) => {
      this.take(report);
    });
    void this.process.ended.then(() => {
      this.look();
    });
  }

  /** Offsets received of a partition, each as often as it came. */
  offsets(partition = 0): readonly Offset[] {
    return this.received.filter((one) => one.partition === partition).map(({ offset }) => offset);
  }

  /** Until it has a place to read from, and asked for messages there once. */
  reading(): Promise<void> {
    return this.until("begin to read", () => this.isReading);
  }

  receivedAll(count: number): Promise<void> {
    return this.until(`receive ${count} messages`, () => this.received.length >= count);
  }

  /** Until Kafka took its commit of this next offset to read, or of a later one. */
  committedUpTo(next: Offset, partition = 0): Promise<void> {
    return this.until(`commit offset ${next}`, () => (this.commits.get(partition) ?? -1n) >= next);
  }

  /** Its partitions since the last rebalance. */
  get assigned(): readonly number[] {
    return this.partitions;
  }

  /** Until a rebalance has given it so many partitions. */
  rebalanced(partitions: number): Promise<void> {
    return this.until(
      `get ${partitions} of the partitions`,
      () => this.joins > 0 && this.partitions.length === partitions,
    );
  }

  /** Leaves its group. */
  async stop(): Promise<void> {
    const exit = await this.process.stop();
    if (exit.kind === "failed") throw failed(exit);
  }

  /** Without a word to Kafka. */
  async crash(): Promise<void> {
    await this.process.crash();
  }

  private take(report: LabReport): void {
    switch (report.kind) {
      case "joined":
        this.joins += 1;
        this.partitions = report.partitions;
        this.isReading = false;
        break;
      case "reading":
        this.isReading = true;
        break;
      case "received":
        this.received.push({ partition: report.partition, offset: BigInt(report.offset) });
        break;
      case "committed":
        for (const { partition, offset } of report.offsets) {
          this.commits.set(partition, BigInt(offset));
        }
        break;
      case "rebalancing":
      case "produced":
      case "failed":
      case "ended":
        return;
    }
    this.look();
  }

  private look(): void {
    for (const one of [...this.waiting]) one();
  }

  private async until(what: string, condition: () => boolean): Promise<void> {
    let look = (): void => undefined;
    const met = new Promise<void>((resolve, reject) => {
      look = () => {
        if (condition()) resolve();
      };
      void this.process.ended.then((exit) => {
        reject(exit.kind === "failed" ? failed(exit) : endedEarly(this.groupId, what));
      });
    });
    met.catch(() => undefined);
    this.waiting.add(look);
    look();
    try {
      await withDeadline(met, { timeoutMs: waitTimeoutMs, signal: this.signal }, () =>
        late(this.groupId, what),
      );
    } finally {
      this.waiting.delete(look);
    }
  }
}

function failed({ message }: Extract<LabExit, { kind: "failed" }>): KafkaError {
  return new KafkaError(`A consumer of the experiment failed: ${message}`, { kind: "unexpected" });
}

function endedEarly(groupId: string, what: string): KafkaError {
  return new KafkaError(`The consumer of ${groupId} ended before it could ${what}.`, {
    kind: "unexpected",
  });
}

function late(groupId: string, what: string): KafkaError {
  return new KafkaError(
    `The consumer of ${groupId} did not ${what} within ${waitTimeoutMs / 1000} s.`,
    { kind: "timeout" },
  );
}
