import type { PartitionRow } from "../../src/panels/peek/protocol/partitions";
import type { PartitionRef } from "../../src/panels/peek/protocol/query";
import { button, setValue, textField } from "../shared/controls";
import type { Choice, ValueControl } from "../shared/controls";
import { element } from "../shared/dom";
import { formatNumber } from "../shared/numbers";
import { Select } from "../shared/select";
import { field, group } from "./field";
import { PartitionLine, partitionTitles } from "./partitionLine";
import type { PartitionLineEvents } from "./partitionLine";
import { partitionKey } from "./partitionRef";
import type { PeekState } from "./peekState";

export interface PartitionsEvents extends Omit<PartitionLineEvents, "onTick"> {
  /** Undefined for all partitions, those created later included. */
  readonly onChoose: (partitions: readonly PartitionRef[] | undefined) => void;
  readonly onTopics: (text: string) => void;
  readonly onGroup: (groupId: string | undefined) => void;
  readonly onRead: () => void;
  readonly onRefresh: () => void;
}

/** Above this the table says how many it leaves out. */
const maxLines = 500;

const noGroup = "";

/** What is read, partition by partition: where each begins, is and ends, and where a group has committed. */
export class PartitionsPanel {
  readonly element: HTMLElement;
  private readonly topics: ValueControl;
  private readonly group = new Select<string>("Commits of group", (groupId) => {
    if (groupId !== (this.state?.arrangement.groupId ?? noGroup)) {
      this.events.onGroup(groupId === noGroup ? undefined : groupId);
    }
  });
  private readonly body = element("tbody");
  private readonly rest = element("div", { className: "muted partitions-rest" });
  private readonly lines = new Map<string, PartitionLine>();
  private state: PeekState | undefined;

  constructor(
    id: string,
    private readonly events: PartitionsEvents,
  ) {
    this.topics = textField({
      label: "Topics, or a pattern between slashes",
      placeholder: "orders, payments or /pattern/",
      onInput: (text) => {
        if (text !== this.state?.draft?.topicsText) events.onTopics(text);
      },
      onEnter: events.onRead,
    });
    this.topics.classList.add("topics");
    const titles = partitionTitles.map((title) =>
      element("th", { attributes: { scope: "col" } }, title),
    );
    const attributes = { "aria-label": "Partitions" };
    const head = element("thead", {}, element("tr", {}, ...titles));
    const table = element("table", { className: "partitions", attributes }, head, this.body);
    this.element = element(
      "section",
      { className: "partitions-panel", attributes: { id, "aria-label": "Partitions" } },
      element("div", { className: "partitions-bar" }, ...this.bar()),
      element(
        "div",
        {
          className: "partitions-scroll",
          attributes: { tabindex: "0", role: "region", "aria-label": "Table of partitions" },
        },
        table,
        this.rest,
      ),
    );
    this.element.hidden = true;
  }

  update(state: PeekState): void {
    const before = this.state;
    this.state = state;
    this.element.hidden = !state.arrangement.isPartitionsOpen;
    if (this.element.hidden || state.draft === undefined) return;
    setValue(this.topics, state.draft.topicsText);
    this.group.update(groupChoices(state), state.arrangement.groupId ?? noGroup);
    const isSame =
      before?.arrangement.isPartitionsOpen === true &&
      before.table === state.table &&
      before.draft?.partitions === state.draft.partitions &&
      before.live === state.live;
    if (!isSame) this.updateLines(state);
  }

  focus(): void {
    this.topics.focus();
  }

  private bar(): readonly HTMLElement[] {
    const all = button({
      label: "All",
      title: "Read All Partitions",
      onClick: () => {
        this.events.onChoose(undefined);
      },
    });
    const none = button({
      label: "None",
      title: "Untick All Partitions",
      onClick: () => {
        this.events.onChoose([]);
      },
    });
    const refresh = button({ label: "Refresh", onClick: this.events.onRefresh });
    return [
      field("Topics", this.topics),
      field("Commits of", this.group.element),
      group(all, none, refresh),
    ];
  }

  private updateLines(state: PeekState): void {
    const rows = state.table?.rows ?? [];
    const listed = rows.slice(0, maxLines);
    const hasTopic = new Set(rows.map(({ topic }) => topic)).size > 1;
    const isLive = state.live !== undefined;
    const ticked = tickedKeys(state);
    const wanted = listed.map((row) => {
      const line = this.lineOf(row);
      const isTicked = ticked?.has(partitionKey(row)) ?? true;
      line.update({ row, isTicked, isLive, hasTopic });
      return line.element;
    });
    this.place(wanted);
    const left = rows.length - listed.length;
    const words = state.table === undefined ? "Reading the partitions…" : "";
    this.rest.textContent = left > 0 ? `and ${formatNumber(left)} more` : words;
  }

  /** Rows that are in their place are not touched: moving one would take its focus. */
  private place(wanted: readonly HTMLElement[]): void {
    const isSame =
      wanted.length === this.body.children.length &&
      wanted.every((line, at) => this.body.children[at] === line);
    if (!isSame) this.body.replaceChildren(...wanted);
  }

  private lineOf(row: PartitionRow): PartitionLine {
    const key = partitionKey(row);
    const known = this.lines.get(key);
    if (known !== undefined) return known;
    const line = new PartitionLine({
      ...this.events,
      onTick: (partition, isTicked) => {
        this.tick(partition, isTicked);
      },
    });
    this.lines.set(key, line);
    return line;
  }

  private tick(partition: PartitionRef, isTicked: boolean): void {
    const all = (this.state?.table?.rows ?? []).map(({ topic, partition: number }) => ({
      topic,
      partition: number,
    }));
    const chosen = tickedKeys(this.state) ?? new Set(all.map(partitionKey));
    if (isTicked) chosen.add(partitionKey(partition));
    else chosen.delete(partitionKey(partition));
    const listed = all.filter((one) => chosen.has(partitionKey(one)));
    this.events.onChoose(listed.length === all.length ? undefined : listed);
  }
}

function tickedKeys(state: PeekState | undefined): Set<string> | undefined {
  const partitions = state?.draft?.partitions;
  return partitions && new Set(partitions.map(partitionKey));
}

function groupChoices({ table, arrangement }: PeekState): Choice[] {
  const { groupId } = arrangement;
  const groups = new Set(table?.groups ?? []);
  if (groupId !== undefined) groups.add(groupId);
  const listed = [...groups].map((value) => ({ value, label: value }));
  return [{ value: noGroup, label: "no group" }, ...listed];
}
