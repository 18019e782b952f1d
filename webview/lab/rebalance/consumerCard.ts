import type { ConsumerView } from "../../../src/panels/lab/protocol/rebalance";
import { button, setDisabled } from "../../shared/controls";
import { element, icon } from "../../shared/dom";
import { formatNumber } from "../../shared/numbers";
import { partitionChip } from "./chips";

export interface ConsumerActions {
  readonly stop: (number: number) => void;
  readonly crash: (number: number) => void;
  readonly dismiss: (number: number) => void;
  readonly showOutput: (number: number) => void;
}

const icons: Readonly<Record<ConsumerView["state"], string>> = {
  starting: "loading codicon-modifier-spin",
  rebalancing: "sync codicon-modifier-spin",
  running: "pass-filled",
  stopping: "loading codicon-modifier-spin",
  stopped: "circle-slash",
  crashed: "flame",
  failed: "error",
};

/** One consumer: its partitions, what it read last, and the ways to end it. */
export class ConsumerCard {
  readonly element: HTMLElement;
  private readonly state = element("span", { className: "consumer-state" });
  private readonly chips = element("div", { className: "chips" });
  private readonly count = element("span", { className: "muted" });
  private readonly last = element("div", { className: "card-last" });
  private readonly note = element("div", { className: "muted card-note" });
  private readonly stopButton: HTMLElement;
  private readonly crashButton: HTMLElement;
  private readonly dismissButton: HTMLElement;
  private drawn = "";

  constructor(number: number, actions: ConsumerActions) {
    const name = `Consumer ${number}`;
    this.stopButton = button({
      label: "Stop",
      icon: "debug-stop",
      title: `${name} leaves the group, as with Ctrl+C`,
      onClick: () => {
        actions.stop(number);
      },
    });
    this.crashButton = button({
      label: "Crash",
      icon: "flame",
      title: `Kills the process of ${name}: it does not leave the group`,
      onClick: () => {
        actions.crash(number);
      },
    });
    this.dismissButton = button({
      label: `Remove ${name} from the list`,
      appearance: "icon",
      icon: "close",
      onClick: () => {
        actions.dismiss(number);
      },
    });
    const output = button({
      label: `Show what ${name} prints`,
      appearance: "icon",
      icon: "terminal",
      onClick: () => {
        actions.showOutput(number);
      },
    });
    this.element = element(
      "article",
      { className: "card consumer", attributes: { "aria-label": name } },
      element(
        "div",
        { className: "card-head" },
        element("h3", { className: "card-title" }, name),
        this.state,
        element("span", { className: "card-space" }),
        output,
        this.dismissButton,
      ),
      element("div", { className: "chips-line" }, this.chips, this.count),
      this.last,
      this.note,
      element("div", { className: "card-actions" }, this.stopButton, this.crashButton),
    );
  }

  show(view: ConsumerView): void {
    const drawn = JSON.stringify(view);
    if (drawn === this.drawn) return;
    this.drawn = drawn;
    const { state, partitions, received, last, note } = view;
    const isAlive = !["stopped", "crashed", "failed"].includes(state);
    this.element.className = `card consumer consumer-${state}`;
    this.state.replaceChildren(icon(icons[state]), state);
    this.count.textContent = received === 0 ? "" : `${formatNumber(received)} read`;
    this.chips.replaceChildren(
      ...(partitions.length === 0
        ? [element("span", { className: "muted" }, "no partition")]
        : partitions.map(partitionChip)),
    );
    this.last.textContent = last ?? "Nothing read yet.";
    this.last.classList.toggle("muted", last === null);
    this.note.textContent = note ?? "";
    this.note.hidden = note === null;
    for (const one of [this.stopButton, this.crashButton]) one.hidden = !isAlive;
    setDisabled(this.stopButton, state === "stopping");
    this.dismissButton.hidden = isAlive;
  }
}
