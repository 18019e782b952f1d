import type { PartitionRow } from "../../src/panels/peek/protocol/partitions";
import type { PartitionOffset, PartitionRef } from "../../src/panels/peek/protocol/query";
import { button, setDisabled, setValue, textField } from "../shared/controls";
import type { ValueControl } from "../shared/controls";
import { element } from "../shared/dom";
import { formatDecimal } from "../shared/numbers";
import { parseOffset } from "./draft";
import { PartitionStrip } from "./partitionStrip";
import type { StripEvents } from "./partitionStrip";

export interface PartitionLineEvents extends StripEvents {
  readonly onTick: (partition: PartitionRef, isTicked: boolean) => void;
  readonly onPause: (partition: PartitionRef, isPaused: boolean) => void;
  /** What was typed is no offset. */
  readonly onBadSeek: (reason: string) => void;
}

export interface LineView {
  readonly row: PartitionRow;
  readonly isTicked: boolean;
  readonly isLive: boolean;
  readonly hasTopic: boolean;
}

/** Columns of numbers, in their order; the last stable offset is where who reads committed messages only ends. */
const numbers = [
  "start",
  "position",
  "committed",
  "lastStableOffset",
  "highWatermark",
  "left",
] as const;

export const partitionTitles: readonly string[] = [
  "Read",
  "Partition",
  "From start to end",
  "Start",
  "Position",
  "Committed",
  "Last stable",
  "End",
  "Left",
  "Leader (epoch)",
  "Seek",
];

/** One partition's row in the table. It is changed in place, so that its controls keep the focus. */
export class PartitionLine {
  readonly element: HTMLElement;
  private readonly tick = element("input", { className: "tick", attributes: { type: "checkbox" } });
  private readonly name = element("th", { attributes: { scope: "row" } });
  private readonly strip: PartitionStrip;
  private readonly problem = element("span", { className: "partition-problem" });
  private readonly cells = new Map(
    numbers.map((id) => [id, element("td", { className: "number" })]),
  );
  private readonly leader = element("td", { className: "number" });
  private readonly seek: ValueControl;
  private readonly pause: HTMLElement;
  private readonly pauseWords = document.createTextNode("Pause");
  private view: LineView | undefined;

  constructor(private readonly events: PartitionLineEvents) {
    this.strip = new PartitionStrip(events);
    this.seek = textField({
      label: "Seek",
      placeholder: "offset",
      onInput: () => undefined,
      onEnter: () => {
        this.seekTyped();
      },
    });
    this.pause = button({
      label: "",
      onClick: () => {
        if (this.view !== undefined) events.onPause(this.ref(), !this.view.row.isPaused);
      },
    });
    this.pause.append(this.pauseWords);
    this.tick.addEventListener("change", () => {
      events.onTick(this.ref(), this.tick.checked);
    });
    const actions = element("div", { className: "seek" }, this.seek, this.pause);
    this.element = element(
      "tr",
      {},
      element("td", {}, this.tick),
      this.name,
      element("td", { className: "strip-cell" }, this.strip.element, this.problem),
      ...this.cells.values(),
      this.leader,
      element("td", {}, actions),
    );
  }

  update(view: LineView): void {
    this.view = view;
    const { row, isTicked, isLive, hasTopic } = view;
    const name = hasTopic ? `${row.topic} ${row.partition}` : String(row.partition);
    const of = `partition ${row.partition} of ${row.topic}`;
    this.name.textContent = name;
    this.name.title = name;
    this.tick.checked = isTicked;
    this.tick.setAttribute("aria-label", `Read ${of}`);
    this.seek.setAttribute("aria-label", `Seek in ${of}`);
    this.seek.title = "An offset, earliest or latest; Enter reads there";
    this.problem.hidden = row.problem === undefined;
    this.problem.textContent = row.problem ?? "";
    this.strip.element.hidden = row.problem !== undefined;
    if (row.problem === undefined) this.strip.update(row);
    for (const [id, cell] of this.cells) fill(cell, row[id], id === "committed");
    this.leader.textContent = leaderText(row);
    this.pauseWords.data = row.isPaused ? "Resume" : "Pause";
    this.pause.setAttribute("aria-label", `${row.isPaused ? "Resume" : "Pause"} ${of}`);
    this.pause.title = isLive ? "" : "Only a live view can be paused";
    setDisabled(this.pause, !isLive);
    setDisabled(this.seek, row.problem !== undefined);
  }

  private ref(): PartitionRef {
    const { topic = "", partition = 0 } = this.view?.row ?? {};
    return { topic, partition };
  }

  private seekTyped(): void {
    const offset = this.typedOffset();
    if (offset === undefined) {
      this.events.onBadSeek("Enter an offset to seek: a whole number, earliest or latest.");
      return;
    }
    setValue(this.seek, "");
    const at: PartitionOffset = { ...this.ref(), offset };
    this.events.onSeek(at);
  }

  private typedOffset(): string | undefined {
    const text = this.seek.value.trim().toLowerCase();
    if (text === "earliest") return this.view?.row.start;
    return text === "latest" ? this.view?.row.highWatermark : parseOffset(text);
  }
}

function fill(cell: HTMLElement, value: string | null | undefined, isCommit: boolean): void {
  const text = value === null && isCommit ? "no commit" : formatOptional(value);
  if (cell.textContent !== text) cell.textContent = text;
  cell.title = value ?? "";
  cell.classList.toggle("quiet", value === null);
}

function formatOptional(value: string | null | undefined): string {
  return value === undefined || value === null ? "" : formatDecimal(value);
}

function leaderText({ leader, leaderEpoch }: PartitionRow): string {
  if (leader === undefined) return "";
  return leaderEpoch === undefined ? String(leader) : `${leader} (${leaderEpoch})`;
}
