import type { Lane } from "../connection/lane";
import type { OffsetRange, ScanProgress } from "../gateway";
import type { Offset } from "../model";
import type { FedPartition } from "../tail/fedPartition";

/** How far a scan has come. */
export class ScanProgressMeter {
  private messages = 0;
  private cut: { readonly partition: FedPartition; readonly offset: Offset } | undefined;
  private readonly totalOffsets: bigint;

  constructor(
    private readonly ranges: readonly OffsetRange[],
    /** One for each of the ranges. */
    private readonly partitions: readonly FedPartition[],
    private readonly lane: Pick<Lane, "traffic">,
    private readonly startedMs: number,
  ) {
    this.totalOffsets = this.offsets(({ end = 0n }) => end);
  }

  count(messages: number): void {
    this.messages += messages;
  }

  /** The last step of a scan delivers no further in this partition, although it was read further. */
  cutAt(partition: FedPartition, offset: Offset): void {
    this.cut = { partition, offset };
  }

  progress(): ScanProgress {
    return {
      scannedOffsets: this.offsets((partition) => this.positionOf(partition)),
      totalOffsets: this.totalOffsets,
      scannedMessages: BigInt(this.messages),
      bytes: this.lane.traffic.receivedBytes,
      elapsedMs: performance.now() - this.startedMs,
      left: this.partitions.flatMap((partition) => {
        const from = this.positionOf(partition);
        const { topic, partition: number, end: to = from } = partition;
        return from < to ? [{ topic, partition: number, from, to }] : [];
      }),
    };
  }

  private positionOf(partition: FedPartition): Offset {
    return this.cut?.partition === partition ? this.cut.offset : partition.gaps.position;
  }

  /** Summed over the ranges, from where each began. */
  private offsets(reached: (partition: FedPartition) => Offset): bigint {
    let sum = 0n;
    for (const [index, { from }] of this.ranges.entries()) {
      const partition = this.partitions[index];
      if (partition !== undefined) sum += reached(partition) - from;
    }
    return sum;
  }
}
