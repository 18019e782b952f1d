import type { LineStatus, TestLine, TestView } from "../../src/panels/connection/protocol";
import { element, icon } from "../shared/dom";

const icons: Readonly<Record<LineStatus, string>> = {
  running: "loading codicon-modifier-spin",
  passed: "pass-filled",
  warning: "warning",
  failed: "error",
  skipped: "circle-slash",
};

const words: Readonly<Record<LineStatus, string>> = {
  running: "Running",
  passed: "Passed",
  warning: "Warning",
  failed: "Failed",
  skipped: "Skipped",
};

/** What a test has found so far, step by step. */
export class ChecklistView {
  readonly element: HTMLElement;
  private readonly list = element("ol", {
    className: "checks",
    attributes: { "aria-label": "Steps of the test" },
  });
  private readonly intro = element(
    "p",
    { className: "hint" },
    "Test Connection goes through every step on the way to the cluster: the name, the network, the certificate, " +
      "the login, every address that the brokers tell, and what you may see. It stops at the first that fails, and says " +
      "what to do. It writes nothing.",
  );
  private drawn: readonly TestLine[] = [];

  constructor() {
    const heading = element(
      "h2",
      { className: "section-title", attributes: { id: "test-title" } },
      "Test",
    );
    this.element = element(
      "section",
      { className: "test", attributes: { "aria-labelledby": "test-title" } },
      heading,
      this.intro,
      this.list,
    );
  }

  show({ lines, isOutdated, state }: TestView): void {
    this.intro.hidden = state !== "none";
    this.element.classList.toggle("outdated", isOutdated);
    if (JSON.stringify(lines) === JSON.stringify(this.drawn)) return;
    this.drawn = lines;
    this.list.replaceChildren(...lines.map(lineElement));
  }
}

function lineElement(line: TestLine): HTMLElement {
  const { title, address, status, finding, advice, elapsed } = line;
  const head = element(
    "div",
    { className: "check-head" },
    element("span", { className: "check-title" }, title),
    address === null ? undefined : element("span", { className: "check-address mono" }, address),
    elapsed === "" ? undefined : element("span", { className: "check-time muted" }, elapsed),
  );
  const body = element(
    "div",
    { className: "check-body" },
    element("span", { className: "visually-hidden" }, `${words[status]}: `),
    head,
    finding === "" ? undefined : element("div", { className: "check-finding" }, finding),
    advice === null ? undefined : element("div", { className: "check-advice" }, advice),
  );
  return element("li", { className: `check ${status}` }, icon(icons[status]), body);
}
