import type { HistoryRow } from "../../src/panels/group/protocol";
import { button, setDisabled } from "../shared/controls";
import { element, icon } from "../shared/dom";
import type { GroupState } from "./state";

export interface HistoryEvents {
  readonly onShow: (changeId: string) => void;
  readonly onUndo: (changeId: string) => void;
}

const outcomes: Readonly<Record<HistoryRow["outcome"], { word: string; icon: string }>> = {
  ok: { word: "Done", icon: "pass-filled" },
  failed: { word: "Not as planned", icon: "warning" },
  unknown: { word: "Outcome not known", icon: "question" },
};

const whatUnknown = "The window was closed before the outcome was known.";

/** The changes of the group that were made from this computer, newest first. */
export class HistoryTab {
  readonly element: HTMLElement;
  private readonly list = element("ol", {
    className: "changes",
    attributes: { role: "list", "aria-label": "Changes made from this computer, newest first" },
  });
  private readonly empty = element("div", { className: "empty", attributes: { role: "status" } });
  private drawn = "";

  constructor(private readonly events: HistoryEvents) {
    this.element = element("div", { className: "view" }, this.list, this.empty);
  }

  update({ history }: GroupState): void {
    const rows = history ?? [];
    this.list.hidden = rows.length === 0;
    this.empty.hidden = rows.length > 0;
    const text =
      history === undefined
        ? "Reading the changes…"
        : "Nothing was changed of this group from this computer yet.";
    if (this.empty.textContent !== text) this.empty.textContent = text;
    const key = JSON.stringify(rows);
    if (key === this.drawn) return;
    this.drawn = key;
    this.list.replaceChildren(...rows.map((row) => this.build(row)));
  }

  private build(row: HistoryRow): HTMLElement {
    const { id, at, what, topics, outcome, message, undoObstacle } = row;
    const look = outcomes[outcome];
    const head = element(
      "div",
      { className: "change-head" },
      element("span", { className: "change-what" }, what),
      topics === "" ? undefined : element("span", { className: "change-topics" }, topics),
      element("span", { className: "change-time muted" }, at),
    );
    const told = element(
      "div",
      { className: "change-outcome" },
      icon(look.icon),
      element("span", {}, `${look.word}: ${message === "" ? whatUnknown : message}`),
    );
    const show = button({
      label: "Show",
      title: `Show the record of ${what}`,
      onClick: () => {
        this.events.onShow(id);
      },
    });
    const undo = button({
      label: "Undo…",
      icon: "discard",
      title: undoObstacle ?? `Preview the undo of ${what}`,
      onClick: () => {
        this.events.onUndo(id);
      },
    });
    setDisabled(undo, undoObstacle !== null);
    return element(
      "li",
      { className: `change change-${outcome}` },
      element(
        "div",
        { className: "change-text" },
        head,
        told,
        undoObstacle === null
          ? undefined
          : element("div", { className: "change-obstacle muted" }, undoObstacle),
      ),
      element("div", { className: "change-actions" }, show, undo),
    );
  }
}
