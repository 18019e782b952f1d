import type { RebalanceView, StepView } from "../../../src/panels/lab/protocol/rebalance";
import { element, icon } from "../../shared/dom";

/** What there is to see, ticked off as it is seen. */
export class StepsTable {
  readonly element: HTMLElement;
  private readonly body = element("tbody");
  private drawn = "";

  constructor() {
    const head = element(
      "tr",
      {},
      element("th", { attributes: { scope: "col" } }, "Consumers"),
      element("th", { attributes: { scope: "col" } }, "Assigned partitions"),
      element("th", { className: "step-mark", attributes: { scope: "col" } }, "Seen"),
    );
    this.element = element(
      "section",
      { attributes: { "aria-label": "Partition assignment overview" } },
      element("h2", { className: "side-title" }, "Partition Assignment"),
      element("table", { className: "steps" }, element("thead", {}, head), this.body),
    );
  }

  show({ steps }: RebalanceView): void {
    const drawn = JSON.stringify(steps);
    if (drawn === this.drawn) return;
    this.drawn = drawn;
    this.body.replaceChildren(...steps.map(row));
  }
}

function row({ consumers, partitions, isReached, advice }: StepView): HTMLElement {
  const state = isReached ? "Seen" : "Not seen yet";
  const mark = element(
    "td",
    { className: "step-mark", attributes: { "aria-label": state } },
    icon(isReached ? "pass-filled" : "circle-large-outline"),
  );
  const what = element("td", {}, partitions);
  if (advice !== null) what.append(element("div", { className: "step-advice" }, advice));
  const className = isReached ? "step step-reached" : advice === null ? "step" : "step step-next";
  return element("tr", { className }, element("td", {}, consumers), what, mark);
}
