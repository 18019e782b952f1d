import type { LiveIntervalMs, TopicGroupsView } from "../../src/panels/topicGroups/protocol";
import { intervalChoices, intervals } from "../group/head";
import { formatCount } from "../group/format";
import { button, dropdown, setDisabled, setValue, textField } from "../shared/controls";
import type { ValueControl } from "../shared/controls";
import { element } from "../shared/dom";

export interface HeadEvents {
  readonly onInterval: (intervalMs: LiveIntervalMs) => void;
  readonly onRefresh: () => void;
  readonly onFilter: (filter: string) => void;
}

/** As long as the host takes it back. */
const maxFilterLength = 1000;

/** The topic in a few words, how often it is read, and which groups to compare. */
export class Head {
  readonly element: HTMLElement;
  private readonly heading = element("h1", { className: "heading" }, "Groups of a topic");
  private readonly facts = element("div", { className: "facts muted" });
  private readonly readAt = element("span", { className: "muted read-at" });
  private readonly count = element("span", {
    className: "muted count",
    attributes: { role: "status" },
  });
  private readonly live: ValueControl;
  private readonly refresh: HTMLElement;
  private readonly filter: ValueControl;

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
    this.filter = textField({
      label: "Filter the groups by name",
      placeholder: "Filter: part of a group's name",
      onInput: (filter) => {
        events.onFilter(filter.slice(0, maxFilterLength));
      },
    });
    this.filter.classList.add("filter");
    const label = { className: "field-label", attributes: { "aria-hidden": "true" } };
    const live = element("div", { className: "field" }, element("span", label, "Live"), this.live);
    this.element = element(
      "header",
      { className: "head" },
      element(
        "div",
        { className: "head-row" },
        this.heading,
        element("div", { className: "controls" }, live, this.refresh),
      ),
      this.facts,
      element("div", { className: "bar" }, this.filter, this.count, this.readAt),
    );
  }

  updateView({ topic, clusterName, groups, partitions, readAt }: TopicGroupsView): void {
    setText(this.heading, `Groups of ${topic}`);
    setText(
      this.facts,
      [
        formatCount(groups.length, "group"),
        formatCount(partitions.length, "partition"),
        `on ${clusterName}`,
      ].join(" · "),
    );
    setText(this.readAt, `Read ${readAt}`);
  }

  updateControls(intervalMs: LiveIntervalMs, filter: string, isReading: boolean): void {
    setValue(this.live, String(intervalMs));
    setValue(this.filter, filter);
    setDisabled(this.refresh, isReading);
  }

  /** What of the groups is to be seen, where it is not all of them. */
  updateCount(text: string): void {
    setText(this.count, text);
  }
}

function setText(target: HTMLElement, text: string): void {
  if (target.textContent !== text) target.textContent = text;
}
