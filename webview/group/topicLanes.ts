import type { OwnershipSpan } from "../../src/panels/group/protocol";
import { element, icon } from "../shared/dom";
import { svgElement } from "../shared/svg";
import type { Clock, Ticks } from "./clock";
import { formatCount } from "./format";
import { percentAt, spanText, type Lane, type TopicGroup } from "./timelineLanes";
import { memberBox, placeInTime, type TimeRange } from "./timelinePaint";

export interface LaneContext {
  readonly range: TimeRange;
  readonly ticks: Ticks;
  readonly colorOf: (memberId: string) => number | undefined;
  readonly nameOf: (memberId: string) => string;
  readonly clock: Clock;
}

const laneHeight = 22;
const spanHeight = 18;

interface DrawnSpan {
  readonly cell: SVGElement;
  readonly title: SVGElement;
  span: OwnershipSpan;
}

/** A topic's lanes under its name, which opens and closes them. Arrow keys go from span to span. */
export class TopicLanes {
  readonly element: HTMLElement;
  private readonly toggle: HTMLButtonElement;
  private readonly name = element("span");
  private readonly drawing: SVGElement;
  private drawn: DrawnSpan[][] = [];
  private readonly ticks = svgElement("g", { role: "presentation" });
  /** What is to be drawn once the lanes are opened. */
  private latest: { readonly lanes: readonly Lane[]; readonly context: LaneContext } | undefined;
  private shape = "";
  private active = { lane: 0, span: 0 };

  constructor(
    private readonly topic: string,
    private readonly onTell: (text: string | undefined) => void,
    isOpen: boolean,
  ) {
    const attributes = { type: "button", "aria-expanded": String(isOpen) };
    const arrow = icon("chevron-down");
    this.toggle = element("button", { className: "topic", attributes }, arrow, this.name);
    this.drawing = svgElement("svg", {
      class: "plot lanes",
      role: "grid",
      "aria-label": `Who consumed ${topic}`,
    });
    this.element = element("div", { className: "topic-lanes" }, this.toggle);
    this.element.append(this.drawing);
    this.setOpen(isOpen);
    this.listen();
  }

  update({ lanes }: TopicGroup, context: LaneContext): void {
    this.name.textContent = `${this.topic} · ${formatCount(lanes.length, "partition")}`;
    this.latest = { lanes, context };
    this.drawOpen();
  }

  private drawOpen(): void {
    if (this.latest === undefined || this.drawing.hasAttribute("hidden")) return;
    const { lanes, context } = this.latest;
    const shape = lanes.map(shapeOf).join("|");
    if (shape !== this.shape) this.build(lanes, context);
    this.shape = shape;
    for (const [at, lane] of lanes.entries()) this.place(this.drawn[at] ?? [], lane, context);
    this.ticks.replaceChildren(...tickLines(context, lanes.length * laneHeight));
  }

  /** Draws the spans anew, and leaves the focus where it was. */
  private build(lanes: readonly Lane[], context: LaneContext): void {
    const hadFocus = this.drawing.contains(document.activeElement);
    this.drawn = lanes.map((lane) => lane.spans.map((span) => drawSpan(span, context)));
    const rows = lanes.map((lane, at) => this.buildLane(lane, at));
    this.drawing.replaceChildren(this.ticks, ...rows);
    this.drawing.setAttribute("height", String(lanes.length * laneHeight));
    const lane = Math.min(this.active.lane, lanes.length - 1);
    const last = (this.drawn[lane]?.length ?? 1) - 1;
    this.activate({ lane, span: Math.min(this.active.span, last) }, hadFocus);
  }

  private buildLane({ partition }: Lane, at: number): SVGElement {
    const y = at * laneHeight;
    // In the margin that the style sheet leaves beside the drawing.
    const name = { class: "lane-name", role: "rowheader", x: -10, y: 15, "text-anchor": "end" };
    const cells = (this.drawn[at] ?? []).map(({ cell }) => cell);
    return svgElement(
      "g",
      { role: "row", transform: `translate(0 ${y})` },
      svgElement("text", name, String(partition)),
      ...cells,
    );
  }

  private place(drawn: readonly DrawnSpan[], lane: Lane, context: LaneContext): void {
    for (const [at, one] of drawn.entries()) {
      const span = lane.spans[at];
      if (span === undefined) continue;
      one.span = span;
      placeInTime(one.cell, span, labelOf(span), context.range);
      const text = spanText(span, context);
      if (one.title.textContent === text) continue;
      one.title.textContent = text;
      one.cell.setAttribute("aria-label", text);
    }
  }

