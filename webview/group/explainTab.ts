import type { ExplainFinding } from "../../src/panels/group/protocol";
import { button, setDisabled } from "../shared/controls";
import { element, icon } from "../shared/dom";
import type { GroupState } from "./state";

const severities: Readonly<
  Record<ExplainFinding["severity"], { readonly word: string; readonly icon: string }>
> = {
  error: { word: "Problem", icon: "error" },
  warning: { word: "Warning", icon: "warning" },
  info: { word: "Note", icon: "info" },
  ok: { word: "OK", icon: "pass-filled" },
};

const worstFirst: readonly ExplainFinding["severity"][] = ["error", "warning", "info", "ok"];

/** What was found about the group, worst first, each with what it was seen from and what to do. */
export class ExplainTab {
  readonly element: HTMLElement;
  private readonly again: HTMLElement;
  private readonly list = element("ul", {
    className: "findings",
    attributes: { role: "list", "aria-label": "Findings" },
  });
  private readonly empty = element("div", { className: "empty", attributes: { role: "status" } });
  private findings: readonly ExplainFinding[] | undefined;

  constructor(events: { readonly onExplain: () => void }) {
    this.again = button({ label: "Check Again", icon: "refresh", onClick: events.onExplain });
    const bar = element("div", { className: "bar" }, this.again);
    const body = element("div", { className: "findings-body" }, this.list, this.empty);
    this.element = element("div", { className: "view" }, bar, body);
  }

  update({ findings, isExplaining }: GroupState): void {
    setDisabled(this.again, isExplaining);
    const empty = emptyText(findings, isExplaining);
    this.empty.hidden = empty === "";
    if (this.empty.textContent !== empty) this.empty.textContent = empty;
    if (findings === this.findings) return;
    this.findings = findings;
    const all = findings ?? [];
    const sorted = worstFirst.flatMap((one) => all.filter(({ severity }) => severity === one));
    this.list.replaceChildren(...sorted.map(card));
  }
}

function emptyText(findings: readonly ExplainFinding[] | undefined, isExplaining: boolean): string {
  if (findings === undefined) return isExplaining ? "Checking the group…" : "";
  return findings.length === 0 ? "Nothing is the matter with the group." : "";
}

function card({ severity, finding, evidence, nextStep }: ExplainFinding): HTMLElement {
  const look = severities[severity];
  const word = element("span", { className: "finding-severity" }, icon(look.icon), look.word);
  return element(
    "li",
    { className: `finding finding-${severity}` },
    element("h2", { className: "finding-title" }, word, element("span", {}, finding)),
    evidence.length === 0
      ? undefined
      : element(
          "ul",
          { className: "evidence", attributes: { "aria-label": "Seen from" } },
          ...evidence.map((line) => element("li", {}, line)),
        ),
    nextStep === ""
      ? undefined
      : element(
          "p",
          { className: "next-step" },
          element("span", { className: "next-step-label" }, "Next: "),
          nextStep,
        ),
  );
}
