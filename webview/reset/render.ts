import type {
  AimDraft,
  GroupView,
  PeekAt,
  ResetView,
  RowView,
} from "../../src/panels/reset/protocol";
import { button, setDisabled } from "../shared/controls";
import { element } from "../shared/dom";
import { Grid } from "../shared/grid";
import { AimBar } from "./aimBar";
import { cellKey } from "./cellKey";
import {
  isLeftOut,
  noColumnsShown,
  resetColumns,
  shownColumnsOf,
  type ColumnContext,
} from "./columns";
import { GroupList } from "./groupList";
import { laterNoticesOf, Notices, noticesOf } from "./notices";
import { canApply, isEditable, timeKey, type State } from "./state";
import { TargetEditor } from "./targetEditor";

export interface ResetActions {
  readonly aim: (draft: AimDraft, isTyping: boolean) => void;
  readonly editRow: (row: number, text: string) => void;
  readonly restoreRow: (row: number) => void;
  readonly refresh: () => void;
  readonly apply: () => void;
  /** Of the group at this place. */
  readonly undo: (group: number) => void;
  readonly showUndoFile: (group: number) => void;
  readonly copyCommand: () => void;
  readonly editAsCsv: () => void;
  readonly applyCsv: () => void;
  readonly chooseScope: (draft: AimDraft) => void;
  readonly chooseFile: () => void;
  readonly peek: (row: number, at: PeekAt) => void;
}

/** The reset preview, drawn from its state. Elements stay; only what they say changes. */
export class ResetPage {
  private readonly heading = element("h1", { className: "heading" });
  private readonly facts = element("div", { className: "facts muted" });
  private readonly progress = element("div", { className: "progress" });
  private readonly notices = new Notices();
  private readonly laterNotices = new Notices();
  private readonly summary = element("div", { className: "summary" });
  private readonly aimBar: AimBar;
  private readonly groupList: GroupList;
  private shownColumns = noColumnsShown;
  private readonly buttons: Readonly<Record<ButtonName, HTMLElement>>;
  private readonly grid: Grid<RowView>;
  private readonly editor: TargetEditor;
  private state: State | undefined;
  /** The button that was pressed may be gone afterwards: what the focus goes to then. */
  private isApplying = false;

  constructor(
    root: HTMLElement,
    private readonly actions: ResetActions,
  ) {
    this.buttons = buildButtons(actions, () => {
      this.isApplying = true;
      actions.apply();
    });
    this.aimBar = new AimBar({ onAim: actions.aim, onChooseScope: actions.chooseScope });
    this.groupList = new GroupList({
      onUndo: actions.undo,
      onShowUndoFile: actions.showUndoFile,
    });
    this.grid = new Grid<RowView>({
      label: "Partitions to reset",
      columns: this.columns(),
      rowHeightPx: 26,
      onOpen: (row) => {
        this.peek(row, "target");
      },
      rowClass: (row) => this.rowClass(row),
    });
    this.editor = new TargetEditor(this.grid.element, {
      onEdit: actions.editRow,
      onRestore: actions.restoreRow,
      onDone: () => {
        this.grid.focus();
      },
      onMove: (from, step) => this.editNext(from, step),
    });
    cellKey(this.grid.element);
    const { refresh, chooseFile, editAsCsv, applyCsv, copyCommand, showUndoFile, undo, apply } =
      this.buttons;
    const head = element("div", { className: "head" }, this.heading, this.facts);
    const tools = [chooseFile, editAsCsv, applyCsv, copyCommand, refresh];
    root.replaceChildren(
      element("div", { className: "toolbar" }, head, ...tools),
      this.aimBar.element,
      this.progress,
      this.notices.element,
      this.groupList.element,
      this.grid.element,
      this.laterNotices.element,
      element("div", { className: "toolbar foot" }, this.summary, showUndoFile, undo, apply),
    );
    this.grid.mount();
  }

  show(state: State): void {
    const before = this.state;
    this.state = state;
    const { view, busy } = state;
    this.progress.classList.toggle("active", busy !== undefined);
    this.notices.show(noticesOf(state));
    this.laterNotices.show(laterNoticesOf(state));
    this.heading.textContent = headingOf(view);
    const facts = factsOf(state);
    this.facts.textContent = facts;
    this.facts.title = facts;
    this.summary.textContent = view?.result === null ? summaryOf(state, view) : "";
    if (view === undefined) this.aimBar.element.hidden = true;
    else this.aimBar.update(view, state.aimProblem, busy === "applying");
    this.showButtons(state);
    if (view !== undefined) this.showRows(state, view, before);
    this.moveFocus(state);
  }

  private showButtons(state: State): void {
    const { view, busy } = state;
    const { buttons } = this;
    const isReset = view?.mode === "reset";
    setDisabled(buttons.refresh, busy !== undefined);
    setDisabled(buttons.apply, !canApply(state));
    for (const one of [buttons.chooseFile, buttons.applyCsv]) {
      one.hidden = !isReset;
      setDisabled(one, busy === "applying");
    }
    buttons.editAsCsv.hidden = !isReset;
    for (const one of [buttons.editAsCsv, buttons.copyCommand]) {
      setDisabled(one, busy !== undefined || state.isStale || view?.result !== null);
    }
    buttons.applyCsv.hidden = view?.isCsvOpen !== true;
    const isWritten = view?.result?.hasUndoFile === true;
    buttons.undo.hidden = !isWritten;
    buttons.showUndoFile.hidden = !isWritten;
    buttons.apply.hidden = view?.result !== null;
    if (view !== undefined) buttons.apply.textContent = view.applyLabel;
  }

