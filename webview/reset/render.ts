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

type Severity = "error" | "warning" | "info";

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

  constructor(root: HTMLElement, actions: ResetActions) {
    this.refreshButton = button({ label: "Refresh", icon: "refresh", onClick: actions.refresh });
    this.applyButton = button({
      label: "Reset Offsets…",
      appearance: "primary",
      onClick: actions.apply,
    });
    this.undoButton = button({ label: "Show Undo File", onClick: actions.showUndoFile });
    const peek = (row: RowView): void => {
      const index = this.drawn?.rows.indexOf(row) ?? -1;
      if (index >= 0) actions.peek(index);
    };
    this.grid = new Grid<RowView>({
      label: "Partitions to reset",
      columns: resetColumns(peek),
      onOpen: peek,
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
    this.notices.replaceChildren(...noticesOf(view, failure));
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
    this.grid.setRows(view.rows);
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

function noticesOf(view: ResetView | undefined, failure: string | undefined): HTMLElement[] {
  const notices: HTMLElement[] = [];
  if (failure !== undefined) notices.push(notice("error", failure));
  if (view === undefined) return notices;
  if (view.result !== null) {
    notices.push(notice(view.result.ok ? "info" : "error", view.result.message));
  } else if (view.obstacle !== null) {
    notices.push(notice("warning", view.obstacle));
  }
  if (view.result === null) {
    notices.push(...view.warnings.map((warning) => notice("warning", warning)));
  }
  return notices;
}

function notice(severity: Severity, text: string): HTMLElement {
  return element(
    "div",
    { className: `notice ${severity}` },
    icon(severity),
    element("span", { className: "notice-text" }, text),
  );
}
