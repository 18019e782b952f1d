import type { Choice as NamedChoice } from "../../src/panels/peek/protocol/opened";
import type {
  FilterSpec,
  Isolation,
  Position,
  RowOrder,
} from "../../src/panels/peek/protocol/query";
import { button, setDisabled } from "../shared/controls";
import type { Choice } from "../shared/controls";
import { element } from "../shared/dom";
import { formatNumber } from "../shared/numbers";
import { Select } from "../shared/select";
import { formatCount } from "./format";
import { field, group } from "./field";
import { FilterBox } from "./filterBox";
import { PositionInputs } from "./positionInputs";
import type { Draft } from "./draft";
import type { PeekState } from "./peekState";
import type { Grouping } from "./rowGroups";

export interface ToolbarEvents {
  readonly onEdit: (change: Partial<Draft>) => void;
  /** What only changes how rows are shown: at once. */
  readonly onFormat: (change: Partial<Draft>) => void;
  readonly onApplyFilter: () => void;
  readonly onOrder: (order: RowOrder) => void;
  readonly onGroupRows: (grouping: Grouping) => void;
  readonly onRead: () => void;
  readonly onLive: () => void;
  readonly onSearch: () => void;
  readonly onStop: () => void;
  readonly onPartitions: () => void;
}

const positions: readonly Choice<Position["kind"]>[] = [
  { value: "latest", label: "Latest" },
  { value: "earliest", label: "Earliest" },
  { value: "last", label: "Last N offsets" },
  { value: "offset", label: "Offset" },
  { value: "timestamp", label: "Timestamp" },
  { value: "timeRange", label: "Time range" },
  { value: "committed", label: "Committed of group" },
];

const isolations: readonly Choice<Isolation>[] = [
  { value: "committed", label: "Committed only" },
  { value: "withAborted", label: "Committed and aborted" },
  { value: "uncommitted", label: "Uncommitted" },
  { value: "everything", label: "Everything, marked" },
];

const orders: readonly Choice<RowOrder>[] = [
  { value: "newestFirst", label: "Newest first" },
  { value: "oldestFirst", label: "Oldest first" },
];

const groupings: readonly Choice<Grouping>[] = [
  { value: "none", label: "Ungrouped" },
  { value: "topic", label: "By topic" },
  { value: "partition", label: "By partition" },
];

const usualPageSizes = [25, 50, 100, 250, 500, 1000];

/** What to read. Its controls never come and go, so nothing moves under the pointer. */
export class Toolbar {
  readonly element: HTMLElement;
  private readonly inputs: PositionInputs;
  private readonly filter: FilterBox;
  private readonly readButton: HTMLElement;
  private readonly liveButton: HTMLElement;
  private readonly stopButton: HTMLElement;
  private readonly searchButton: HTMLElement;
  private readonly partitionsButton: HTMLElement;
  /** A text node: the toolkit gives elements inside a button the size of an icon. */
  private readonly partitionsText = document.createTextNode("");
  private readonly from = new Select<Position["kind"]>("From", (kind) => {
    this.events.onEdit({ kind });
  });
  private readonly zone = new Select<string>("Time zone", (timeZone) => {
    this.events.onFormat({ timeZone });
  });
  private readonly order = new Select<RowOrder>("Order", (order) => {
    this.events.onOrder(order);
  });
  private readonly grouping = new Select<Grouping>("Group rows", (grouping) => {
    this.events.onGroupRows(grouping);
  });
  private readonly size = new Select<string>("Page size", (size) => {
    this.events.onEdit({ pageSize: Number(size) });
  });
  private readonly isolation = new Select<Isolation>("Isolation", (isolation) => {
    this.events.onEdit({ isolation });
  });
  private readonly key = new Select<string>("Key shown as", (key) => {
    this.decode({ key });
  });
  private readonly value = new Select<string>("Value shown as", (value) => {
    this.decode({ value });
  });
  private draft: Draft | undefined;

