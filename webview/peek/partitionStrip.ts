import type { PartitionRow } from "../../src/panels/peek/protocol/partitions";
import type { PartitionOffset } from "../../src/panels/peek/protocol/query";
import { element, setAttributes } from "../shared/dom";
import { formatDecimal } from "../shared/numbers";
import { share } from "./format";

export interface StripEvents {
  /** When the message at an offset was made; undefined when it cannot be told. */
  readonly timeOf: (at: PartitionOffset) => Promise<string | undefined>;
  readonly onSeek: (at: PartitionOffset) => void;
}

/** A time is asked for once the pointer, or the key, has rested so long. */
const restMs = 200;

/** Marks on the strip, by what they are. */
const marks = ["committed", "position"] as const;

/**
 * A partition from its start to its end, with the group's commit and the position. A slider: arrows, Page Up and
 * Down, Home and End move a probe whose offset and time are told, Enter or a click seeks there.
 */
export class PartitionStrip {
  readonly element: HTMLElement;
  private readonly read = element("span", { className: "strip-read" });
  private readonly marks = new Map(
    marks.map((name) => [name, element("span", { className: `strip-mark strip-${name}` })]),
  );
  private readonly probe = element("span", { className: "strip-mark strip-probe" });
  private readonly tip = element("span", { className: "strip-tip" });
  private row: PartitionRow | undefined;
  private at: bigint | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly events: StripEvents) {
    this.element = element(
      "div",
      { className: "strip", attributes: { role: "slider", tabindex: "0" } },
      element("span", { className: "strip-line" }, this.read),
      ...this.marks.values(),
      this.probe,
      this.tip,
    );
    this.hideProbe();
    this.listen();
  }

  update(row: PartitionRow): void {
    this.row = row;
    const isKnown = this.range() !== undefined;
    this.element.classList.toggle("strip-unknown", !isKnown);
    const { committed, position } = row;
    this.put("committed", committed ?? undefined);
    this.put("position", position);
    this.read.style.width = position === undefined ? "0" : this.percent(BigInt(position));
    setAttributes(this.element, {
      "aria-label": `Partition ${row.partition}, offsets`,
      "aria-valuemin": "0",
      "aria-valuemax": "100",
      "aria-disabled": String(!isKnown),
    });
    if (this.at === undefined)
      this.tellValue(position === undefined ? undefined : BigInt(position));
  }

  private put(name: (typeof marks)[number], offset: string | undefined): void {
    const mark = this.marks.get(name);
    if (mark === undefined) return;
    mark.hidden = offset === undefined || this.range() === undefined;
    if (offset !== undefined) mark.style.left = this.percent(BigInt(offset));
  }

  private range(): { readonly start: bigint; readonly end: bigint } | undefined {
    const { start, highWatermark } = this.row ?? {};
    if (start === undefined || highWatermark === undefined || start === highWatermark) {
      return undefined;
    }
    return { start: BigInt(start), end: BigInt(highWatermark) };
  }

  private percent(offset: bigint): string {
    const range = this.range();
    if (range === undefined) return "0";
    return `${share(offset - range.start, range.end - range.start) * 100}%`;
  }

  private listen(): void {
    this.element.addEventListener("pointermove", (event) => {
      this.probeAt(this.offsetAt(event));
    });
    this.element.addEventListener("pointerleave", () => {
      this.hideProbe();
    });
    this.element.addEventListener("click", (event) => {
      this.seek(this.offsetAt(event));
    });
    this.element.addEventListener("focus", () => {
      const { position, start } = this.row ?? {};
      const from = position ?? start;
      if (from !== undefined && this.at === undefined) this.probeAt(BigInt(from));
    });
    this.element.addEventListener("blur", () => {
      this.hideProbe();
    });
    this.element.addEventListener("keydown", (event) => {
      this.onKey(event);
    });
  }

  private onKey(event: KeyboardEvent): void {
    const range = this.range();
    if (range === undefined) return;
    const { start, end } = range;
    const at = this.at ?? start;
    const step = (end - start) / 100n || 1n;
    const to = {
      ArrowLeft: at - step,
      ArrowDown: at - step,
      ArrowRight: at + step,
      ArrowUp: at + step,
      PageDown: at - step * 10n,
      PageUp: at + step * 10n,
      Home: start,
      End: end - 1n,
    }[event.key];
    if (event.key === "Enter") this.seek(at);
    else if (to !== undefined) this.probeAt(to < start ? start : to >= end ? end - 1n : to);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  private offsetAt({ clientX }: MouseEvent): bigint | undefined {
    const range = this.range();
    const { left, width } = this.element.getBoundingClientRect();
    if (range === undefined || width <= 0) return undefined;
    const part = Math.max(0, Math.min(0.9999, (clientX - left) / width));
    return range.start + ((range.end - range.start) * BigInt(Math.floor(part * 10_000))) / 10_000n;
  }

  private seek(offset: bigint | undefined): void {
    if (offset === undefined || this.row === undefined) return;
    this.events.onSeek(place(this.row, offset));
  }

  private probeAt(offset: bigint | undefined): void {
    if (offset === undefined || this.row === undefined || offset === this.at) return;
    this.at = offset;
    this.probe.hidden = false;
    this.probe.style.left = this.percent(offset);
    this.tellValue(offset);
    this.say(`offset ${formatDecimal(String(offset))}`);
    clearTimeout(this.timer);
    const at = place(this.row, offset);
    this.timer = setTimeout(() => void this.tellTime(at), restMs);
  }

  private async tellTime(at: PartitionOffset): Promise<void> {
    const time = await this.events.timeOf(at);
    if (String(this.at) !== at.offset) return;
    this.say(`offset ${formatDecimal(at.offset)} · ${time ?? "no message there"}`);
  }

  private say(words: string): void {
    this.tip.hidden = false;
    this.tip.textContent = words;
    this.element.setAttribute("aria-valuetext", words);
  }

  private tellValue(offset: bigint | undefined): void {
    const range = this.range();
    const known = offset === undefined || range === undefined ? undefined : { offset, range };
    const part =
      known === undefined
        ? 0
        : share(known.offset - known.range.start, known.range.end - known.range.start);
    this.element.setAttribute("aria-valuenow", String(Math.round(part * 100)));
    const words = offset === undefined ? "not known" : `offset ${formatDecimal(String(offset))}`;
    this.element.setAttribute("aria-valuetext", words);
  }

  private hideProbe(): void {
    clearTimeout(this.timer);
    this.at = undefined;
    this.probe.hidden = true;
    this.tip.hidden = true;
  }
}

function place({ topic, partition }: PartitionRow, offset: bigint): PartitionOffset {
  return { topic, partition, offset: String(offset) };
}
