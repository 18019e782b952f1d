import type { GroupRequests, Timeline } from "../../src/panels/group/protocol";
import { button, setDisabled } from "../shared/controls";
import { element } from "../shared/dom";
import { svgElement } from "../shared/svg";
import { Clock } from "./clock";
import { EventList } from "./eventList";
import type { GroupState } from "./state";
import { memberBox } from "./timelinePaint";
import { TimelinePicture } from "./timelinePicture";

export type ExportFormat = GroupRequests["exportTimeline"]["params"]["format"];

export interface RebalancesEvents {
  readonly onExport: (format: ExportFormat) => void;
}

const formats: readonly { readonly format: ExportFormat; readonly label: string }[] = [
  { format: "json", label: "JSON" },
  { format: "csv", label: "CSV" },
  { format: "svg", label: "SVG" },
];

/** Who consumed which partition when, as a picture and as a list of what happened. */
export class RebalancesTab {
  readonly element: HTMLElement;
  private readonly picture: TimelinePicture;
  private readonly events = new EventList();
  private readonly legend = element("ul", {
    className: "legend",
    attributes: { role: "list", "aria-label": "Members", tabindex: "0" },
  });
  private readonly exports: readonly HTMLElement[];
  /** Beside the picture, what the pointer or the focus is on; the focus also reads it out. */
  private readonly told = element("div", {
    className: "told muted",
    attributes: { "aria-hidden": "true" },
  });
  private readonly content: HTMLElement;
  private readonly empty = element("div", { className: "empty", attributes: { role: "status" } });
  private readonly eventsTitle = element("h2", { className: "events-title" });
  private timeline: Timeline | undefined;
  private clock: Clock | undefined;
  private drawnLegend = "";

  constructor(events: RebalancesEvents) {
    this.picture = new TimelinePicture((text) => {
      this.told.textContent = text ?? this.hint();
    });
    this.exports = formats.map(({ format, label }) =>
      button({
        label,
        title: `Export the Timeline as ${label}`,
        onClick: () => {
          events.onExport(format);
        },
      }),
    );
    const group = { className: "exports", attributes: { role: "group", "aria-label": "Export" } };
    const label = { className: "field-label", attributes: { "aria-hidden": "true" } };
    const exports = element("div", group, element("span", label, "Export"), ...this.exports);
    const bar = element("div", { className: "bar" }, this.legend, exports);
    this.content = element(
      "div",
      { className: "rebalances" },
      this.picture.element,
      this.told,
      this.eventsTitle,
      this.events.element,
    );
    this.element = element("div", { className: "view" }, bar, this.content, this.empty);
  }

  update({ timeline, intervalMs }: GroupState): void {
    const isEmpty = timeline === undefined || timeline.toMs <= timeline.fromMs;
    this.content.hidden = isEmpty;
    this.empty.hidden = !isEmpty;
    for (const one of this.exports) setDisabled(one, isEmpty);
    if (isEmpty) {
      const text = waitingText(timeline, intervalMs);
      if (this.empty.textContent !== text) this.empty.textContent = text;
    }
    if (timeline === undefined || timeline === this.timeline) return;
    this.timeline = timeline;
    this.showLegend(timeline);
    if (isEmpty) return;
    const clock = this.clockIn(timeline.timeZone);
    this.picture.update(timeline, clock);
    this.events.update(timeline, clock);
  }

  private clockIn(timeZone: string): Clock {
    if (this.clock?.timeZone === timeZone) return this.clock;
    this.clock = new Clock(timeZone);
    this.eventsTitle.textContent = `What happened (times in ${timeZone})`;
    this.told.textContent = this.hint();
    return this.clock;
  }

  private hint(): string {
    const zone = this.clock === undefined ? "" : `Times in ${this.clock.timeZone}. `;
    return `${zone}Point at a span, or move over them by arrow keys.`;
  }

  private showLegend({ members, spans }: Timeline): void {
    const hasGaps = spans.some(({ memberId }) => memberId === undefined);
    const key = JSON.stringify([members, hasGaps]);
    if (key === this.drawnLegend) return;
    this.drawnLegend = key;
    const items = members.map(({ label, clientId, host, colorIndex }) =>
      legendItem(colorIndex, label, [clientId, host].filter((part) => part !== "").join(", ")),
    );
    if (hasGaps) items.push(legendItem(undefined, "nobody", ""));
    this.legend.replaceChildren(...items);
  }
}

function legendItem(colorIndex: number | undefined, label: string, who: string): HTMLElement {
  const swatch = svgElement(
    "svg",
    { class: "swatch", width: 22, height: 14, "aria-hidden": "true" },
    ...memberBox(colorIndex),
  );
  const name = element("span", {}, label);
  const item = element("li", { title: who });
  item.append(swatch, name, element("span", { className: "muted" }, who));
  return item;
}

function waitingText(timeline: Timeline | undefined, intervalMs: number): string {
  if (intervalMs === 0) {
    return "Nothing has been watched yet. Turn Live on, and what happens is drawn here.";
  }
  return timeline === undefined
    ? "Waiting for the first reading…"
    : "Watching. What happens is drawn from the next reading on.";
}
