import type { ProducerView, RebalanceView } from "../../../src/panels/lab/protocol/rebalance";
import { button, checkbox, setDisabled, type CheckControl } from "../../shared/controls";
import { element, icon } from "../../shared/dom";
import { formatNumber } from "../../shared/numbers";
import { Select } from "../../shared/select";
import { partitionChip } from "./chips";

export interface ProducerActions {
  readonly start: () => void;
  readonly stop: () => void;
  readonly setRate: (intervalMs: number) => void;
  readonly spreadKeys: (spreads: boolean) => void;
}

const rates = [
  { value: "2000", label: "1 every 2 s" },
  { value: "1000", label: "1 per second" },
  { value: "500", label: "2 per second" },
  { value: "100", label: "10 per second" },
  { value: "20", label: "50 per second" },
] as const;

type Rate = (typeof rates)[number]["value"];

/** Who writes, how fast, with which keys, and where those go. */
export class ProducerRow {
  readonly element: HTMLElement;
  private readonly startButton: HTMLElement;
  private readonly stopButton: HTMLElement;
  private readonly rate: Select<Rate>;
  private readonly spread: CheckControl;
  private readonly state = element("span", { className: "muted" });
  private readonly last = element("div", { className: "card-last" });
  private readonly keys = element("div", { className: "keys" });
  private readonly note = element("div", { className: "muted card-note" });

  constructor(actions: ProducerActions) {
    this.startButton = button({
      label: "Start Producer",
      icon: "play",
      appearance: "primary",
      onClick: actions.start,
    });
    this.stopButton = button({ label: "Stop", icon: "debug-stop", onClick: actions.stop });
    this.rate = new Select<Rate>("Rate", (rate) => {
      actions.setRate(Number(rate));
    });
    this.spread = checkbox({
      label: "Keys that reach every partition",
      checked: false,
      onChange: actions.spreadKeys,
    });
    this.element = element(
      "section",
      { className: "card producer", attributes: { "aria-label": "Producer" } },
      element(
        "div",
        { className: "card-head" },
        icon("cloud-upload"),
        element("h2", { className: "card-title" }, "Producer"),
        this.state,
        element("span", { className: "card-space" }),
        this.rate.element,
        this.startButton,
        this.stopButton,
      ),
      this.last,
      element("div", { className: "keys-line" }, this.keys, this.spread),
      this.note,
    );
  }

  show({ producer, topic }: RebalanceView, isObstructed: boolean): void {
    const isAlive = producer.state !== "stopped";
    this.startButton.hidden = isAlive;
    this.stopButton.hidden = !isAlive;
    setDisabled(this.startButton, isObstructed || topic === "creating" || topic === "removing");
    setDisabled(this.stopButton, producer.state === "stopping");
    this.state.textContent = stateText(producer);
    const value = String(producer.intervalMs);
    const known = rates.find((rate) => rate.value === value);
    this.rate.update(rates, known?.value ?? "500");
    this.spread.checked = producer.spreads;
    this.last.textContent = producer.last ?? "Nothing written yet.";
    this.last.classList.toggle("muted", producer.last === null);
    this.note.textContent = producer.keysNote;
    this.keys.replaceChildren(
      ...producer.keys.map(({ key, partition }) =>
        element(
          "span",
          {
            className: "key-place",
            title: `Messages with key ${key} go to partition ${partition}`,
          },
          element("span", { className: "mono" }, `key ${key}`),
          icon("arrow-small-right"),
          partitionChip(partition),
        ),
      ),
    );
  }
}

function stateText({ state, produced }: ProducerView): string {
  const count = `${formatNumber(produced)} ${produced === 1 ? "message" : "messages"}`;
  switch (state) {
    case "starting":
      return "starting…";
    case "running":
      return `running · ${count}`;
    case "stopping":
      return "stopping…";
    case "stopped":
      return produced === 0 ? "not started" : `stopped · ${count}`;
  }
}
