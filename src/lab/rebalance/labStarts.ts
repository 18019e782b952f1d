import { KafkaError } from "../../kafka/errors";
import type { RebalanceSetup } from "./setup";

/** What of the setup is written to. */
export type LabNames = Pick<RebalanceSetup, "topic" | "partitions" | "groupId">;

/** Starts of the lab's processes. A person agrees to the names they write to, before the first of them. */
export class LabStarts {
  private readonly agreed = new Set<string>();
  private count = 0;

  /** @param mayBegin asks a person */
  constructor(private readonly mayBegin: (names: LabNames) => Promise<boolean>) {}

  /** Meanwhile the names must not change: what is started is what was agreed to. */
  get isUnderWay(): boolean {
    return this.count > 0;
  }

  async run(work: () => Promise<void>): Promise<void> {
    this.count++;
    try {
      await work();
    } finally {
      this.count--;
    }
  }

  /** @throws KafkaError `cancelled` when a person does not agree */
  async agree({ topic, partitions, groupId }: LabNames): Promise<void> {
    const names = JSON.stringify([topic, groupId]);
    if (this.agreed.has(names)) return;
    if (!(await this.mayBegin({ topic, partitions, groupId }))) {
      throw new KafkaError("The lab was not started.", { kind: "cancelled" });
    }
    this.agreed.add(names);
  }
}