  constructor(
    private readonly events: ToolbarEvents,
    partitionsId: string,
    columns: HTMLElement,
  ) {
    this.inputs = new PositionInputs(events.onEdit, events.onRead);
    this.filter = new FilterBox({
      onEdit: (filter: FilterSpec) => {
        events.onEdit({ filter });
      },
      onApply: events.onApplyFilter,
    });
    this.readButton = button({ label: "Read", appearance: "primary", onClick: events.onRead });
    this.readButton.classList.add("read-button");
    this.liveButton = button({
      label: "Live",
      title: "Show New Messages as They Arrive",
      onClick: events.onLive,
    });
    this.stopButton = button({ label: "Stop", onClick: events.onStop });
    this.searchButton = button({
      label: "Search from Here",
      title: "Search from the Position to the End with the Filter",
      onClick: events.onSearch,
    });
    this.partitionsButton = button({
      label: "",
      endIcon: "chevron-down",
      onClick: events.onPartitions,
    });
    this.partitionsButton.prepend(this.partitionsText);
    this.partitionsButton.setAttribute("aria-controls", partitionsId);
    this.element = element(
      "div",
      { className: "toolbar", attributes: { role: "toolbar", "aria-label": "What to read" } },
      field("From", this.from.element, this.inputs.element, this.zone.element),
      group(this.readButton, this.liveButton, this.stopButton),
      field("Order", this.order.element, this.grouping.element),
      field("Page", this.size.element),
      field("Isolation", this.isolation.element),
      field("Key", this.key.element),
      field("Value", this.value.element),
      field("Filter", this.filter.element),
      this.searchButton,
      group(this.partitionsButton, columns),
    );
  }

  update(state: PeekState): void {
    const { draft, subject, order, activity } = state;
    if (draft === undefined || subject === undefined) return;
    this.draft = draft;
    this.from.update(positionChoices(draft), draft.kind);
    this.inputs.update(draft);
    this.zone.update(named(subject.timeZones, draft.timeZone), draft.timeZone);
    this.order.update(orders, order);
    this.grouping.update(groupings, state.arrangement.grouping);
    this.size.update(sizeChoices(draft), String(draft.pageSize));
    this.isolation.update(isolations, draft.isolation);
    this.filter.update(draft.filter);
    const { key, value } = draft.decodings;
    this.key.update(named(subject.decodings, key), key);
    this.value.update(named(subject.decodings, value), value);
    setDisabled(this.stopButton, activity === undefined);
    setDisabled(this.liveButton, activity === "live");
    setDisabled(this.searchButton, draft.filter.text.trim() === "" || activity === "search");
    this.updatePartitions(state);
  }

  focusFilter(): void {
    this.filter.focus();
  }

  /** The position's value, or its kind where that needs no value. */
  focusPosition(): void {
    if (this.inputs.focus()) return;
    this.from.element.querySelector<HTMLElement>("vscode-dropdown")?.focus();
  }

  focusPartitions(): void {
    this.partitionsButton.focus();
  }

  private updatePartitions({ page, live, search, table, draft, arrangement }: PeekState): void {
    const all = table?.rows.length ?? (page ?? live ?? search)?.allPartitions;
    const chosen = draft?.partitions?.length ?? all;
    const text = partitionsText(chosen, all);
    if (this.partitionsText.data !== text) this.partitionsText.data = text;
    this.partitionsButton.setAttribute("aria-expanded", String(arrangement.isPartitionsOpen));
  }

  private decode(change: Partial<Draft["decodings"]>): void {
    if (this.draft === undefined) return;
    this.events.onFormat({ decodings: { ...this.draft.decodings, ...change } });
  }
}

function partitionsText(chosen: number | undefined, all: number | undefined): string {
  if (all === undefined || chosen === undefined) return "Partitions";
  const total = formatCount(all, "partition");
  return chosen === all ? total : `${formatNumber(chosen)} of ${total}`;
}

function positionChoices({ named: offsets }: Draft): Choice<Position["kind"]>[] {
  const choices = [...positions];
  if (offsets !== undefined) choices.push({ value: "offsets", label: offsets.label });
  return choices;
}

/** The host's choices, and the one that is chosen where it is none of them. */
function named(choices: readonly NamedChoice[], chosen: string): Choice[] {
  const listed = choices.map(({ id, label }) => ({ value: id, label }));
  const isListed = listed.some(({ value }) => value === chosen);
  return isListed ? listed : [...listed, { value: chosen, label: chosen }];
}

function sizeChoices({ pageSize }: Draft): Choice[] {
  const sizes = [...new Set([...usualPageSizes, pageSize])].sort((a, b) => a - b);
  return sizes.map((size) => ({ value: String(size), label: String(size) }));
}
