import type { Page } from "../../src/panels/peek/protocol/page";
import type { Position, Query } from "../../src/panels/peek/protocol/query";
import { pathsOf } from "./columns";
import type { Conversation } from "./conversation";
import { formatOfQuery, queryOf } from "./draft";
import type { ParsedDraft } from "./draft";
import { canonical } from "./savedView";
import { wantedFormat } from "./state";

/** Pages: the first, the next, and the held one shown otherwise. */
export class Reader {
  constructor(
    private readonly conversation: Conversation,
    private readonly onPage: () => Promise<void>,
  ) {}

  async read(): Promise<void> {
    const query = this.query();
    if (query === undefined) return;
    const { host } = this.conversation;
    await this.run("read", (signal) => host.call("read", query, signal), query);
  }

  async more(direction: "older" | "newer"): Promise<void> {
    const { host } = this.conversation;
    await this.run(direction, (signal) => host.call("more", { direction }, signal));
  }

  /** Shows what is held as the toolbar and the columns want it now. */
  async format(): Promise<void> {
    const { conversation } = this;
    const { state, host, store } = conversation;
    const format = wantedFormat(state);
    const isHeld =
      state.page !== undefined || state.live !== undefined || state.search !== undefined;
    if (format === undefined || !isHeld) return;
    await conversation.ask(() =>
      conversation.inTurn(async () => {
        const { pageNumber } = conversation.state;
        const page = await host.call("format", format);
        // Another page came meanwhile: it asks for its own.
        if (conversation.state.pageNumber !== pageNumber) return;
        store.apply({ kind: "formatted", page, format });
        await this.onPage();
      }),
    );
  }

  /** What the toolbar asks for; undefined, after a word about it, when that is not valid. */
  query(from?: Position): Query | undefined {
    const parsed = this.parse(from);
    if (parsed?.ok === false) this.conversation.refuse(parsed.reason);
    return parsed?.ok === true ? parsed.query : undefined;
  }

  private parse(from: Position | undefined): ParsedDraft | undefined {
    const { draft, arrangement } = this.conversation.state;
    return draft && queryOf(draft, pathsOf(arrangement.columns), from);
  }

  private async run(
    activity: "read" | "older" | "newer",
    ask: (signal: AbortSignal) => Promise<Page>,
    query?: Query,
  ): Promise<void> {
    const { conversation } = this;
    const own = conversation.begin(activity, query);
    try {
      const page = await ask(own.signal);
      if (!conversation.isCurrent(own)) return;
      conversation.store.apply({ kind: "readDone", page });
      await this.catchUp();
      await this.onPage();
    } catch (error) {
      conversation.failed(own, error, activity);
    }
  }

  /** How it is to be shown may have been changed while the page was read. */
  private async catchUp(): Promise<void> {
    const { query, page } = this.conversation.state;
    const wanted = wantedFormat(this.conversation.state);
    if (query === undefined || page === undefined || wanted === undefined) return;
    const shown = { ...formatOfQuery(query), timeZone: page.timeZone };
    if (canonical(shown) !== canonical(wanted)) await this.format();
  }
}
