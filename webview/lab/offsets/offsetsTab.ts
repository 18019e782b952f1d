import type { LabOpened } from "../../../src/panels/lab/protocol";
import type { OffsetsView } from "../../../src/panels/lab/protocol/offsets";
import { button, setDisabled } from "../../shared/controls";
import { element } from "../../shared/dom";
import type { LabTabDeps, LabTabView } from "../labTabView";
import { ExperimentCard } from "./experimentCard";

/** Experiments with committed offsets: what each asks, and step by step what was seen and why. */
export class OffsetsTab implements LabTabView {
  private readonly left = element("span", { className: "muted" });
  private readonly cleanUp: HTMLElement;
  private readonly list = element("div", { className: "experiments" });
  private readonly cards = new Map<string, ExperimentCard>();
  private mayWrite = true;

  readonly element: HTMLElement;

  constructor(private readonly deps: LabTabDeps) {
    this.cleanUp = button({
      label: "Clean Up",
      icon: "trash",
      title: "Delete the topics and groups of all experiments",
      onClick: () => {
        void this.ask(() => deps.host.call("offsetsCleanUp", {}));
      },
    });
    const intro =
      "Each experiment creates a topic and groups of its own, starts real consumers, and tells what happened and why. The groups stay, to be looked at, until they are cleaned up.";
    this.element = element(
      "div",
      { className: "view offsets" },
      element("p", { className: "offsets-intro" }, intro),
      element("div", { className: "offsets-left" }, this.left, this.cleanUp),
      this.list,
    );
    deps.host.on("offsetsView", (view) => {
      this.show(view);
    });
  }

  async start({ obstacle }: LabOpened): Promise<void> {
    this.mayWrite = obstacle === null;
    this.show(await this.deps.host.call("offsetsOpen", {}));
  }

  private show({ experiments, isBusy, left }: OffsetsView): void {
    for (const view of experiments) this.cardOf(view.id).show(view, isBusy || !this.mayWrite);
    this.left.textContent = left;
    this.left.hidden = left === null;
    this.cleanUp.hidden = left === null;
    setDisabled(this.cleanUp, isBusy || !this.mayWrite);
  }

  private cardOf(id: string): ExperimentCard {
    const known = this.cards.get(id);
    if (known !== undefined) return known;
    const { host, fail } = this.deps;
    const card = new ExperimentCard({
      onRun: () => {
        void this.ask(() => host.call("offsetsRun", { id }));
      },
      onCancel: () => {
        host.call("offsetsCancel", {}).catch(fail);
      },
      onOpenGroup: (groupId) => {
        host.call("offsetsOpenGroup", { groupId }).catch(fail);
      },
    });
    this.cards.set(id, card);
    this.list.append(card.element);
    return card;
  }

  private async ask(call: () => Promise<OffsetsView>): Promise<void> {
    this.deps.fail(undefined);
    try {
      this.show(await call());
    } catch (error) {
      this.deps.fail(error);
    }
  }
}
