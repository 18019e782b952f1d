import type { Chunk } from "./chunk";

interface Answer {
  readonly nodeId: number;
  readonly chunks: Set<Chunk>;
}

/** What brokers answered and nobody took yet, in the order it came. */
export class HeldAnswers {
  private answers: Answer[] = [];

  /** @param onRead told a part of every answer that was read to its end, so that its memory can be used again */
  constructor(private readonly onRead: (records: Buffer) => void) {}

  add(nodeId: number, chunks: readonly Chunk[]): void {
    if (chunks.length > 0) this.answers.push({ nodeId, chunks: new Set(chunks) });
  }

  answersOf(nodeId: number): number {
    this.dropOutdated();
    return this.answers.filter((answer) => answer.nodeId === nodeId).length;
  }

  /** The first chunk of every partition: a partition's second one is read when its first is done with. */
  heads(): readonly Chunk[] {
    const heads = new Map<Chunk["partition"], Chunk>();
    this.dropOutdated();
    for (const { chunks } of this.answers) {
      for (const chunk of chunks) {
        if (!heads.has(chunk.partition)) heads.set(chunk.partition, chunk);
      }
    }
    return [...heads.values()];
  }

  /** It was read to its end. */
  done(chunk: Chunk): void {
    for (const { chunks } of this.answers) {
      const isRead = chunks.delete(chunk) && chunks.size === 0;
      if (isRead && chunk.records !== undefined) this.onRead(chunk.records);
    }
  }

  clear(): void {
    this.answers = [];
  }

  /** Of partitions that were sought or paused meanwhile. */
  private dropOutdated(): void {
    for (const { chunks } of this.answers) {
      for (const chunk of chunks) {
        if (chunk.generation !== chunk.partition.generation) chunks.delete(chunk);
      }
    }
    this.answers = this.answers.filter(({ chunks }) => chunks.size > 0);
  }
}
