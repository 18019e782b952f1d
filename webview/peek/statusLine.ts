import type { ExportFormat, PeekRequests } from "../../src/panels/peek/protocol";
import { button, setDisabled } from "../shared/controls";
import { element } from "../shared/dom";
import type { MenuItem } from "../shared/menu";
import { menuButton } from "../shared/menuButton";
import { formatCount, formatTotals } from "./format";
import type { PeekState } from "./peekState";

export interface StatusLineEvents {
  readonly onOlder: () => void;
  readonly onNewer: () => void;
  readonly onExport: (what: PeekRequests["export"]["params"]) => void;
  readonly onMetrics: () => void;
  readonly onSettings: () => void;
  readonly onDuplicate: () => void;
}

const exportFormats: readonly { readonly format: ExportFormat; readonly label: string }[] = [
  { format: "jsonLines", label: "JSON Lines" },
  { format: "json", label: "JSON" },
  { format: "csv", label: "CSV" },
];

/** What the page holds, and the way to the pages before and after it. */
export class StatusLine {
  readonly element: HTMLElement;
  private readonly text = element("span", {
    className: "status-text",
    attributes: { role: "status" },
  });
  private readonly older: HTMLElement;
  private readonly newer: HTMLElement;
  private state: PeekState | undefined;

  constructor(private readonly events: StatusLineEvents) {
    this.older = button({ label: "Older", icon: "chevron-left", onClick: events.onOlder });
    this.newer = button({ label: "Newer", endIcon: "chevron-right", onClick: events.onNewer });
    const actions = element(
      "div",
      { className: "paging" },
      menuButton({ label: "Export…" }, () => this.exports()),
      button({
        label: "Metrics",
        title: "Open Requests, Bytes and Latencies as a Document",
        onClick: events.onMetrics,
      }),
      button({
        label: "Duplicate",
        title: "Open Another Panel Here",
        onClick: events.onDuplicate,
      }),
      button({
        label: "Fetch Settings…",
        title: "How Much Is Fetched at a Time and Held, for Slow Links Too",
        icon: "settings-gear",
        appearance: "icon",
        onClick: events.onSettings,
      }),
      this.older,
      this.newer,
    );
    this.element = element("div", { className: "status-line" }, this.text, actions);
  }

  update(state: PeekState): void {
    this.state = state;
    const { page, activity, isOfLive } = state;
    const text = statusText(state);
    if (this.text.textContent !== text) this.text.textContent = text;
    const isBusy = activity !== undefined || page === undefined;
    setDisabled(this.older, isBusy || isOfLive || !page.hasOlder);
    // At the end it looks for messages written since.
    setDisabled(this.newer, isBusy || isOfLive);
    const hint = page?.hasNewer === false ? "Look for Newer Messages" : "Newer Messages";
    this.newer.title = hint;
    this.older.title = "Older Messages";
  }

  private exports(): readonly MenuItem[] {
    const isEmpty = (this.state?.held.length ?? 0) === 0;
    const loaded = isEmpty ? "Nothing is loaded." : undefined;
    return [
      ...this.exportItems("loaded", "Loaded Messages", loaded),
      ...this.exportItems("range", "Whole Range from the Position", undefined),
    ];
  }

  private exportItems(
    what: "loaded" | "range",
    words: string,
    obstacle: string | undefined,
  ): readonly MenuItem[] {
    return exportFormats.map(({ format, label }) => ({
      label: `${words} as ${label}…`,
      obstacle,
      onChoose: () => {
        this.events.onExport({ what, format });
      },
    }));
  }
}

/** Of a live view and a search the line above tells the rest: this one is read aloud when it changes. */
function statusText({ page, live, search, held }: PeekState): string {
  if (live !== undefined || search !== undefined) {
    const isSettled = search?.isDone === true || live?.isPaused === true;
    return isSettled ? formatCount(held.length, "row") : "";
  }
  return page === undefined ? "" : formatTotals(page.totals);
}
