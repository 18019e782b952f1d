import type { PartitionOffset, Position } from "../../src/panels/peek/protocol/query";
import type { Conversation } from "./conversation";
import { partitionKey } from "./partitionRef";
import type { Reader } from "./reader";
import { rest } from "./liveView";
import type { PeekState } from "./peekState";

/** Between two looks at the partitions while they are followed. */
const refreshMs = 3000;

/** The partitions table's questions. */
export class PartitionTableReader {
  private isRefreshing = false;

  constructor(
    private readonly conversation: Conversation,
    private readonly reader: Reader,
  ) {}

  /** Asks nothing while the table is closed. */
  async load(): Promise<void> {
    const { conversation } = this;
    const { arrangement } = conversation.state;
    if (!arrangement.isPartitionsOpen) return;
    const { groupId } = arrangement;
    await conversation.ask(async () => {
      const asked = groupId === undefined ? {} : { groupId };
      const table = await conversation.host.call("partitions", asked);
      conversation.store.apply({ kind: "tableDone", table });
    });
  }

  /** Again and again while there is a live view. */
  async refresh(): Promise<void> {
    if (this.isRefreshing) return;
    this.isRefreshing = true;
    while (this.conversation.state.live !== undefined) {
      await this.load();
      await rest(refreshMs);
    }
    this.isRefreshing = false;
  }

  async timeOf({ topic, partition, offset }: PartitionOffset): Promise<string | undefined> {
    try {
      const at = { topic, partition, offset };
      const { text } = await this.conversation.host.call("offsetTime", at);
      return text === "" ? undefined : text;
    } catch {
      // Only a hint under the pointer.
      return undefined;
    }
  }

  /** The other partitions stay where they are. */
  async seek(at: PartitionOffset): Promise<void> {
    const { conversation } = this;
    const { state, host, store } = conversation;
    if (state.live !== undefined) {
      await conversation.ask(() => host.call("liveSeek", at));
      await this.load();
      return;
    }
    const named = soughtOffsets(state, at);
    store.apply({ kind: "edited", change: { kind: "offsets", named } });
    await this.reader.read();
  }

  async pause(
    { topic, partition }: Omit<PartitionOffset, "offset">,
    isPaused: boolean,
  ): Promise<void> {
    const { host } = this.conversation;
    const partitions = [{ topic, partition }];
    await this.conversation.ask(() => host.call("livePause", { partitions, isPaused }));
    await this.load();
  }
}

function soughtOffsets(
  { table, draft }: PeekState,
  at: PartitionOffset,
): Extract<Position, { kind: "offsets" }> {
  const chosen = draft?.partitions && new Set(draft.partitions.map(partitionKey));
  const others = (table?.rows ?? []).flatMap(({ topic, partition, position, start }) => {
    const offset = position ?? start;
    const isOther = partitionKey(at) !== partitionKey({ topic, partition });
    const isChosen = chosen?.has(partitionKey({ topic, partition })) ?? true;
    return isOther && isChosen && offset !== undefined ? [{ topic, partition, offset }] : [];
  });
  return { kind: "offsets", label: "Partition offsets", offsets: [at, ...others] };
}
