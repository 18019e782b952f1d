import type { SearchProgress } from "../../src/panels/peek/protocol/streams";
import { button } from "../shared/controls";
import { element, icon, setAttributes } from "../shared/dom";
import { formatDecimal, formatNumber } from "../shared/numbers";
import { formatBytes, formatCount, formatDuration, formatRate, share } from "./format";
import type { PeekState } from "./peekState";

export interface ActivityLineEvents {
  readonly onPause: (isPaused: boolean) => void;
  readonly onFollow: () => void;
  readonly onStop: () => void;
  readonly onResumeSearch: () => void;
}

/** How a live view or a search goes, while there is one. */
export class ActivityLine {
  readonly element: HTMLElement;
  private readonly text = element("span", { className: "activity-text" });
  private readonly bar: HTMLElement;
  private readonly fill = element("div", { className: "activity-fill" });
  private readonly follow: HTMLElement;
  private readonly action: HTMLElement;
  private readonly words = document.createTextNode("");
  private readonly followIcon = icon("arrow-up");
  private readonly followWords = document.createTextNode("");
  private state: PeekState | undefined;

  constructor(private readonly events: ActivityLineEvents) {
    const attributes = { role: "progressbar", "aria-label": "Searched", "aria-valuemin": "0" };
    this.bar = element("div", { className: "activity-bar", attributes }, this.fill);
    this.bar.setAttribute("aria-valuemax", "100");
    this.follow = button({ label: "", onClick: events.onFollow });
    this.follow.append(this.followIcon, this.followWords);
    this.action = button({
      label: "",
      onClick: () => {
        this.act();
      },
    });
    this.action.append(this.words);
    const { text, bar, follow, action } = this;
    this.element = element("div", { className: "activity" }, bar, text, follow, action);
    this.element.hidden = true;
  }

  update(state: PeekState): void {
    this.state = state;
    const { live, search, activity } = state;
    this.element.hidden = live === undefined && search === undefined;
    this.bar.hidden = search === undefined;
    this.follow.hidden = live === undefined || live.isFollowing;
    const isUp = state.order === "newestFirst";
    this.followIcon.className = `codicon codicon-arrow-${isUp ? "up" : "down"}`;
    if (live !== undefined) {
      this.text.textContent = liveText(state, live);
      this.text.title = liveTitle;
      this.action.hidden = false;
      this.words.data = live.isPaused || activity !== "live" ? "Resume" : "Pause";
      this.followWords.data =
        live.pending.length === 0 ? "Newest" : `${formatNumber(live.pending.length)} New`;
    } else if (search !== undefined) {
      this.text.textContent = searchText(state, search);
      this.text.title = "";
      this.action.hidden = isComplete(search);
      this.words.data = activity === "search" ? "Stop" : "Resume";
      this.updateBar(search);
    }
  }

  private updateBar(search: SearchProgress): void {
    const done = share(BigInt(search.scannedOffsets), BigInt(search.totalOffsets));
    const percent = isComplete(search) ? 100 : Math.floor(done * 100);
    this.fill.style.width = `${percent}%`;
    setAttributes(this.bar, {
      "aria-valuenow": String(percent),
      "aria-valuetext": `${percent} %, ${formatCount(search.hits, "hit")}`,
    });
  }

  private act(): void {
    const { live, activity } = this.state ?? {};
    if (live !== undefined) this.events.onPause(!live.isPaused && activity === "live");
    else if (activity === "search") this.events.onStop();
    else this.events.onResumeSearch();
  }
}

const liveTitle =
  "Requests and bytes since it began. Fetch latency is from sending to the answer, with the time a broker waits for " +
  "messages. To the end: offsets of the partitions that are not paused.";

function liveText({ activity }: PeekState, live: NonNullable<PeekState["live"]>): string {
  // rates and what is left are of the last question, and nothing is asked now
  if (live.isPaused || activity !== "live") return "Paused: goes on from here, without a gap";
  const parts = [
    "Live",
    formatRate(live.messagesPerSecond),
    `${formatBytes(live.bytesPerSecond)}/s`,
    ...(live.fetchMs === undefined ? [] : [`fetch ${formatNumber(Math.round(live.fetchMs))} ms`]),
    formatCount(live.requests, "request"),
    formatBytes(live.bytes),
    `${formatDecimal(live.left)} to the end`,
  ];
  if (live.throttleMs > 0)
    parts.push(`throttled by the broker for ${formatNumber(live.throttleMs)} ms`);
  return parts.join(" · ");
}

function searchText({ activity }: PeekState, search: SearchProgress): string {
  const scanned = `${formatDecimal(search.scannedOffsets)} of ${formatDecimal(search.totalOffsets)} offsets`;
  const parts = [formatCount(search.hits, "hit"), scanned];
  const isRunning = activity === "search" && !search.isDone;
  if (isRunning) {
    parts.push(`${formatNumber(search.offsetsPerSecond, { maximumFractionDigits: 0 })} offsets/s`);
    if (search.etaMs !== undefined) parts.push(`${formatDuration(search.etaMs)} left`);
  }
  const word = isRunning ? "Searching" : isComplete(search) ? "Search done" : "Search stopped";
  if (search.isFull) parts.push("there may be more");
  return `${word}: ${parts.join(" · ")}`;
}

/** Nothing is left to be searched: one that was stopped is done, too, but can go on. */
function isComplete({ isDone, scannedOffsets, totalOffsets }: SearchProgress): boolean {
  return isDone && BigInt(scannedOffsets) >= BigInt(totalOffsets);
}
