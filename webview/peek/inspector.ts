import type { MessageRef, Row } from "../../src/panels/peek/protocol/rows";
import type { Conversation } from "./conversation";
import { messageOf } from "./conversation";
import { isSameMessage, refOf } from "./partitionRef";

/** The one message that is looked at. */
export class Inspector {
  constructor(private readonly conversation: Conversation) {}

  /** A pointer shows the message; moving by keys only follows where details are already shown. */
  async activate(row: Row, by: "pointer" | "key"): Promise<void> {
    if (row.kind !== "message") return;
    if (by === "pointer") this.conversation.store.apply({ kind: "detailOpened" });
    if (this.conversation.state.isDetailOpen) await this.select(row);
  }

  async open(row: Row): Promise<void> {
    if (row.kind !== "message") return;
    this.conversation.store.apply({ kind: "detailOpened" });
    await this.select(row);
  }

  /** Asks again where the message was asked for before: it may be shown otherwise now. */
  async load(): Promise<void> {
    const { state, host, store } = this.conversation;
    const message = state.selected;
    if (message === undefined) return;
    try {
      const details = await host.call("details", message);
      store.apply({ kind: "detailsDone", details });
    } catch (error) {
      store.apply({ kind: "detailsFailed", message, reason: messageOf(error) });
    }
  }

  mark(message: MessageRef | undefined): void {
    this.conversation.store.apply({ kind: "marked", message });
  }

  /** Marks the first message, and compares the next one with it. */
  async markOrCompare(message: MessageRef): Promise<void> {
    const { marked } = this.conversation.state;
    if (marked === undefined || isSameMessage(marked, message)) this.mark(message);
    else await this.compare(marked, message);
  }

  async compare(left: MessageRef, right: MessageRef): Promise<void> {
    const { host } = this.conversation;
    await this.conversation.ask(() => host.call("compare", { left, right }));
    this.mark(undefined);
  }

  async testFilter(message: MessageRef): Promise<void> {
    const { host, store, state } = this.conversation;
    const filter = state.draft?.filter;
    if (filter === undefined) return;
    await this.conversation.ask(async () => {
      const test = await host.call("testFilter", { ...refOf(message), filter });
      store.apply({ kind: "filterTested", message, test });
    });
  }

  private async select(message: MessageRef): Promise<void> {
    this.conversation.store.apply({ kind: "selected", message: refOf(message) });
    if (this.conversation.state.details === undefined) await this.load();
  }
}
