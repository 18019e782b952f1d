import { element } from "./dom";

export interface Tab<T extends string> {
  readonly id: T;
  readonly label: string;
}

/** A row of tabs by the ARIA pattern: one in the tab order, arrows move and choose. The panel is the caller's. */
export class Tabs<T extends string> {
  readonly element: HTMLElement;
  private readonly buttons: ReadonlyMap<T, HTMLButtonElement>;
  private chosen: T | undefined;

  constructor(
    private readonly tabs: readonly Tab<T>[],
    private readonly options: {
      readonly label: string;
      /** Id of the one element whose content the tabs change. */
      readonly panelId: string;
      readonly onChoose: (id: T) => void;
    },
  ) {
    this.buttons = new Map(tabs.map((tab) => [tab.id, this.buildTab(tab)]));
    const attributes = { role: "tablist", "aria-label": options.label };
    this.element = element("div", { className: "tabs", attributes }, ...this.buttons.values());
    this.element.addEventListener("keydown", (event) => {
      this.onKey(event);
    });
  }

  update(chosen: T, labels: Partial<Record<T, string>> = {}): void {
    this.chosen = chosen;
    for (const [id, tab] of this.buttons) {
      const isChosen = id === chosen;
      tab.setAttribute("aria-selected", String(isChosen));
      tab.tabIndex = isChosen ? 0 : -1;
      const label = labels[id];
      if (label !== undefined && tab.textContent !== label) tab.textContent = label;
    }
  }

  focus(): void {
    if (this.chosen !== undefined) this.buttons.get(this.chosen)?.focus();
  }

  private buildTab({ id, label }: Tab<T>): HTMLButtonElement {
    const attributes = { role: "tab", type: "button", "aria-controls": this.options.panelId };
    const built = element("button", { className: "tab", attributes }, label);
    built.addEventListener("click", () => {
      this.options.onChoose(id);
    });
    return built;
  }

  private onKey(event: KeyboardEvent): void {
    const at = this.tabs.findIndex(({ id }) => id === this.chosen);
    const last = this.tabs.length - 1;
    const to = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: last }[event.key];
    if (to === undefined) return;
    const tab = this.tabs[to < 0 ? last : to > last ? 0 : to];
    if (tab === undefined) return;
    event.preventDefault();
    this.options.onChoose(tab.id);
    this.focus();
  }
}
