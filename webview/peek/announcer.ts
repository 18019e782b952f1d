import { element } from "../shared/dom";
import { formatCount } from "./format";
import type { PeekState } from "./peekState";

/** Says what begins and ends, politely; numbers that change each second are not for it. */
export class Announcer {
  readonly element = element("div", {
    className: "visually-hidden",
    attributes: { role: "status", "aria-live": "polite" },
  });

  update(state: PeekState, before: PeekState): void {
    const words = news(state, before);
    if (words !== undefined) this.element.textContent = words;
  }
}

function news(state: PeekState, before: PeekState): string | undefined {
  const { live, search, activity, marked } = state;
  if (live !== undefined && before.live === undefined) return "Live view started.";
  if (live === undefined && before.live !== undefined) return "Live view ended.";
  if (live?.isPaused !== before.live?.isPaused)
    return live?.isPaused === true ? "Paused." : "Resumed.";
  if (activity === "search" && before.activity !== "search") return "Search started.";
  if (search?.isDone === true && before.search?.isDone !== true) {
    return `Search ended, ${formatCount(search.hits, "hit")}.`;
  }
  if (marked !== undefined && marked !== before.marked) {
    return "Marked. Choose another message and compare.";
  }
  return undefined;
}
