import type { ResetView, RowView } from "../../src/panels/reset/protocol";
import { button, setDisabled } from "../shared/controls";
import { element, icon } from "../shared/dom";
import { Grid } from "../shared/grid";
import { resetColumns } from "./columns";
import { canApply, type State } from "./state";

export interface ResetActions {
  readonly refresh: () => void;
  readonly apply: () => void;
  readonly showUndoFile: () => void;
  readonly peek: (row: number) => void;
}

interface Notice {
  readonly severity: "error" | "warning" | "info";
  readonly text: string;
}

/** The reset preview, drawn from its state. Elements stay; only what they say changes. */
export class ResetPage {
  private readonly heading = element("h1", { className: "heading" });
  private readonly facts = element("div", { className: "facts muted" });
  private readonly progress = element("div", { className: "progress" });
  private readonly notices = element("div", { attributes: { role: "status" } });
  private readonly summary = element("div", { className: "summary" });
  private readonly refreshButton: HTMLElement;
  private readonly applyButton: HTMLElement;
  private readonly undoButton: HTMLElement;
  private readonly grid: Grid<RowView>;
  private drawn: ResetView | undefined;
  private isDone = false;
  private drawnNotices = "[]";

  private readonly peek = (row: RowView): void => {
    const index = this.drawn?.rows.indexOf(row) ?? -1;
    if (index >= 0) this.actions.peek(index);
  };

  constructor(
    root: HTMLElement,
    private readonly actions: ResetActions,
  ) {
    this.refreshButton = button({ label: "Refresh", icon: "refresh", onClick: actions.refresh });
    this.applyButton = button({
      label: "Reset Offsets…",
      appearance: "primary",
      onClick: actions.apply,
    });
    this.undoButton = button({ label: "Show Undo File", onClick: actions.showUndoFile });
    this.grid = new Grid<RowView>({
      label: "Partitions to reset",
      columns: resetColumns(this.peek, this.isDone),
      onOpen: this.peek,
      rowClass: ({ effect, outcome }) => rowClass(effect.kind, outcome?.isWritten),
    });
    const head = element("div", { className: "head" }, this.heading, this.facts);
    const bar = element("div", { className: "toolbar" }, head, this.refreshButton);
    const foot = element(
      "div",
      { className: "toolbar foot" },
      this.summary,
      this.undoButton,
      this.applyButton,
    );
    root.replaceChildren(bar, this.progress, this.notices, this.grid.element, foot);
    this.grid.mount();
  }

  show(state: State): void {
    const { view, busy, failure } = state;
    this.progress.classList.toggle("active", busy !== undefined);
    this.showNotices(noticesOf(view, failure));
    setDisabled(this.refreshButton, busy !== undefined);
    setDisabled(this.applyButton, !canApply(state));
    this.undoButton.hidden = view?.result?.hasUndoFile !== true;
    this.applyButton.hidden = view?.result !== null;
    this.heading.textContent = view === undefined ? "Reset Offsets" : `Group ${view.groupId}`;
    this.facts.textContent = factsOf(view, busy);
    this.summary.textContent = view?.result === null ? view.summary : "";
    if (view === undefined || view === this.drawn) return;
    this.applyButton.textContent = view.applyLabel;
    this.drawn = view;
    this.showColumns(view.result !== null);
    this.grid.setRows(view.rows);
  }

  private showColumns(isDone: boolean): void {
    if (isDone === this.isDone) return;
    this.isDone = isDone;
    this.grid.setColumns(resetColumns(this.peek, isDone));
  }

  /** What is there already stays, or a screen reader would read it out again. */
  private showNotices(notices: readonly Notice[]): void {
    const key = JSON.stringify(notices);
    if (key === this.drawnNotices) return;
    this.drawnNotices = key;
    this.notices.replaceChildren(...notices.map(noticeElement));
  }
}

function rowClass(effect: RowView["effect"]["kind"], isWritten: boolean | undefined): string {
  if (isWritten === undefined) return `row-${effect}`;
  return isWritten ? "row-written" : "row-failed";
}

function factsOf(view: ResetView | undefined, busy: State["busy"]): string {
  if (view === undefined) return busy === undefined ? "" : "Reading the group's offsets…";
  return `${view.groupState} · on ${view.clusterName} · ${view.aim}`;
}

function noticesOf(view: ResetView | undefined, failure: string | undefined): Notice[] {
  const notices: Notice[] = [];
  if (failure !== undefined) notices.push({ severity: "error", text: failure });
  if (view === undefined) return notices;
  const { result, obstacle, warnings } = view;
  if (result !== null) {
    notices.push({ severity: result.ok ? "info" : "error", text: result.message });
    return notices;
  }
  if (obstacle !== null) notices.push({ severity: "warning", text: obstacle });
  notices.push(...warnings.map((text): Notice => ({ severity: "warning", text })));
  return notices;
}

function noticeElement({ severity, text }: Notice): HTMLElement {
  return element(
    "div",
    { className: `notice ${severity}` },
    icon(severity),
    element("span", { className: "notice-text" }, text),
  );
}
