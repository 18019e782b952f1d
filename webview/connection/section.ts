import type { ConnectionDraft } from "../../src/panels/connection/protocol";
import { element } from "../shared/dom";
import type { FormField } from "./formField";
import type { State } from "./state";
import type { IsShown } from "./visible";

export interface SectionText {
  readonly title: string;
  /** What it is for, where the title does not say. */
  readonly hint?: string;
  readonly isShown?: IsShown;
  /** Given for a section that most clusters do without: whether there is something in it, so that it opens. */
  readonly isUsed?: IsShown;
}

/** Fields under a heading. One that most clusters do without can be folded away, and is at first. */
export class Section {
  readonly element: HTMLElement;
  private readonly folding: HTMLDetailsElement | undefined;
  private wasShown = false;

  constructor(
    private readonly text: SectionText,
    readonly fields: readonly FormField[],
  ) {
    const id = `section-${text.title.toLowerCase().replaceAll(" ", "-")}`;
    const heading = element("h2", { className: "section-title", attributes: { id } }, text.title);
    const hint =
      text.hint === undefined ? undefined : element("p", { className: "hint" }, text.hint);
    const rows = fields.map((field) => field.element);
    const attributes = { "aria-labelledby": id };
    if (text.isUsed === undefined) {
      this.element = element(
        "section",
        { className: "section", attributes },
        heading,
        hint,
        ...rows,
      );
    } else {
      const summary = element("summary", {}, heading);
      this.folding = element("details", {}, summary, hint, ...rows);
      this.element = element("section", { className: "section folding", attributes }, this.folding);
    }
  }

  show(state: State, draft: ConnectionDraft): void {
    this.element.hidden = this.text.isShown?.(draft) === false;
    if (!this.wasShown && this.text.isUsed?.(draft) === true) this.unfold();
    this.wasShown = true;
    for (const field of this.fields) field.show(state, draft);
  }

  unfold(): void {
    if (this.folding !== undefined) this.folding.open = true;
  }
}
