import type { Histogram as Bars } from "../../src/panels/peek/protocol/page";
import { button } from "../shared/controls";
import { element } from "../shared/dom";
import { formatCount } from "./format";
import { timeText } from "./timeText";
import type { PeekState } from "./peekState";

export interface TimeSpan {
  readonly fromMs: number;
  readonly toMs: number;
}

export interface HistogramEvents {
  /** A span was chosen: both times as they are typed. */
  readonly onRange: (from: string, to: string) => void;
}

/**
 * Messages over time. Dragging over the bars chooses a span, which is read then. By keyboard: arrows move one end
 * of the span, with Shift the other, Enter reads it, Escape forgets it.
 */
export class Histogram {
  readonly element: HTMLElement;
  private readonly plot: HTMLElement;
  private readonly bars = element("div", { className: "histogram-bars" });
  private readonly brush = element("div", { className: "histogram-brush" });
  private readonly words = element("span", {
    className: "histogram-words muted",
    attributes: { role: "status" },
  });
  private readonly readButton: HTMLElement;
  private shown: Bars | undefined;
  private timeZone = "UTC";
  /** First and last bar of the span, in either order. */
  private span: readonly [number, number] | undefined;

  constructor(private readonly events: HistogramEvents) {
    const attributes = { role: "slider", tabindex: "0", "aria-label": "Messages over time" };
    this.plot = element("div", { className: "histogram-plot", attributes }, this.bars, this.brush);
    this.readButton = button({
      label: "Read This Time",
      onClick: () => {
        this.read();
      },
    });
    this.element = element("div", { className: "histogram" }, this.plot, this.words);
    this.element.append(this.readButton);
    this.listen();
    this.draw({ startsMs: [], counts: [], intervalMs: 1 });
  }

  update({ page, search, timeZone, live }: PeekState): void {
    const bars = search?.histogram ?? page?.histogram ?? none;
    const isSame = bars === this.shown && timeZone === this.timeZone;
    this.element.hidden = bars.counts.length < 2 || live !== undefined;
    if (isSame) return;
    this.timeZone = timeZone;
    this.draw(bars);
  }

  private draw(bars: Bars): void {
    this.shown = bars;
    this.span = undefined;
    const most = Math.max(1, ...bars.counts);
    const built = bars.counts.map((count) => {
      const bar = element("div", { className: "histogram-bar" });
      bar.style.height = `${(count / most) * 100}%`;
      bar.classList.toggle("histogram-none", count === 0);
      return bar;
    });
    this.bars.replaceChildren(...built);
    this.plot.setAttribute("aria-valuemin", "0");
    this.plot.setAttribute("aria-valuemax", String(Math.max(0, bars.counts.length - 1)));
    this.showSpan();
  }

  private listen(): void {
    this.plot.addEventListener("pointerdown", (event) => {
      const at = this.barAt(event);
      if (at === undefined || event.button !== 0) return;
      this.plot.setPointerCapture(event.pointerId);
      this.choose([at, at]);
    });
    this.plot.addEventListener("pointermove", (event) => {
      const at = this.barAt(event);
      if (at === undefined) return;
      const isDragged = this.plot.hasPointerCapture(event.pointerId);
      if (isDragged && this.span !== undefined) this.choose([this.span[0], at]);
      else if (!isDragged) this.plot.title = this.spanText(at, at);
    });
    this.plot.addEventListener("pointerup", () => {
      if (this.span !== undefined && this.span[0] !== this.span[1]) this.read();
    });
    this.plot.addEventListener("keydown", (event) => {
      this.onKey(event);
    });
  }

  private onKey(event: KeyboardEvent): void {
    const last = (this.shown?.counts.length ?? 0) - 1;
    if (last < 0) return;
    const [from, to] = this.span ?? [0, last];
    const moved = event.shiftKey ? to : from;
    const wanted = { ArrowLeft: moved - 1, ArrowRight: moved + 1, Home: 0, End: last }[event.key];
    if (wanted !== undefined) {
      const at = Math.max(0, Math.min(last, wanted));
      this.choose(event.shiftKey ? [from, at] : [at, to]);
    } else if (event.key === "Enter") this.read();
    else if (event.key === "Escape" && this.span !== undefined) this.choose(undefined);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  private barAt({ clientX }: MouseEvent): number | undefined {
    const bars = this.shown?.counts.length ?? 0;
    const { left, width } = this.plot.getBoundingClientRect();
    if (bars === 0 || width <= 0) return undefined;
    return Math.max(0, Math.min(bars - 1, Math.floor(((clientX - left) / width) * bars)));
  }

  private choose(span: readonly [number, number] | undefined): void {
    this.span = span;
    this.showSpan();
  }

  private showSpan(): void {
    const bars = this.shown?.counts.length ?? 0;
    const [a, b] = this.span ?? [0, Math.max(0, bars - 1)];
    const [first, last] = a < b ? [a, b] : [b, a];
    this.brush.hidden = this.span === undefined;
    this.readButton.toggleAttribute("disabled", this.span === undefined);
    this.brush.style.left = `${(first / Math.max(1, bars)) * 100}%`;
    this.brush.style.width = `${((last - first + 1) / Math.max(1, bars)) * 100}%`;
    const text = bars === 0 ? "" : this.spanText(first, last);
    this.words.textContent = text;
    this.plot.setAttribute("aria-valuenow", String(a));
    this.plot.setAttribute("aria-valuetext", text);
  }

  private spanText(first: number, last: number): string {
    const span = this.timesOf(first, last);
    const counts = (this.shown?.counts ?? []).slice(first, last + 1);
    const total = counts.reduce((sum, count) => sum + count, 0);
    const from = timeText(span.fromMs, this.timeZone);
    return `${formatCount(total, "message")} · ${from} – ${timeText(span.toMs, this.timeZone)}`;
  }

  private timesOf(first: number, last: number): TimeSpan {
    const { startsMs = [], intervalMs = 1 } = this.shown ?? {};
    return { fromMs: startsMs[first] ?? 0, toMs: (startsMs[last] ?? 0) + intervalMs };
  }

  private read(): void {
    if (this.span === undefined) return;
    const [a, b] = this.span;
    const { fromMs, toMs } = this.timesOf(Math.min(a, b), Math.max(a, b));
    this.events.onRange(timeText(fromMs, this.timeZone), timeText(toMs, this.timeZone));
  }
}

const none: Bars = { startsMs: [], counts: [], intervalMs: 1 };
