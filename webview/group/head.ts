import type { GroupHead, GroupView, LiveIntervalMs } from "../../src/panels/group/protocol";
import { button, dropdown, setDisabled, setValue } from "../shared/controls";
import type { Choice, ValueControl } from "../shared/controls";
import { element, icon } from "../shared/dom";
import type { Child } from "../shared/dom";
import { formatDecimal, formatNumber } from "../shared/numbers";
import { formatDuration } from "./format";
import { sparkline } from "./sparkline";
import type { GroupState } from "./state";
import { statusWord } from "./statusWord";

export interface HeadEvents {
  readonly onInterval: (intervalMs: LiveIntervalMs) => void;
  readonly onRefresh: () => void;
  readonly onReset: () => void;
}

/** How often a page may be read anew. */
export const intervals: readonly { readonly value: LiveIntervalMs; readonly label: string }[] = [
  { value: 0, label: "Off" },
  { value: 1000, label: "Every 1 s" },
  { value: 2000, label: "Every 2 s" },
  { value: 5000, label: "Every 5 s" },
  { value: 10000, label: "Every 10 s" },
  { value: 30000, label: "Every 30 s" },
];

/** The same for a dropdown. */
export const intervalChoices: readonly Choice[] = intervals.map(({ value, label }) => ({
  value: String(value),
  label,
}));

/** The group in a few words and numbers, and how often it is read. */
export class Head {
  readonly element: HTMLElement;
  private readonly heading = element("h1", { className: "heading" }, "Group");
  private readonly facts = element("div", { className: "facts muted" });
  private readonly stats = element("dl", { className: "stats" });
  private readonly reason = element("p", { className: "reason" });
  private readonly readAt = element("span", { className: "muted read-at" });
  private readonly live: ValueControl;
  private readonly refresh: HTMLElement;
  private readonly reset: HTMLElement;
  private readonly obstacle = element("span", {
    className: "muted obstacle",
    attributes: { id: "reset-obstacle" },
  });
  private view: GroupView | undefined;

  constructor(events: HeadEvents) {
    this.live = dropdown({
      label: "Live",
      choices: intervalChoices,
      value: "0",
      onChange: (value) => {
        const chosen = intervals.find((one) => String(one.value) === value);
        if (chosen !== undefined) events.onInterval(chosen.value);
      },
    });
    this.refresh = button({ label: "Refresh", icon: "refresh", onClick: events.onRefresh });
    this.reset = button({ label: "Reset Offsets…", onClick: events.onReset });
    const label = { className: "field-label", attributes: { "aria-hidden": "true" } };
    const live = element("div", { className: "field" }, element("span", label, "Live"), this.live);
    const controls = element("div", { className: "controls" }, live, this.refresh, this.reset);
    const foot = element(
      "div",
      { className: "head-foot" },
      this.reason,
      this.readAt,
      this.obstacle,
    );
    this.element = element(
      "header",
      { className: "head" },
      element("div", { className: "head-row" }, this.heading, controls),
      this.facts,
      this.stats,
      foot,
    );
    this.setObstacle("The group has not been read yet.");
  }

  update({ view, intervalMs, isReading }: GroupState): void {
    setValue(this.live, String(intervalMs));
    setDisabled(this.refresh, isReading);
    if (view === undefined || view === this.view) return;
    this.view = view;
    const { head } = view;
    this.heading.textContent = head.groupId === "" ? "Group with an empty name" : head.groupId;
    this.facts.replaceChildren(...factNodes(head));
    this.stats.replaceChildren(...statNodes(head));
    setText(this.reason, head.statusReason);
    setText(this.readAt, `Read ${view.readAt}`);
    this.setObstacle(view.writeObstacle ?? view.resetObstacle);
  }

  private setObstacle(obstacle: string | undefined): void {
    setDisabled(this.reset, obstacle !== undefined);
    this.obstacle.hidden = obstacle === undefined || this.view === undefined;
    setText(this.obstacle, obstacle === undefined ? "" : `No reset now: ${obstacle}`);
    if (obstacle === undefined) {
      this.reset.removeAttribute("title");
      this.reset.removeAttribute("aria-describedby");
    } else {
      this.reset.title = obstacle;
      this.reset.setAttribute("aria-describedby", this.obstacle.id);
    }
  }
}

function setText(target: HTMLElement, text: string): void {
  if (target.textContent !== text) target.textContent = text;
}

function factNodes(head: GroupHead): Node[] {
  const facts = [
    head.state,
    head.type,
    head.assignor === "" ? "" : `assignor ${head.assignor}`,
    head.coordinator === "" ? "" : `coordinator ${head.coordinator}`,
    head.groupEpoch === undefined ? "" : `epoch ${formatNumber(head.groupEpoch)}`,
    `on ${head.clusterName}`,
  ];
  const [state = "", ...rest] = facts;
  const word = element("strong", { className: "group-state" }, state);
  return [word, ...rest.filter(Boolean).map((fact) => document.createTextNode(` · ${fact}`))];
}

function statNodes(head: GroupHead): HTMLElement[] {
  const lag = element("span", { title: head.totalLag }, formatDecimal(head.totalLag));
  const found = [
    stat("Status", statusWord(head.status, head.statusReason)),
    stat("Total lag", lag, sparkline(head.lagTrend)),
    stat("Time lag", timeLagText(head)),
    stat("Caught up in", etaText(head)),
  ];
  if (head.withoutCommit > 0) {
    found.push(stat("Without a commit", formatNumber(head.withoutCommit)));
  }
  if (head.unreadable > 0) {
    found.push(stat("Not readable", icon("warning"), formatNumber(head.unreadable)));
  }
  return found;
}

function stat(label: string, ...value: readonly Child[]): HTMLElement {
  const description = element("dd", {}, ...value);
  return element("div", { className: "stat" }, element("dt", {}, label), description);
}

function timeLagText({ maxTimeLagMs, totalLag }: GroupHead): Child {
  if (maxTimeLagMs !== undefined) return formatDuration(maxTimeLagMs);
  return quiet(totalLag === "0" ? "none" : "not known");
}

/** A group that is not catching up has no such time. */
function etaText({ etaMs, totalLag, status }: GroupHead): Child {
  if (totalLag === "0") return quiet("no lag");
  if (etaMs !== undefined) return formatDuration(etaMs);
  return quiet(status === "unknown" ? "not known" : "not at this rate");
}

function quiet(text: string): HTMLElement {
  return element("span", { className: "muted" }, text);
}
