import type { SearchPage } from "../../src/panels/peek/protocol/streams";
import type { Conversation } from "./conversation";
import type { Reader } from "./reader";
import { rest } from "./liveView";

/** Between two questions for hits. */
const pauseMs = 150;

/** Searches with the filter, from the position to the end; the host does the work. */
export class SearchRun {
  /** Counts searches: hits of one before are dropped. */
  private run = 0;

  constructor(
    private readonly conversation: Conversation,
    private readonly reader: Reader,
  ) {}

  async start(): Promise<void> {
    const { conversation } = this;
    const query = this.reader.query();
    if (query === undefined) return;
    if (query.filter === undefined) {
      conversation.refuse("Enter a filter to search for.");
      return;
    }
    const run = ++this.run;
    const own = conversation.begin("search", query);
    try {
      const page = await conversation.host.call("search", query, own.signal);
      if (!conversation.isCurrent(own)) return;
      conversation.store.apply({ kind: "searchBegun", page });
      await this.follow(own, run);
    } catch (error) {
      conversation.failed(own, error, "search");
    }
  }

  /** A search that went on while the page was hidden is followed again. */
  async goOn(): Promise<void> {
    const { conversation, run } = this;
    if (!this.isWanted()) return;
    const own = conversation.begin("search");
    try {
      await this.follow(own, run);
    } catch (error) {
      conversation.failed(own, error, "search");
    }
  }

  /** Hits stay, and so does what came last. */
  async stop(): Promise<void> {
    const { conversation, run } = this;
    conversation.stop();
    const own = conversation.take();
    await conversation.ask(async () => {
      this.take(await conversation.inTurn(() => conversation.host.call("searchStop", {})), run);
      await this.poll(own, run);
    });
  }

  async resume(): Promise<void> {
    const { conversation, run } = this;
    const own = conversation.begin("search");
    try {
      const page = await conversation.inTurn(() => conversation.host.call("searchResume", {}));
      this.take(page, run);
      if (conversation.isCurrent(own)) await this.follow(own, run);
    } catch (error) {
      conversation.failed(own, error, "search");
    }
  }

  private async follow(own: AbortController, run: number): Promise<void> {
    await this.poll(own, run);
    if (this.conversation.isCurrent(own)) this.conversation.stop();
  }

  /** To its end. Without a signal: an answer that is dropped would take its hits along. */
  private async poll(own: AbortController, run: number): Promise<void> {
    const { conversation } = this;
    while (conversation.isCurrent(own) && this.isWanted()) {
      const page = await conversation.inTurn(() => conversation.host.call("searchPoll", {}));
      this.take(page, run);
      if (!page.progress.isDone) await rest(pauseMs);
      else if (page.rows.length === 0) return;
    }
  }

  /** Also when it is done: hits come in portions. */
  private isWanted(): boolean {
    const { search, held } = this.conversation.state;
    return search !== undefined && (!search.isDone || held.length < search.hits);
  }

  private take(page: SearchPage, run: number): void {
    const { store, state } = this.conversation;
    if (run === this.run && state.search !== undefined)
      store.apply({ kind: "searchArrived", page });
  }
}
