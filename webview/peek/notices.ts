import type { Note } from "../../src/panels/peek/protocol/page";
import { button } from "../shared/controls";
import { element, icon } from "../shared/dom";
import type { PeekState } from "./peekState";

export interface NoticeEvents {
  readonly onRetry: () => void;
}

const severities = ["error", "warning", "info"] as const;

/** The line under the toolbar: what went wrong or what to know, worst first, and what helps. */
export class Notices {
  readonly element = element("div", {
    className: "notices",
    attributes: { role: "status", "aria-live": "polite" },
  });
  private notes: readonly Note[] = [];
  private isExpanded = false;

  constructor(private readonly events: NoticeEvents) {
    this.element.hidden = true;
  }

  update(state: PeekState): void {
    const notes = notesOf(state);
    if (JSON.stringify(notes) === JSON.stringify(this.notes)) return;
    this.notes = notes;
    this.isExpanded = false;
    this.draw();
  }

  private draw(): void {
    const [worst] = this.notes;
    this.element.hidden = worst === undefined;
    if (worst === undefined) {
      this.element.replaceChildren();
      return;
    }
    const more = this.moreButton();
    const retry = this.notes.some(({ canRetry }) => canRetry)
      ? button({ label: "Retry", onClick: this.events.onRetry })
      : undefined;
    const text = element("span", { className: "notice-text" }, worst.text);
    this.element.replaceChildren(
      element(
        "div",
        { className: `notice ${worst.severity}` },
        icon(worst.severity),
        text,
        more,
        retry,
      ),
      ...(this.isExpanded ? [this.list()] : []),
    );
  }

  private moreButton(): HTMLElement | undefined {
    const details = this.notes.flatMap((note) => note.details);
    if (this.notes.length < 2 && details.length < 2) return undefined;
    const built = button({
      label: this.isExpanded ? "Less" : "More",
      onClick: () => {
        this.isExpanded = !this.isExpanded;
        this.draw();
        this.element.querySelector<HTMLElement>(".notice-more")?.focus();
      },
    });
    built.classList.add("notice-more");
    built.setAttribute("aria-expanded", String(this.isExpanded));
    return built;
  }

  private list(): HTMLElement {
    const items = this.notes.flatMap((note, index) => {
      const lines = note.details.length < 2 ? [] : note.details;
      return index === 0 ? lines : [note.text, ...lines];
    });
    return element(
      "ul",
      { className: "notice-list", attributes: { tabindex: "0", "aria-label": "Details" } },
      ...items.map((item) => element("li", {}, item)),
    );
  }
}

function notesOf({ problem, page, notes: arriving }: PeekState): Note[] {
  const notes = [...arriving, ...(page?.notes ?? [])];
  if (problem !== undefined) {
    const canRetry = problem.retry !== undefined;
    notes.unshift({ severity: "error", text: problem.message, details: [], canRetry });
  }
  return severities.flatMap((severity) => notes.filter((one) => one.severity === severity));
}