  private showRows(state: State, view: ResetView, before: State | undefined): void {
    const isSame =
      view === before?.view &&
      state.times === before.times &&
      state.rowProblems === before.rowProblems;
    if (isSame) return;
    this.groupList.update(view);
    this.editor.keep(() => {
      const shown = shownColumnsOf(view);
      if (JSON.stringify(shown) !== JSON.stringify(this.shownColumns)) {
        this.shownColumns = shown;
        this.grid.setColumns(this.columns());
      }
      this.grid.refreshRows(view.rows, isSamePartition);
    });
  }

  /** After the answer, the button that asked for it is gone or works again. */
  private moveFocus({ busy, view }: State): void {
    if (!this.isApplying || busy !== undefined) return;
    this.isApplying = false;
    const { undo, apply, refresh } = this.buttons;
    if (view?.result === null) apply.focus();
    else if (!undo.hidden) undo.focus();
    else refresh.focus();
  }

  private columns(): ReturnType<typeof resetColumns> {
    const context: ColumnContext = {
      onPeek: (row, at) => {
        this.peek(row, at);
      },
      targetField: (row) => {
        const { state } = this;
        if (state === undefined || !isEditable(state) || this.isLeft(row)) return undefined;
        const index = this.indexOf(row);
        return this.editor.build(row, index, state.rowProblems.get(index), this.ownerOf(row));
      },
      groupOf: (row) => this.groupOf(row),
      timeOf: (row) => this.state?.times.get(timeKey(row)),
      problemOf: (row) => {
        const index = this.indexOf(row);
        const refused = this.state?.rowProblems.get(index);
        return refused && { ...refused, index };
      },
    };
    return resetColumns(context, this.shownColumns);
  }

  private editNext(from: number, step: 1 | -1): boolean {
    const rows = this.state?.view?.rows ?? [];
    let at = from + step;
    for (let row = rows[at]; row !== undefined && this.isLeft(row); row = rows[at]) at += step;
    if (rows[at] === undefined) return false;
    this.grid.setActive(at);
    return this.editor.focus(at);
  }

  private isLeft(row: RowView): boolean {
    return this.shownColumns.hasGroups && isLeftOut(this.groupOf(row));
  }

  private peek(row: RowView, at: PeekAt): void {
    const index = this.indexOf(row);
    const hasOffset = row.target !== null || row.committed !== null;
    if (index >= 0 && hasOffset) this.actions.peek(index, at);
  }

  private groupOf(row: RowView): GroupView | undefined {
    return this.state?.view?.groups[row.group];
  }

  /** Only where a partition may stand there for several groups. */
  private ownerOf(row: RowView): string | undefined {
    return this.shownColumns.hasGroups ? this.groupOf(row)?.groupId : undefined;
  }

  private rowClass(row: RowView): string {
    const { effect, outcome } = row;
    if (outcome !== null) return outcome.isWritten ? "row-written" : "row-failed";
    return this.isLeft(row) ? "row-leftOut" : `row-${effect.kind}`;
  }

  private indexOf(row: RowView): number {
    return this.state?.view?.rows.indexOf(row) ?? -1;
  }
}

type ButtonName =
  | "refresh"
  | "chooseFile"
  | "editAsCsv"
  | "applyCsv"
  | "copyCommand"
  | "showUndoFile"
  | "undo"
  | "apply";

function buildButtons(
  actions: ResetActions,
  apply: () => void,
): Readonly<Record<ButtonName, HTMLElement>> {
  return {
    refresh: button({ label: "Refresh", icon: "refresh", onClick: actions.refresh }),
    chooseFile: button({ label: "From File…", onClick: actions.chooseFile }),
    editAsCsv: button({ label: "Edit as CSV", onClick: actions.editAsCsv }),
    applyCsv: button({ label: "Apply CSV to Plan", onClick: actions.applyCsv }),
    copyCommand: button({
      label: "Copy Command",
      title: "Copy as kafka-consumer-groups command",
      onClick: actions.copyCommand,
    }),
    showUndoFile: button({
      label: "Show Undo File",
      onClick: () => {
        actions.showUndoFile(0);
      },
    }),
    undo: button({
      label: "Undo…",
      icon: "discard",
      onClick: () => {
        actions.undo(0);
      },
    }),
    apply: button({ label: "Reset Offsets…", appearance: "primary", onClick: apply }),
  };
}

function isSamePartition(one: RowView, other: RowView): boolean {
  const isSame = one.topic === other.topic && one.partition === other.partition;
  return isSame && one.group === other.group;
}

function headingOf(view: ResetView | undefined): string {
  if (view === undefined) return "Reset Offsets";
  const [group, ...others] = view.groups;
  if (others.length > 0) return `${view.groups.length} groups`;
  const groupId = group?.groupId ?? "";
  return view.mode === "undo" ? `Undo for group ${groupId}` : `Group ${groupId}`;
}

function factsOf({ view, busy }: State): string {
  if (view === undefined) return busy === undefined ? "" : "Reading the group's offsets…";
  const [group, ...others] = view.groups;
  const state = group === undefined || others.length > 0 ? [] : [group.state];
  return [...state, `on ${view.clusterName}`, view.aim].join(" · ");
}

/** The totals are those of the view: what is being typed is in none yet. */
function summaryOf({ isStale, rowProblems, busy }: State, { summary }: ResetView): string {
  if (rowProblems.size > 0) return "A target cannot be used: correct it, or press Escape in it.";
  return isStale && busy === undefined ? "Not planned yet." : summary;
}
