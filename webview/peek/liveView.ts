import type { Query } from "../../src/panels/peek/protocol/query";
import type { Conversation } from "./conversation";
import { isFull } from "./liveRows";
import type { Reader } from "./reader";
import { canonical } from "./savedView";
import type { PeekState } from "./peekState";

/** Between two questions for arrivals: so often the rows change at the most. */
const pauseMs = 150;

/**
 * Follows the chosen partitions. The host fetches only while it is asked, so whoever pauses or looks elsewhere for
 * long misses nothing.
 */
export class LiveView {
  private isAsking = false;

  constructor(
    private readonly conversation: Conversation,
    private readonly reader: Reader,
    private readonly onBegin: () => Promise<void>,
  ) {}

  /** `isResumed`: from where the page ends in any case, as it was followed before. */
  async start(isResumed = false): Promise<void> {
    const { conversation } = this;
    const query = this.reader.query({ kind: "latest" });
    if (query === undefined) return;
    const isContinued = isResumed || canContinue(conversation.state, query);
    const own = conversation.begin("live", query);
    try {
      const from = isContinued ? "page" : "end";
      const page = await conversation.host.call("live", { ...query, from }, own.signal);
      if (!conversation.isCurrent(own)) return;
      conversation.store.apply({ kind: "liveBegun", page, isContinued });
      void this.onBegin();
      await this.follow(own);
    } catch (error) {
      conversation.failed(own, error, "live");
    }
  }

  /** Asking stops; what arrives meanwhile is asked for afterwards. */
  async pause(isPaused: boolean): Promise<void> {
    this.conversation.store.apply({ kind: "livePaused", isPaused });
    if (!isPaused) await this.goOn();
  }

  /** After a pause, a failure, or when there is room again. */
  async goOn(): Promise<void> {
    const { conversation } = this;
    if (conversation.state.live === undefined || this.isAsking) return;
    const own = conversation.begin("live");
    try {
      await this.follow(own);
    } catch (error) {
      conversation.failed(own, error, "live");
    }
  }

  /** The person looks at the newest rows, or away from them. */
  async look(isFollowing: boolean): Promise<void> {
    const { live, activity } = this.conversation.state;
    if (live === undefined || live.isFollowing === isFollowing) return;
    this.conversation.store.apply({ kind: "followed", isFollowing });
    if (isFollowing && activity === "live" && !live.isPaused) await this.goOn();
  }

  /** What was shown stays. */
  async stop(): Promise<void> {
    const { conversation } = this;
    conversation.stop();
    const own = conversation.take();
    await conversation.ask(async () => {
      const page = await conversation.inTurn(() => conversation.host.call("liveStop", {}));
      if (conversation.isCurrent(own)) conversation.store.apply({ kind: "liveEnded", page });
    });
  }

  private async follow(own: AbortController): Promise<void> {
    this.isAsking = true;
    try {
      while (this.isWanted(own)) {
        const page = await this.conversation.inTurn(() =>
          this.conversation.host.call("livePoll", {}, own.signal),
        );
        if (!this.conversation.isCurrent(own)) return;
        this.conversation.store.apply({ kind: "liveArrived", page });
        await rest(pauseMs);
      }
    } finally {
      this.isAsking = false;
    }
  }

  private isWanted(own: AbortController): boolean {
    const { state } = this.conversation;
    const { live } = state;
    return this.conversation.isCurrent(own) && live?.isPaused === false && !isFull(state);
  }
}

/** From where the page ends, if that is the partitions' end and nothing else is looked at now. */
function canContinue({ page, query, isOfLive }: PeekState, wanted: Query): boolean {
  if (page === undefined || query === undefined) return false;
  if (page.hasNewer && !isOfLive) return false;
  const subject = ({ topics, partitions, isolation }: Query): string =>
    canonical([topics, partitions ?? null, isolation]);
  return subject(query) === subject(wanted);
}

export function rest(durationMs: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, durationMs));
}
