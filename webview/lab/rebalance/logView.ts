import type { LogLine } from "../../../src/panels/lab/protocol/rebalance";
import { element } from "../../shared/dom";

const maxLines = 500;
/** So near to the end counts as following it. */
const followPx = 24;

/** What happened, oldest first; it follows the end while the end is in sight. */
export class LogView {
  readonly element: HTMLElement;
  private readonly lines = element("div", {
    className: "log mono",
    attributes: { role: "log", "aria-label": "What happened", tabindex: "0" },
  });
  private lastIndex = -1;

  constructor() {
    this.lines.append(element("div", { className: "muted" }, "Messages and rebalances show here."));
    this.element = element(
      "section",
      { className: "log-section", attributes: { "aria-label": "Messages" } },
      element("h2", { className: "side-title" }, "Messages"),
      this.lines,
    );
  }

  add(lines: readonly LogLine[]): void {
    const fresh = lines.filter(({ index }) => index > this.lastIndex);
    const last = fresh.at(-1);
    if (last === undefined) return;
    const { scrollTop, scrollHeight, clientHeight } = this.lines;
    const isFollowing = scrollHeight - scrollTop - clientHeight < followPx;
    if (this.lastIndex < 0) this.lines.replaceChildren();
    this.lastIndex = last.index;
    this.lines.append(...fresh.map(lineOf));
    while (this.lines.childElementCount > maxLines) this.lines.firstElementChild?.remove();
    if (isFollowing) this.lines.scrollTop = this.lines.scrollHeight;
  }
}

function lineOf({ kind, consumer, text }: LogLine): HTMLElement {
  const who = consumer === 0 ? "P" : String(consumer);
  const name = consumer === 0 ? "Producer" : `Consumer ${consumer}`;
  return element(
    "div",
    { className: `log-line log-${kind}` },
    element("span", { className: "log-who", title: name }, who),
    text,
  );
}
