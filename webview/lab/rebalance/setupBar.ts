import type {
  LabProtocol,
  RebalanceSetup,
  RebalanceView,
} from "../../../src/panels/lab/protocol/rebalance";
import { button, setDisabled, setValue, textField, type ValueControl } from "../../shared/controls";
import { element, type Child } from "../../shared/dom";
import { Select } from "../../shared/select";

export interface SetupActions {
  readonly change: (setup: RebalanceSetup) => void;
  readonly openTimeline: () => void;
  readonly cleanUp: () => void;
}

const commitChoices = [
  { value: "auto", label: "Auto, every second" },
  { value: "eachMessage", label: "After each message" },
] as const;

/** What the lab works on, and what there is to do with it as a whole. */
export class SetupBar {
  readonly element: HTMLElement;
  private readonly topic: ValueControl;
  private readonly partitions: ValueControl;
  private readonly group: ValueControl;
  private readonly protocol: Select<LabProtocol>;
  private readonly commit: Select<RebalanceSetup["commit"]>;
  private readonly detail = element("div", { className: "muted setup-detail" });
  private readonly timeline: HTMLElement;
  private readonly cleanUp: HTMLElement;
  private shown: RebalanceSetup | undefined;

  constructor(private readonly actions: SetupActions) {
    this.topic = this.text("Topic", (topic) => ({ topic }));
    this.partitions = this.text("Partitions", (typed) => {
      const partitions = /^\d{1,2}$/.test(typed) ? Number(typed) : 0;
      return partitions >= 1 && partitions <= 64 ? { partitions } : undefined;
    });
    this.partitions.classList.add("setup-count");
    this.group = this.text("Group", (groupId) => ({ groupId }));
    this.protocol = new Select("Assignment", (protocol) => {
      this.change({ protocol });
    });
    this.commit = new Select("Commits", (commit) => {
      this.change({ commit });
    });
    this.timeline = button({
      label: "Open Timeline",
      icon: "graph-line",
      title: "Show the group's rebalances beside the lab",
      onClick: actions.openTimeline,
    });
    this.cleanUp = button({
      label: "Clean Up…",
      icon: "trash",
      title: "End everything, and delete what the lab created on this cluster",
      onClick: actions.cleanUp,
    });
    this.element = element(
      "div",
      { className: "setup" },
      element(
        "div",
        { className: "toolbar" },
        field("Topic", this.topic),
        field("Partitions", this.partitions),
        field("Group", this.group),
        field("Assignment", this.protocol.element),
        field("Commits", this.commit.element),
        element("div", { className: "setup-actions" }, this.timeline, this.cleanUp),
      ),
      this.detail,
    );
  }

  show(view: RebalanceView): void {
    const { setup, protocols } = view;
    this.shown = setup;
    for (const [control, value] of [
      [this.topic, setup.topic],
      [this.partitions, String(setup.partitions)],
      [this.group, setup.groupId],
    ] as const) {
      if (!control.matches(":focus-within")) setValue(control, value);
    }
    setDisabled(this.topic, view.isTopicFixed);
    setDisabled(this.partitions, view.isTopicFixed);
    setDisabled(this.group, view.isGroupFixed);
    this.protocol.update(
      protocols.map(({ id, label, obstacle }) => ({
        value: id,
        label: obstacle === null ? label : `${label}: not available`,
      })),
      setup.protocol,
    );
    this.protocol.setDisabled(view.isGroupFixed);
    this.commit.update(commitChoices, setup.commit);
    this.commit.setDisabled(view.isGroupFixed);
    this.detail.textContent = detailOf(view);
    setDisabled(this.timeline, view.consumers.length === 0);
    setDisabled(this.cleanUp, !view.canCleanUp || view.topic === "removing");
  }

  private text(
    label: string,
    changeOf: (typed: string) => Partial<RebalanceSetup> | undefined,
  ): ValueControl {
    const control = textField({ label, onInput: () => undefined });
    control.addEventListener("change", () => {
      const change = changeOf(control.value.trim());
      if (change !== undefined) this.change(change);
    });
    return control;
  }

  private change(change: Partial<RebalanceSetup>): void {
    if (this.shown !== undefined) this.actions.change({ ...this.shown, ...change });
  }
}

function detailOf({ setup, protocols, isBorrowed, topic }: RebalanceView): string {
  const protocol = protocols.find(({ id }) => id === setup.protocol);
  const unavailable = protocols.filter(({ obstacle }) => obstacle !== null);
  const labels = unavailable.map(({ label }) => label).join(", ");
  const sentences = [
    protocol?.detail,
    isBorrowed ? "The topic was there before the lab: Clean Up leaves it." : undefined,
    topic === "creating" ? "The topic is being created…" : undefined,
    topic === "removing" ? "The lab is being cleaned up…" : undefined,
    unavailable.length > 0 ? `Not available here: ${labels}.` : undefined,
    ...new Set(unavailable.map(({ obstacle }) => obstacle ?? undefined)),
  ];
  return sentences.filter((one) => one !== undefined).join(" ");
}

function field(label: string, control: Child): HTMLElement {
  return element(
    "div",
    { className: "field" },
    element("span", { className: "field-label", attributes: { "aria-hidden": "true" } }, label),
    control,
  );
}
