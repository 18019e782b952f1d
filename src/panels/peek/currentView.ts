import { KafkaError } from "../../kafka/errors";
import type { Message, Position } from "../../kafka/model";
import type { LiveView } from "./liveView";
import { messageKey } from "./messageKey";
import type { PageContent } from "./pagedMessages";
import type { TopicSearch } from "./topicSearch";

/** What is shown now: one page, a live view or a search. Only its messages are held. */
export class CurrentView {
  private page: PageContent | undefined;
  private pageMs = 0;
  private liveNow: LiveView | undefined;
  private searchNow: TopicSearch | undefined;

  get live(): LiveView | undefined {
    return this.liveNow;
  }

  get search(): TopicSearch | undefined {
    return this.searchNow;
  }

  /** How long reading what is shown took. */
  get elapsedMs(): number {
    return this.pageMs;
  }

  get content(): PageContent | undefined {
    return this.liveNow?.content() ?? this.searchNow?.content() ?? this.page;
  }

  /** Where reading goes on. */
  get positions(): readonly Position[] {
    return this.liveNow?.positions ?? this.searchNow?.positions ?? this.page?.high ?? [];
  }

  showPage(content: PageContent, elapsedMs: number): void {
    this.end();
    this.page = content;
    this.pageMs = elapsedMs;
  }

  showLive(live: LiveView): void {
    this.end();
    this.liveNow = live;
  }

  showSearch(search: TopicSearch): void {
    this.end();
    this.searchNow = search;
  }

  /** A live view ends; what it showed is a page from now on. */
  endLive(): void {
    if (this.live !== undefined) this.end();
  }

  /** A live view or a search ends; what it found is a page from now on. */
  end(): void {
    const { live, search } = this;
    if (live === undefined && search === undefined) return;
    this.page = this.content;
    this.pageMs = 0;
    this.liveNow = undefined;
    this.searchNow = undefined;
    live?.close();
    search?.close();
  }

  find(position: Position): Message | undefined {
    const held = this.liveNow ?? this.searchNow;
    if (held !== undefined) return held.find(position);
    const key = messageKey(position);
    return this.page?.messages.find((message) => messageKey(message) === key);
  }

  isOpen(message: Position): boolean {
    return this.page?.open.has(messageKey(message)) ?? false;
  }

  /** Lets go of everything. */
  close(): void {
    this.end();
    this.page = undefined;
  }
}

export function notHeld(): KafkaError {
  return new KafkaError("This message is no longer held: read the page again.", {
    kind: "notFound",
  });
}
