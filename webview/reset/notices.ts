import { element, icon } from "../shared/dom";
import type { State } from "./state";

export interface Notice {
  readonly severity: "error" | "warning" | "info";
  readonly text: string;
}

/** What there is to know about a plan or its result, most pressing first. */
export function noticesOf({ view, failure, told, aimProblem }: State): readonly Notice[] {
  const first = [
    ...all("error", failure === undefined ? [] : [failure]),
    ...all("error", aimProblem?.problems ?? []),
    ...all("info", told === undefined ? [] : [told]),
  ];
  if (view === undefined) return first;
  const { result, obstacle, warnings } = view;
  if (result !== null) {
    return [{ severity: result.ok ? "info" : "error", text: result.message }, ...first];
  }
  return [...first, ...all("warning", obstacle === null ? warnings : [obstacle, ...warnings])];
}

/** What was learnt after the plan was shown: it stands under the rows, so that none of them moves. */
export function laterNoticesOf({ view, laterWarnings }: State): readonly Notice[] {
  return view?.result === null ? all("warning", laterWarnings) : [];
}

function all(severity: Notice["severity"], texts: readonly string[]): Notice[] {
  return texts.map((text) => ({ severity, text }));
}

/** Lines that tell them. */
export class Notices {
  readonly element = element("div", { className: "notices", attributes: { role: "status" } });
  private drawn = "[]";

  /** What is there already stays, or a screen reader would read it out again. */
  show(notices: readonly Notice[]): void {
    const key = JSON.stringify(notices);
    if (key === this.drawn) return;
    this.drawn = key;
    this.element.replaceChildren(...notices.map(noticeElement));
  }
}

function noticeElement({ severity, text }: Notice): HTMLElement {
  return element(
    "div",
    { className: `notice ${severity}` },
    icon(severity),
    element("span", { className: "notice-text" }, text),
  );
}
