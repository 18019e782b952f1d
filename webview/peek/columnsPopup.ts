import type { SavedColumn } from "../../src/panels/peek/protocol/savedView";
import { button, checkbox, setDisabled, setValue, textField } from "../shared/controls";
import { element } from "../shared/dom";
import { Popup } from "../shared/popup";
import {
  columnTitle,
  isShown,
  maxPathLength,
  maxPaths,
  pathOf,
  withHidden,
  withMoved,
  withPath,
  withWidth,
  withoutColumn,
} from "./columns";
import type { Arrangement } from "./savedView";

const widthStepPx = 40;

export interface ColumnsEvents {
  readonly onArrange: (change: Partial<Arrangement>) => void;
  /** As it is drawn now; undefined while it is not. */
  readonly widthOf: (id: string) => number | undefined;
}

/** Which columns are shown, in which order and how wide, and how close the rows stand. */
export class ColumnsPopup {
  readonly element: HTMLElement;
  private readonly popup: Popup;
  private readonly list = element("div", { className: "column-list" });
  private readonly path: ReturnType<typeof textField>;
  private readonly add: HTMLElement;
  private readonly compact: ReturnType<typeof checkbox>;
  private arrangement: Arrangement | undefined;
  private topics = 1;
  private drawn: string | undefined;

  constructor(private readonly events: ColumnsEvents) {
    const opener = button({
      label: "Columns…",
      onClick: () => {
        this.popup.toggle();
      },
    });
    opener.setAttribute("aria-haspopup", "dialog");
    this.path = textField({
      label: "JSON path of another column",
      placeholder: "JSON path: $.total",
      onInput: () => undefined,
      onEnter: () => {
        this.addPath();
      },
    });
    this.path.setAttribute("maxlength", String(maxPathLength));
    this.compact = checkbox({
      label: "Compact rows",
      checked: false,
      onChange: (isCompact) => {
        const density = isCompact ? "compact" : "comfortable";
        if (density !== this.arrangement?.density) events.onArrange({ density });
      },
    });
    this.add = button({
      label: "Add",
      onClick: () => {
        this.addPath();
      },
    });
    const attributes = { role: "dialog", "aria-label": "Columns" };
    const panel = element("div", { className: "columns-popup", attributes });
    const adding = element("div", { className: "column-add" }, this.path, this.add);
    panel.append(this.list, adding, this.compact);
    this.popup = new Popup(opener, panel, () => {
      this.draw();
      this.list.querySelector<HTMLElement>("vscode-checkbox")?.focus();
    });
    this.element = this.popup.element;
  }

  update(arrangement: Arrangement, topics: number): void {
    this.arrangement = arrangement;
    this.topics = topics;
    this.compact.checked = arrangement.density === "compact";
    if (this.popup.isOpen) this.draw();
  }

  /** Only where something changed; the focus stays on the same control. */
  private draw(): void {
    const columns = this.arrangement?.columns ?? [];
    const paths = columns.filter((column) => pathOf(column) !== undefined).length;
    setDisabled(this.path, paths >= maxPaths);
    setDisabled(this.add, paths >= maxPaths);
    const shape = JSON.stringify([columns.map(({ id, isHidden }) => [id, isHidden]), this.topics]);
    if (shape === this.drawn) return;
    this.drawn = shape;
    const focused = document.activeElement?.getAttribute("data-control");
    this.list.replaceChildren(...columns.map((column, at) => this.line(column, at, columns)));
    if (focused === null || focused === undefined) return;
    const again = [...this.list.querySelectorAll<HTMLElement>("[data-control]")].find(
      (one) => one.dataset["control"] === focused,
    );
    (again ?? this.path).focus();
  }

  private line(column: SavedColumn, at: number, columns: readonly SavedColumn[]): HTMLElement {
    const { id } = column;
    const isOn = isShown(column, this.topics);
    const box = checkbox({
      label: columnTitle(column),
      checked: isOn,
      onChange: (isChecked) => {
        if (isChecked !== this.isOn(id)) this.change((all) => withHidden(all, id, !isChecked));
      },
    });
    box.dataset["control"] = `show ${id}`;
    const name = columnTitle(column);
    const line = element(
      "div",
      { className: "column-line", attributes: { role: "group", "aria-label": name } },
      box,
      this.action("arrow-up", `Move ${name} Up`, at > 0, (all) => withMoved(all, id, -1)),
      this.action("arrow-down", `Move ${name} Down`, at < columns.length - 1, (all) =>
        withMoved(all, id, 1),
      ),
      this.action("chevron-left", `Make ${name} Narrower`, isOn, (all) =>
        withWidth(all, id, this.widthOf(column) - widthStepPx),
      ),
      this.action("chevron-right", `Make ${name} Wider`, isOn, (all) =>
        withWidth(all, id, this.widthOf(column) + widthStepPx),
      ),
    );
    if (pathOf(column) !== undefined) {
      line.append(this.action("trash", `Remove ${name}`, true, (all) => withoutColumn(all, id)));
    }
    return line;
  }

  private action(
    icon: string,
    label: string,
    isPossible: boolean,
    change: (columns: readonly SavedColumn[]) => readonly SavedColumn[],
  ): HTMLElement {
    const built = button({
      label,
      icon,
      appearance: "icon",
      onClick: () => {
        this.change(change);
      },
    });
    built.dataset["control"] = label;
    built.toggleAttribute("disabled", !isPossible);
    return built;
  }

  private isOn(id: string): boolean {
    const column = this.arrangement?.columns.find((one) => one.id === id);
    return column !== undefined && isShown(column, this.topics);
  }

  private widthOf(column: SavedColumn): number {
    const { id } = column;
    const kept = this.arrangement?.columns.find((one) => one.id === id)?.widthPx;
    return kept ?? this.events.widthOf(id) ?? 120;
  }

  private change(to: (columns: readonly SavedColumn[]) => readonly SavedColumn[]): void {
    if (this.arrangement === undefined) return;
    this.events.onArrange({ columns: to(this.arrangement.columns) });
  }

  private addPath(): void {
    const path = this.path.value.trim();
    if (path === "" || this.path.hasAttribute("disabled")) return;
    this.change((columns) => withPath(columns, path));
    setValue(this.path, "");
    this.path.focus();
  }
}
