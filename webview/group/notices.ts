import { button } from "../shared/controls";
import { element, icon } from "../shared/dom";
import type { GroupState } from "./state";

interface Notice {
  readonly severity: "error" | "info";
  readonly text: string;
  readonly canRetry: boolean;
}

/** What went wrong, and what to know about the reading. */
export class Notices {
  readonly element = element("div", { className: "notices", attributes: { role: "status" } });
  private shown = "[]";

  constructor(private readonly events: { readonly onRetry: () => void }) {}

  /** What is there already stays, or a screen reader would read it out at every reading. */
  update(state: GroupState): void {
    const notices = noticesOf(state);
    const key = JSON.stringify(notices);
    if (key === this.shown) return;
    this.shown = key;
    this.element.replaceChildren(...notices.map((notice) => this.build(notice)));
  }

  private build({ severity, text, canRetry }: Notice): HTMLElement {
    const retry = canRetry ? button({ label: "Retry", onClick: this.events.onRetry }) : undefined;
    return element(
      "div",
      { className: `notice ${severity}` },
      icon(severity),
      element("span", { className: "notice-text" }, text),
      retry,
    );
  }
}

function noticesOf({ view, failure, problem }: GroupState): Notice[] {
  const notices: Notice[] = [];
  if (problem !== undefined) notices.push({ severity: "error", text: problem, canRetry: false });
  if (failure !== undefined) {
    const kept = view === undefined ? "" : ` What is shown was read ${view.readAt}.`;
    notices.push({ severity: "error", text: `${failure}${kept}`, canRetry: true });
  }
  for (const text of view?.notes ?? []) notices.push({ severity: "info", text, canRetry: false });
  return notices;
}
