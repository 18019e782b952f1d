import type { Isolation, PartitionRange, Position, RowOrder } from "../../src/panels/peek/protocol";
import { button, dropdown, setDisabled, setValue, textField } from "../shared/controls";
import type { Choice, ValueControl } from "../shared/controls";
import { element } from "../shared/dom";
import type { Draft } from "./draft";
import { PartitionPicker } from "./partitionPicker";
import type { PeekState, Subject } from "./state";

export interface ToolbarEvents {
  readonly onEdit: (change: Partial<Draft>) => void;
  readonly onTimeZone: (timeZone: string) => void;
  readonly onOrder: (order: RowOrder) => void;
  readonly onRead: () => void;
  readonly onStop: () => void;
}

const positions: Readonly<Record<Exclude<Position["kind"], "offsets">, string>> = {
  latest: "Latest",
  earliest: "Earliest",
  offset: "Offset",
  timestamp: "Timestamp",
};

const isolations: readonly Choice<Isolation>[] = [
  { value: "committed", label: "Committed only" },
  { value: "withAborted", label: "Committed and aborted" },
  { value: "uncommitted", label: "Uncommitted" },
];

const orders: readonly Choice<RowOrder>[] = [
  { value: "newestFirst", label: "Newest first" },
  { value: "oldestFirst", label: "Oldest first" },
];

const usualPageSizes = [25, 50, 100, 250, 500, 1000];

/** What to read. Its controls never come and go, so nothing moves under the pointer. */
export class Toolbar {
  readonly element = element("div", {
    className: "toolbar",
    attributes: { role: "toolbar", "aria-label": "What to read" },
  });
  private readonly picker: PartitionPicker;
  private readonly value: ValueControl;
  private readonly action: HTMLElement;
  private readonly from = new Select<Position["kind"]>("From", (kind) => {
    this.events.onEdit({ kind });
  });
  private readonly zone = new Select<string>("Time zone", (id) => {
    this.events.onTimeZone(id);
  });
  private readonly order = new Select<RowOrder>("Order", (order) => {
    this.events.onOrder(order);
  });
  private readonly size = new Select<string>("Page size", (size) => {
    this.events.onEdit({ pageSize: Number(size) });
  });
  private readonly isolation = new Select<Isolation>("Isolation", (isolation) => {
    this.events.onEdit({ isolation });
  });
  private draft: Draft | undefined;
  private isReading = false;

  constructor(private readonly events: ToolbarEvents) {
    this.picker = new PartitionPicker((partitions) => {
      events.onEdit({ partitions });
    });
    this.value = textField({
      label: "Position",
      onInput: (text) => {
        this.edit(text);
      },
      onEnter: events.onRead,
    });
    this.value.classList.add("position-value");
    this.action = button({
      label: "Read",
      appearance: "primary",
      onClick: () => {
        if (this.isReading) events.onStop();
        else events.onRead();
      },
    });
    this.action.classList.add("read-button");
    this.element.append(
      field("From", this.from.element, this.value, this.zone.element),
      this.action,
      field("Order", this.order.element),
      field("Page", this.size.element),
      field("Partitions", this.picker.element),
      field("Isolation", this.isolation.element),
    );
  }

  update({ draft, subject, order, page, reading }: PeekState): void {
    if (draft === undefined || subject === undefined) return;
    this.draft = draft;
    this.from.update(positionChoices(draft), draft.kind);
    this.zone.update(zoneChoices(subject, draft), draft.timeZone);
    this.order.update(orders, order);
    this.size.update(sizeChoices(draft), String(draft.pageSize));
    this.isolation.update(isolations, draft.isolation);
    this.picker.update(page?.partitions ?? noRanges, draft.partitions);
    this.updateValue(draft);
    this.isReading = reading !== undefined;
    this.action.textContent = this.isReading ? "Stop" : "Read";
  }

  private updateValue(draft: Draft): void {
    const isOffset = draft.kind === "offset";
    const isTime = draft.kind === "timestamp";
    setDisabled(this.value, !isOffset && !isTime);
    this.value.setAttribute("aria-label", isTime ? "Timestamp" : isOffset ? "Offset" : "Position");
    this.value.setAttribute("placeholder", placeholder(draft));
    setValue(this.value, isOffset ? draft.offsetText : isTime ? draft.timestampText : "");
  }

  private edit(text: string): void {
    if (this.draft?.kind === "offset") this.events.onEdit({ offsetText: text });
    else if (this.draft?.kind === "timestamp") this.events.onEdit({ timestampText: text });
  }
}

const noRanges: readonly PartitionRange[] = [];

/** A dropdown whose choices may change: the toolkit's is built anew then. */
class Select<T extends string> {
  readonly element: HTMLElement;
  private control: ValueControl | undefined;
  private choices: readonly Choice<T>[] = [];

  constructor(
    private readonly label: string,
    private readonly onChange: (value: T) => void,
  ) {
    const className = `select select-${label.toLowerCase().replaceAll(" ", "-")}`;
    this.element = element("div", { className });
  }

  update(choices: readonly Choice<T>[], value: T): void {
    const isSame = JSON.stringify(choices) === JSON.stringify(this.choices);
    if (this.control !== undefined && isSame) {
      setValue(this.control, value);
      return;
    }
    this.choices = choices;
    this.control = dropdown({ label: this.label, choices, value, onChange: this.onChange });
    this.element.replaceChildren(this.control);
  }
}

function field(label: string, ...controls: readonly HTMLElement[]): HTMLElement {
  // Each control has a name of its own; the word beside it is for the eye.
  const attributes = { "aria-hidden": "true" };
  const text = element("span", { className: "field-label", attributes }, label);
  return element("div", { className: "field" }, text, ...controls);
}

function positionChoices({ named }: Draft): Choice<Position["kind"]>[] {
  const kinds = ["latest", "earliest", "offset", "timestamp"] as const;
  const choices: Choice<Position["kind"]>[] = kinds.map((value) => ({
    value,
    label: positions[value],
  }));
  if (named !== undefined) choices.push({ value: "offsets", label: named.label });
  return choices;
}

function zoneChoices({ timeZones }: Subject, { timeZone }: Draft): Choice[] {
  const choices = timeZones.map(({ id, label }) => ({ value: id, label }));
  const isListed = choices.some(({ value }) => value === timeZone);
  return isListed ? choices : [...choices, { value: timeZone, label: timeZone }];
}

function sizeChoices({ pageSize }: Draft): Choice[] {
  const sizes = [...new Set([...usualPageSizes, pageSize])].sort((a, b) => a - b);
  return sizes.map((size) => ({ value: String(size), label: String(size) }));
}

function placeholder(draft: Draft): string {
  switch (draft.kind) {
    case "latest":
      return `the last ${draft.pageSize} messages`;
    case "earliest":
      return "the first messages";
    case "offset":
      return "such as 19204";
    case "timestamp":
      return "2026-11-20 14:00";
    case "offsets":
      return "one offset for each partition";
  }
}
