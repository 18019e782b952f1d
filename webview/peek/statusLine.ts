import { button, setDisabled } from "../shared/controls";
import { element } from "../shared/dom";
import { formatTotals } from "./format";
import type { PeekState } from "./state";

export interface StatusLineEvents {
  readonly onOlder: () => void;
  readonly onNewer: () => void;
}

/** What the page holds, and the way to the pages before and after it. */
export class StatusLine {
  readonly element: HTMLElement;
  private readonly text = element("span", {
    className: "status-text",
    attributes: { role: "status" },
  });
  private readonly older: HTMLElement;
  private readonly newer: HTMLElement;

  constructor(events: StatusLineEvents) {
    this.older = button({ label: "Older", icon: "chevron-left", onClick: events.onOlder });
    this.newer = button({ label: "Newer", endIcon: "chevron-right", onClick: events.onNewer });
    const paging = element("div", { className: "paging" }, this.older, this.newer);
    this.element = element("div", { className: "status-line" }, this.text, paging);
  }

  update({ page, reading }: PeekState): void {
    const text = page === undefined ? "" : formatTotals(page.totals);
    if (this.text.textContent !== text) this.text.textContent = text;
    const isBusy = reading !== undefined || page === undefined;
    setDisabled(this.older, isBusy || !page.hasOlder);
    // At the end it looks for messages written since.
    setDisabled(this.newer, isBusy);
    const hint = page?.hasNewer === false ? "Look for Newer Messages" : "Newer Messages";
    this.newer.title = hint;
    this.older.title = "Older Messages";
  }
}
