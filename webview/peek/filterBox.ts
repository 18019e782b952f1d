import type { FilterKind, FilterSpec } from "../../src/panels/peek/protocol/query";
import { setValue, textField } from "../shared/controls";
import type { Choice, ValueControl } from "../shared/controls";
import { element, icon } from "../shared/dom";
import { Select } from "../shared/select";
import { noFilter } from "./draft";

export interface FilterBoxEvents {
  readonly onEdit: (filter: FilterSpec) => void;
  /** The filter as it stands is wanted. */
  readonly onApply: () => void;
}

type Part = FilterSpec["parts"][number];

const parts: readonly Choice<"all" | Part>[] = [
  { value: "all", label: "all parts" },
  { value: "key", label: "key" },
  { value: "value", label: "value" },
  { value: "headers", label: "headers" },
];

const placeholders: Readonly<Record<FilterKind, string>> = {
  text: "Filter, then Enter",
  regex: "Regular expression: ^order-\\d+$",
  jsonPath: "JSON path: $.items[?@.total > 10]",
  expression: "Expression: value.total > 10",
};

/** What of the messages is shown or searched for, and how that is written. */
export class FilterBox {
  readonly element: HTMLElement;
  private readonly input: ValueControl;
  private readonly caseToggle: HTMLButtonElement;
  private readonly kinds: ReadonlyMap<FilterKind, HTMLButtonElement>;
  private readonly parts: Select<"all" | Part>;
  private filter: FilterSpec = noFilter;

  constructor(private readonly events: FilterBoxEvents) {
    this.input = textField({
      label: "Filter",
      onInput: (text) => {
        this.edit({ text });
      },
      onEnter: events.onApply,
    });
    this.input.classList.add("filter-text");
    this.caseToggle = this.toggle("case-sensitive", "Match Case", () => {
      this.change({ isCaseSensitive: !this.filter.isCaseSensitive });
    });
    this.kinds = new Map<FilterKind, HTMLButtonElement>([
      ["regex", this.kindToggle("regex", "regex", "Regular Expression")],
      ["jsonPath", this.kindToggle("jsonPath", "json", "JSON Path of the Value")],
      ["expression", this.kindToggle("expression", "symbol-operator", "Expression (CEL)")],
    ]);
    this.parts = new Select<"all" | Part>("Look in", (part) => {
      this.change({ parts: part === "all" ? noFilter.parts : [part] });
    });
    const toggles = element(
      "div",
      { className: "toggles", attributes: { role: "group", "aria-label": "Filter by" } },
      this.caseToggle,
      ...this.kinds.values(),
    );
    this.element = element("div", { className: "filter-box" }, this.input, toggles);
    this.element.append(this.parts.element);
  }

  update(filter: FilterSpec): void {
    this.filter = filter;
    setValue(this.input, filter.text);
    this.input.setAttribute("placeholder", placeholders[filter.kind]);
    const isOfText = filter.kind === "text" || filter.kind === "regex";
    this.caseToggle.disabled = !isOfText;
    press(this.caseToggle, isOfText && filter.isCaseSensitive);
    for (const [kind, toggle] of this.kinds) press(toggle, kind === filter.kind);
    this.parts.update(parts, filter.parts.length === 1 ? (filter.parts[0] ?? "all") : "all");
    this.parts.setDisabled(!isOfText);
  }

  focus(): void {
    this.input.focus();
  }

  private edit(change: Partial<FilterSpec>): void {
    const filter = { ...this.filter, ...change };
    // The toolkit tells of a value that was set here, too.
    if (JSON.stringify(filter) === JSON.stringify(this.filter)) return;
    this.filter = filter;
    this.events.onEdit(filter);
  }

  /** Another way to read the same text takes effect at once. */
  private change(change: Partial<FilterSpec>): void {
    this.edit(change);
    if (this.filter.text !== "") this.events.onApply();
  }

  private kindToggle(kind: FilterKind, codicon: string, title: string): HTMLButtonElement {
    return this.toggle(codicon, title, () => {
      this.change({ kind: this.filter.kind === kind ? "text" : kind });
    });
  }

  private toggle(codicon: string, title: string, onClick: () => void): HTMLButtonElement {
    const attributes = { type: "button", "aria-label": title, "aria-pressed": "false" };
    const built = element("button", { className: "toggle", title, attributes }, icon(codicon));
    built.addEventListener("click", onClick);
    return built;
  }
}

function press(toggle: HTMLElement, isPressed: boolean): void {
  toggle.setAttribute("aria-pressed", String(isPressed));
}
