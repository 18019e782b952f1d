import type { DraftField } from "../../src/panels/connection/protocol";
import { element, icon } from "../shared/dom";
import { ActionBar, type BarActions } from "./actionBar";
import { authenticationSection, clusterSection, tlsSection } from "./accessSections";
import { ChecklistView } from "./checklistView";
import type { FormActions } from "./formField";
import { advancedSection, guardSection, registrySection } from "./otherSections";
import type { Section } from "./section";
import type { State } from "./state";

/** The connection editor, drawn from its state. Elements stay; only what they say changes. */
export class ConnectionPage {
  private readonly notices = element("div", {
    className: "notices",
    attributes: { role: "status" },
  });
  private readonly sections: readonly Section[];
  private readonly checklist = new ChecklistView();
  private readonly bar: ActionBar;
  private isBegun = false;

  constructor(root: HTMLElement, actions: FormActions & BarActions) {
    this.sections = [
      clusterSection(actions),
      authenticationSection(actions),
      tlsSection(actions),
      guardSection(actions),
      registrySection(actions),
      advancedSection(actions),
    ];
    this.bar = new ActionBar(actions);
    const form = element("div", { className: "form" }, ...this.sections.map((one) => one.element));
    const columns = element("div", { className: "columns" }, form, this.checklist.element);
    root.replaceChildren(
      this.bar.element,
      element("div", { className: "scroll" }, this.notices, columns),
    );
  }

  show(state: State): void {
    const { draft, view } = state;
    this.bar.show(state);
    if (draft === undefined || view === undefined) return;
    this.showNotices(view.obstacle, view.notes);
    for (const section of this.sections) section.show(state, draft);
    this.checklist.show(view.test);
    if (this.isBegun) return;
    this.isBegun = true;
    if (view.mode === "add") this.focus("name");
  }

  /** Puts the cursor into a field, and the field into sight. */
  focus(name: DraftField): void {
    for (const section of this.sections) {
      const field = section.fields.find((one) => one.name === name);
      if (field === undefined) continue;
      section.unfold();
      field.focus();
      field.element.scrollIntoView({ block: "nearest" });
    }
  }

  /** Where the form leaves no room beside it, the test stands under it. */
  showTest(): void {
    this.checklist.element.scrollIntoView({ block: "nearest" });
  }

  private showNotices(obstacle: string | null, notes: readonly string[]): void {
    if (this.notices.childElementCount > 0) return;
    const lines = [
      ...(obstacle === null ? [] : [notice("warning", obstacle)]),
      ...notes.map((note) => notice("info", note)),
    ];
    this.notices.replaceChildren(...lines);
  }
}

function notice(severity: "warning" | "info", text: string): HTMLElement {
  return element(
    "div",
    { className: `notice ${severity}` },
    icon(severity),
    element("span", { className: "notice-text" }, text),
  );
}
