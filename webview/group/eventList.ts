import type { Timeline, TimelineEvent } from "../../src/panels/group/protocol";
import { element, icon } from "../shared/dom";
import type { Clock } from "./clock";
import { formatDuration } from "./format";

const mostListed = 500;

const icons: Readonly<Record<TimelineEvent["kind"], string>> = {
  joined: "sign-in",
  left: "sign-out",
  state: "pulse",
  assignment: "arrow-swap",
  epoch: "milestone",
  failure: "warning",
};

/** What happened, newest first, in sentences. */
export class EventList {
  readonly element = element("ol", {
    className: "events",
    attributes: { role: "list", "aria-label": "What happened, newest first", tabindex: "0" },
  });
  private shown = "";

  update({ events }: Timeline, clock: Clock): void {
    const key = JSON.stringify([events, clock.timeZone]);
    if (key === this.shown) return;
    this.shown = key;
    const newest = [...events].reverse();
    const items = newest.slice(0, mostListed).map((event) => item(event, clock));
    const left = newest.length - items.length;
    if (left > 0) {
      const text = `${left} earlier ones are in the export.`;
      items.push(element("li", { className: "event muted" }, text));
    }
    if (items.length === 0) {
      items.push(element("li", { className: "event muted" }, "Nothing has happened yet."));
    }
    this.element.replaceChildren(...items);
  }
}

function item({ atMs, kind, text, pausedMs }: TimelineEvent, clock: Clock): HTMLElement {
  const time = element("span", { className: "event-time" }, clock.exactTime(atMs));
  const paused =
    pausedMs === undefined
      ? undefined
      : element("span", { className: "badge" }, `paused ${formatDuration(pausedMs)}`);
  const sentence = element("span", { className: "event-text" }, text);
  return element(
    "li",
    { className: `event event-${kind}` },
    time,
    icon(icons[kind]),
    sentence,
    paused,
  );
}
