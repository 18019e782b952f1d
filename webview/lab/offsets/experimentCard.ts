import type { ExperimentView, OffsetsStep } from "../../../src/panels/lab/protocol/offsets";
import { button, setDisabled } from "../../shared/controls";
import { element, icon } from "../../shared/dom";

export interface ExperimentActions {
  readonly onRun: () => void;
  readonly onCancel: () => void;
  readonly onOpenGroup: (groupId: string) => void;
}

const stateWords: Readonly<Record<ExperimentView["state"], string>> = {
  never: "",
  running: "Running",
  done: "Done",
  cancelled: "Stopped",
  failed: "Failed",
};

const stateIcons: Readonly<Record<ExperimentView["state"], string | undefined>> = {
  never: undefined,
  running: "sync",
  done: "pass-filled",
  cancelled: "circle-slash",
  failed: "error",
};

/** One experiment: its question, its buttons, its steps as they come, and its groups. */
export class ExperimentCard {
  private readonly title = element("h2");
  private readonly question = element("p", { className: "experiment-question" });
  private readonly settings = element("div", { className: "experiment-settings" });
  private readonly state = element("span", {
    className: "experiment-state",
    attributes: { role: "status" },
  });
  private readonly steps = element("ol", { className: "experiment-steps" });
  private readonly problem = element("p", { className: "experiment-problem" });
  private readonly groups = element("div", { className: "experiment-groups" });
  private readonly run: HTMLElement;
  private readonly cancel: HTMLElement;
  private shownSteps = 0;
  private shownGroups = "";

  readonly element: HTMLElement;

  constructor(private readonly actions: ExperimentActions) {
    this.run = button({
      label: "Run",
      icon: "play",
      appearance: "primary",
      onClick: actions.onRun,
    });
    this.cancel = button({ label: "Stop", icon: "debug-stop", onClick: actions.onCancel });
    const buttons = element("div", { className: "experiment-buttons" }, this.state);
    buttons.append(this.run, this.cancel);
    const words = element("div", { className: "experiment-words" }, this.title, this.question);
    words.append(this.settings);
    this.element = element(
      "article",
      { className: "experiment" },
      element("div", { className: "experiment-head" }, words, buttons),
      this.steps,
      this.problem,
      this.groups,
    );
  }

  show(view: ExperimentView, isLocked: boolean): void {
    const { title, question, settings, state, problem } = view;
    this.title.textContent = title;
    this.question.textContent = question;
    this.settings.replaceChildren(
      ...settings.map((name) => element("code", { className: "badge" }, name)),
    );
    const isRunning = state === "running";
    this.run.hidden = isRunning;
    this.cancel.hidden = !isRunning;
    this.run.setAttribute("aria-label", `Run: ${title}`);
    this.cancel.setAttribute("aria-label", `Stop: ${title}`);
    setDisabled(this.run, isLocked);
    this.showState(state);
    this.showSteps(view.steps);
    this.problem.hidden = problem === null;
    this.problem.replaceChildren(icon("error"), " ", problem ?? "");
    this.showGroups(view.groups);
  }

  private showState(state: ExperimentView["state"]): void {
    const name = stateIcons[state];
    this.state.className = `experiment-state state-${state}`;
    this.state.replaceChildren(...(name === undefined ? [] : [icon(name)]), stateWords[state]);
  }

  /** What is shown already stays as it is: steps only come, or begin anew. */
  private showSteps(steps: readonly OffsetsStep[]): void {
    if (steps.length < this.shownSteps) {
      this.steps.replaceChildren();
      this.shownSteps = 0;
    }
    this.steps.append(...steps.slice(this.shownSteps).map(stepItem));
    this.shownSteps = steps.length;
    this.steps.hidden = steps.length === 0;
  }

  private showGroups(groups: readonly string[]): void {
    this.groups.hidden = groups.length === 0;
    if (this.shownGroups === groups.join()) return;
    this.shownGroups = groups.join();
    const links = groups.map((groupId) => {
      const link = element("button", { className: "group-link", attributes: { type: "button" } });
      link.append(icon("graph-line"), " ", groupId);
      link.title = `Open Group ${groupId}`;
      link.addEventListener("click", () => {
        this.actions.onOpenGroup(groupId);
      });
      return link;
    });
    this.groups.replaceChildren(element("span", { className: "muted" }, "Look at:"), ...links);
  }
}

function stepItem({ text, check, why }: OffsetsStep): HTMLElement {
  const item = element("li", { className: "experiment-step" });
  const name = check === null ? "circle-small-filled" : check.holds ? "pass" : "warning";
  item.classList.add(check === null ? "step-done" : check.holds ? "step-holds" : "step-differs");
  const words = element("div", { className: "step-words" }, element("p", {}, text));
  if (check !== null) words.append(checkLine(check));
  if (why !== null) words.append(element("p", { className: "step-why" }, why));
  item.append(icon(name), words);
  return item;
}

function checkLine(check: NonNullable<OffsetsStep["check"]>): HTMLElement {
  const { what, expected, observed, holds } = check;
  const line = element("p", { className: "step-check" }, `${what}: `);
  line.append(element("strong", {}, observed));
  const verdict = holds ? " as expected" : ` — expected: ${expected}`;
  line.append(element("span", { className: "muted" }, verdict));
  return line;
}