  private setOpen(isOpen: boolean): void {
    this.toggle.setAttribute("aria-expanded", String(isOpen));
    this.drawing.toggleAttribute("hidden", !isOpen);
    this.drawOpen();
  }

  private listen(): void {
    this.toggle.addEventListener("click", () => {
      this.setOpen(this.drawing.hasAttribute("hidden"));
    });
    this.drawing.addEventListener("keydown", (event) => {
      const to = this.destination(event.key);
      if (to === undefined) return;
      event.preventDefault();
      this.activate(to, true);
    });
    this.drawing.addEventListener("focusin", (event) => {
      const at = this.placeOf(event.target);
      if (at !== undefined) this.activate(at, false);
      this.tell(event.target);
    });
    this.drawing.addEventListener("pointerover", (event) => {
      this.tell(event.target);
    });
    this.drawing.addEventListener("pointerleave", () => {
      this.onTell(undefined);
    });
  }

  private tell(target: EventTarget | null): void {
    const cell = target instanceof Element ? target.closest("[role=gridcell]") : null;
    this.onTell(cell?.getAttribute("aria-label") ?? undefined);
  }

  private placeOf(target: EventTarget | null): { lane: number; span: number } | undefined {
    for (const [lane, spans] of this.drawn.entries()) {
      const span = spans.findIndex(({ cell }) => cell === target);
      if (span >= 0) return { lane, span };
    }
    return undefined;
  }

  /** Up and down keep to the time that is looked at. */
  private destination(key: string): { lane: number; span: number } | undefined {
    const { lane, span } = this.active;
    const last = (this.drawn[lane]?.length ?? 1) - 1;
    switch (key) {
      case "ArrowLeft":
        return { lane, span: Math.max(0, span - 1) };
      case "ArrowRight":
        return { lane, span: Math.min(last, span + 1) };
      case "Home":
        return { lane, span: 0 };
      case "End":
        return { lane, span: last };
      case "ArrowUp":
        return this.besides(lane - 1);
      case "ArrowDown":
        return this.besides(lane + 1);
      default:
        return undefined;
    }
  }

  private besides(lane: number): { lane: number; span: number } | undefined {
    const spans = this.drawn[lane];
    const from = this.drawn[this.active.lane]?.[this.active.span]?.span.fromMs;
    if (spans === undefined || from === undefined) return undefined;
    const after = spans.findIndex(({ span }) => span.toMs > from);
    return { lane, span: after < 0 ? spans.length - 1 : after };
  }

  private activate(to: { lane: number; span: number }, takesFocus: boolean): void {
    this.active = to;
    const target = this.drawn[to.lane]?.[to.span]?.cell;
    for (const { cell } of this.drawn.flat()) {
      cell.setAttribute("tabindex", cell === target ? "0" : "-1");
    }
    if (takesFocus) target?.focus();
  }
}

/** Lanes and spans that are the same ones, whatever their ends are now. */
function shapeOf({ partition, spans }: Lane): string {
  return `${partition}:${spans.map(({ fromMs, label }) => `${fromMs} ${label}`).join()}`;
}

function drawSpan(span: OwnershipSpan, { colorOf }: LaneContext): DrawnSpan {
  const { memberId } = span;
  const color = memberId === undefined ? undefined : (colorOf(memberId) ?? 0);
  const title = svgElement("title");
  const label = svgElement("text", { class: "span-label", x: 5, y: 13 }, labelOf(span));
  const box = memberBox(color);
  const isGap = memberId === undefined;
  const cell = svgElement(
    "svg",
    { class: isGap ? "span gap" : "span", role: "gridcell", tabindex: -1, y: 2 },
    title,
    ...box,
    label,
    svgElement("rect", { class: "span-focus", width: "100%", height: "100%", rx: 2 }),
  );
  cell.setAttribute("height", String(spanHeight));
  return { cell, title, span };
}

function labelOf({ memberId, label }: OwnershipSpan): string {
  return memberId === undefined ? "nobody" : label;
}

function tickLines({ ticks, range }: LaneContext, height: number): SVGElement[] {
  return ticks.atMs.map((atMs) => {
    const x = `${percentAt(atMs, range).toFixed(3)}%`;
    return svgElement("line", { class: "tick", x1: x, x2: x, y1: 0, y2: height });
  });
}
