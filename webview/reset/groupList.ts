import type { GroupView, ResetView } from "../../src/panels/reset/protocol";
import { element, icon } from "../shared/dom";

export interface GroupListEvents {
  readonly onUndo: (group: number) => void;
  readonly onShowUndoFile: (group: number) => void;
}

/** Groups that are reset together: what each of them is about to become, or why it is left out. Hidden for one. */
export class GroupList {
  readonly element = element("ul", {
    className: "groups",
    attributes: { "aria-label": "Groups", tabindex: "0" },
  });
  private drawn = "";

  constructor(private readonly events: GroupListEvents) {
    this.element.hidden = true;
  }

  update({ groups }: ResetView): void {
    this.element.hidden = groups.length < 2;
    const key = JSON.stringify(groups);
    if (this.element.hidden || key === this.drawn) return;
    this.drawn = key;
    this.element.replaceChildren(...groups.map((group, index) => this.build(group, index)));
  }

  private build(group: GroupView, index: number): HTMLElement {
    const { groupId, state, result } = group;
    const item = element(
      "li",
      { className: `group ${standingOf(group)}` },
      icon(icons[standingOf(group)]),
      element("span", { className: "group-name" }, groupId),
      element("span", { className: "group-state muted" }, state),
      element("span", { className: "group-text" }, element("span", {}, textOf(group))),
    );
    if (result?.hasUndoFile === true) {
      item.lastElementChild?.append(
        link("Undo…", `Undo the reset of ${groupId}`, () => {
          this.events.onUndo(index);
        }),
        link("Show Undo File", `Show the undo file of ${groupId}`, () => {
          this.events.onShowUndoFile(index);
        }),
      );
    }
    return item;
  }
}

type Standing = "planned" | "left-out" | "done" | "failed";

const icons: Readonly<Record<Standing, string>> = {
  planned: "arrow-right",
  "left-out": "circle-slash",
  done: "pass-filled",
  failed: "warning",
};

function standingOf({ obstacle, result }: GroupView): Standing {
  if (result !== null) return result.ok ? "done" : "failed";
  return obstacle === null ? "planned" : "left-out";
}

function textOf({ obstacle, result, summary }: GroupView): string {
  if (result !== null) return result.message;
  return obstacle === null ? summary : `Left out: ${obstacle}`;
}

function link(label: string, title: string, onClick: () => void): HTMLElement {
  const built = element("button", { className: "link", title, attributes: { type: "button" } });
  built.textContent = label;
  built.addEventListener("click", onClick);
  return built;
}
