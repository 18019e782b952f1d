import type { Timeline } from "../../src/panels/group/protocol";
import { element } from "../shared/dom";
import { svgElement } from "../shared/svg";
import type { Clock, Ticks } from "./clock";
import { formatDuration } from "./format";
import { memberNames, percentAt, topicGroups, type TopicGroup } from "./timelineLanes";
import { memberBox, patternDefinitions, placeInTime, type TimeRange } from "./timelinePaint";
import { TopicLanes } from "./topicLanes";

const tickRoomPx = 85;
const usualWidthPx = 1000;
/** Of all lanes; topics after these begin closed. */
const mostOpenLanes = 60;
const bandTop = 22;
const bandHeight = 18;

/** Who consumed which partition when: the group's states over one lane for each partition. */
export class TimelinePicture {
  readonly element: HTMLElement;
  private readonly head = svgElement("svg", { class: "plot", height: 44, role: "img" });
  private readonly body = element("div", { className: "timeline-body" });
  private readonly topics = new Map<string, TopicLanes>();
  private shown: { readonly timeline: Timeline; readonly clock: Clock } | undefined;

  /** Told what the pointer or the focus is on. */
  constructor(private readonly onTell: (text: string | undefined) => void) {
    this.head.addEventListener("pointerover", (event) => {
      const at = event.target instanceof Element ? event.target.closest(".state") : null;
      this.onTell(at?.querySelector("title")?.textContent ?? undefined);
    });
    this.element = element("div", {
      className: "timeline",
      attributes: { role: "group", "aria-label": "Timeline" },
    });
    window.addEventListener("resize", () => {
      if (this.shown !== undefined) this.update(this.shown.timeline, this.shown.clock);
    });
    const head = element("div", { className: "timeline-head" });
    head.append(this.head);
    this.element.append(patternDefinitions(), head, this.body);
  }

  update(timeline: Timeline, clock: Clock): void {
    this.shown = { timeline, clock };
    const { fromMs, toMs } = timeline;
    // Nothing has a width before it is laid out.
    const widthPx = this.head.clientWidth > 0 ? this.head.clientWidth : usualWidthPx;
    const range = { fromMs, toMs, widthPx };
    const ticks = clock.ticksBetween(fromMs, toMs, Math.max(2, Math.floor(widthPx / tickRoomPx)));
    this.drawHead(timeline, ticks, range, clock);
    const colors = new Map(timeline.members.map((one) => [one.memberId, one.colorIndex]));
    const context = {
      range,
      ticks,
      colorOf: (memberId: string) => colors.get(memberId),
      nameOf: memberNames(timeline),
      clock,
    };
    const groups = topicGroups(timeline);
    this.keepTopics(groups);
    for (const group of groups) this.topics.get(group.topic)?.update(group, context);
  }

  private keepTopics(groups: readonly TopicGroup[]): void {
    const names = new Set(groups.map(({ topic }) => topic));
    for (const [topic, lanes] of this.topics) {
      if (names.has(topic)) continue;
      lanes.element.remove();
      this.topics.delete(topic);
    }
    let before = 0;
    for (const [index, { topic, lanes }] of groups.entries()) {
      if (!this.topics.has(topic)) {
        const isOpen = before === 0 || before + lanes.length <= mostOpenLanes;
        const built = new TopicLanes(topic, this.onTell, isOpen);
        this.topics.set(topic, built);
        this.body.insertBefore(built.element, this.body.children[index] ?? null);
      }
      before += lanes.length;
    }
  }

  private drawHead(timeline: Timeline, ticks: Ticks, range: TimeRange, clock: Clock): void {
    const marks = ticks.atMs.flatMap((atMs) => {
      const at = percentAt(atMs, range);
      const x = `${at.toFixed(3)}%`;
      const anchor = at < 3 ? "start" : "middle";
      const text = at > 97 ? "" : clock.tick(atMs, ticks.stepMs);
      return [
        svgElement("text", { class: "tick-label", x, y: 13, "text-anchor": anchor }, text),
        svgElement("line", { class: "tick", x1: x, x2: x, y1: 17, y2: 44 }),
      ];
    });
    const states = timeline.states.map((span) => {
      const title = stateText(span, clock);
      const kind = stateKind(span.state);
      const drawn = svgElement(
        "svg",
        { class: `state state-${kind}`, y: bandTop },
        svgElement("title", {}, title),
        ...(kind === "empty"
          ? memberBox(undefined)
          : [svgElement("rect", { class: "box", width: "100%", height: "100%", rx: 2 })]),
        svgElement("text", { class: "span-label", x: 5, y: 13 }, span.state),
      );
      drawn.setAttribute("height", String(bandHeight));
      placeInTime(drawn, span, span.state, range);
      return drawn;
    });
    this.head.setAttribute(
      "aria-label",
      `States: ${timeline.states.map((span) => stateText(span, clock)).join("; ")}`,
    );
    const name = { class: "lane-name", x: -10, y: bandTop + 13, "text-anchor": "end" };
    this.head.replaceChildren(svgElement("text", name, "State"), ...marks, ...states);
  }
}

function stateText({ state, fromMs, toMs }: Timeline["states"][number], clock: Clock): string {
  const when = `from ${clock.time(fromMs)} to ${clock.time(toMs)}`;
  return `${state} ${when}, ${formatDuration(toMs - fromMs)}`;
}

function stateKind(state: string): "stable" | "empty" | "changing" {
  if (state === "Stable") return "stable";
  return state === "Empty" || state === "Dead" ? "empty" : "changing";
}
