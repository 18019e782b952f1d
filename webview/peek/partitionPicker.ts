import type { PartitionRange } from "../../src/panels/peek/protocol";
import { button, checkbox } from "../shared/controls";
import type { CheckControl } from "../shared/controls";
import { element } from "../shared/dom";
import { formatDecimal } from "../shared/numbers";

/** Above this the list says how many it leaves out. */
const maxListed = 1000;

/** A button that says how many partitions are chosen, and under it the list to choose from. */
export class PartitionPicker {
  readonly element: HTMLElement;
  private readonly opener: HTMLElement;
  /** A text node: the toolkit gives elements inside a button the size of an icon. */
  private readonly openerText = document.createTextNode("");
  private readonly popup: HTMLElement;
  private readonly list = element("div", { className: "picker-list" });
  private ranges: readonly PartitionRange[] = [];
  private boxes: readonly CheckControl[] = [];
  private chosen: readonly number[] | undefined;
  private isOpen = false;

  /** `onChange` gets undefined for all partitions, those created later included. */
  constructor(private readonly onChange: (chosen: readonly number[] | undefined) => void) {
    this.opener = button({
      label: "",
      endIcon: "chevron-down",
      onClick: () => {
        this.toggle(!this.isOpen);
      },
    });
    this.opener.prepend(this.openerText);
    this.opener.setAttribute("aria-haspopup", "dialog");
    this.popup = element(
      "div",
      { className: "picker-popup", attributes: { role: "dialog", "aria-label": "Partitions" } },
      element(
        "div",
        { className: "picker-actions" },
        button({
          label: "All",
          onClick: () => {
            this.choose(undefined);
          },
        }),
        button({
          label: "None",
          onClick: () => {
            this.choose([]);
          },
        }),
      ),
      this.list,
    );
    this.element = element("div", { className: "picker" }, this.opener, this.popup);
    this.toggle(false);
    this.listen();
  }

  update(ranges: readonly PartitionRange[], chosen: readonly number[] | undefined): void {
    const isChanged = ranges !== this.ranges;
    this.ranges = ranges;
    this.chosen = chosen;
    this.openerText.data = this.summary();
    this.opener.setAttribute("aria-label", `Partitions: ${this.summary()}`);
    if (!this.isOpen) return;
    if (isChanged) this.fillList();
    else this.checkBoxes();
  }

  private summary(): string {
    const total = this.ranges.length;
    if (this.chosen === undefined)
      return total === 0 ? "All" : `All ${formatDecimal(String(total))}`;
    const [only] = this.chosen;
    if (only === undefined) return "None";
    if (this.chosen.length === 1) return `Only ${only}`;
    return total === 0 ? String(this.chosen.length) : `${this.chosen.length} of ${total}`;
  }

  private choose(chosen: readonly number[] | undefined): void {
    this.chosen = chosen;
    this.checkBoxes();
    this.onChange(chosen);
  }

  private toggle(isOpen: boolean): void {
    this.isOpen = isOpen;
    this.popup.hidden = !isOpen;
    this.opener.setAttribute("aria-expanded", String(isOpen));
    if (!isOpen) return;
    this.fillList();
    this.boxes[0]?.focus();
  }

  private fillList(): void {
    const listed = this.ranges.slice(0, maxListed);
    this.boxes = listed.map((range) =>
      checkbox({
        label: String(range.partition),
        checked: this.isChosen(range.partition),
        onChange: (isChecked) => {
          this.mark(range.partition, isChecked);
        },
      }),
    );
    const rows = listed.map((range, index) =>
      element(
        "div",
        { className: "picker-row" },
        this.boxes[index],
        element("span", { className: "picker-range muted" }, rangeText(range)),
      ),
    );
    const left = this.ranges.length - listed.length;
    if (left > 0) rows.push(element("div", { className: "muted" }, `and ${left} more`));
    if (rows.length === 0) rows.push(element("div", { className: "muted" }, "Not known yet"));
    this.list.replaceChildren(...rows);
  }

  private checkBoxes(): void {
    for (const [index, box] of this.boxes.entries()) {
      const range = this.ranges[index];
      if (range !== undefined) box.checked = this.isChosen(range.partition);
    }
  }

  private isChosen(partition: number): boolean {
    return this.chosen?.includes(partition) ?? true;
  }

  private mark(partition: number, isChecked: boolean): void {
    // The toolkit also tells of changes that came from here.
    if (isChecked === this.isChosen(partition)) return;
    const all = this.ranges.map((range) => range.partition);
    const chosen = new Set(this.chosen ?? all);
    if (isChecked) chosen.add(partition);
    else chosen.delete(partition);
    const ordered = all.filter((one) => chosen.has(one));
    this.choose(ordered.length === all.length ? undefined : ordered);
  }

  private listen(): void {
    this.popup.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      event.stopPropagation();
      this.toggle(false);
      this.opener.focus();
    });
    this.element.addEventListener("focusout", (event) => {
      const to = event.relatedTarget;
      if (to instanceof Node && !this.element.contains(to)) this.toggle(false);
    });
    document.addEventListener("pointerdown", (event) => {
      const at = event.target;
      if (at instanceof Node && !this.element.contains(at)) this.toggle(false);
    });
  }
}

function rangeText({ start, end, problem }: PartitionRange): string {
  if (start === undefined || end === undefined) return problem ?? "not readable";
  if (start === end) return "empty";
  return `${formatDecimal(start)}–${formatDecimal(String(BigInt(end) - 1n))}`;
}
