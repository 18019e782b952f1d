import type {
  ExerciseTaskView,
  ExerciseView,
  ExercisesView,
} from "../../../src/panels/lab/protocol/exercises";
import { element, icon } from "../../shared/dom";
import type { LabTabDeps, LabTabView } from "../labTabView";

const checkEveryMs = 3000;

/** A checklist that looks at the cluster again and again while it is shown. */
export class ExercisesTab implements LabTabView {
  private readonly list = element("div", { className: "exercise-list" });
  private shown = "";

  readonly element: HTMLElement;

  constructor(private readonly deps: LabTabDeps) {
    const intro =
      "While this tab is open, it reads the cluster every few seconds and ticks off what it sees: of the lab's own groups, and of any program's. It changes nothing.";
    this.element = element(
      "div",
      { className: "view exercises" },
      element("p", { className: "exercises-intro" }, intro),
      this.list,
    );
  }

  async start(): Promise<void> {
    this.show(await this.deps.host.call("exercisesOpen", {}));
    await this.check();
    window.setInterval(() => {
      if (this.element.isConnected && !this.element.hidden) void this.check();
    }, checkEveryMs);
  }

  private async check(): Promise<void> {
    try {
      this.show(await this.deps.host.call("exercisesCheck", {}));
    } catch (error) {
      this.deps.fail(error);
    }
  }

  private show({ exercises }: ExercisesView): void {
    const now = JSON.stringify(exercises);
    if (now === this.shown) return;
    this.shown = now;
    this.list.replaceChildren(...exercises.map(exerciseCard));
  }
}

function exerciseCard({ title, advice, tasks }: ExerciseView): HTMLElement {
  const done = tasks.filter(({ found }) => found !== null).length;
  const card = element("article", { className: "exercise" });
  const count = element("span", { className: "muted" }, `${done} of ${tasks.length}`);
  card.append(
    element("h2", {}, title, " ", count),
    element("p", {}, advice),
    element("ul", { className: "exercise-tasks" }, ...tasks.map(taskItem)),
  );
  return card;
}

function taskItem({ text, found }: ExerciseTaskView): HTMLElement {
  const isDone = found !== null;
  const item = element("li", { className: isDone ? "task-done" : "task-open" });
  const state = element("span", { className: "visually-hidden" }, isDone ? "Done: " : "Open: ");
  const words = element("div", {}, element("p", {}, state, text));
  if (isDone) words.append(element("p", { className: "muted" }, found));
  item.append(icon(isDone ? "pass-filled" : "circle-large-outline"), words);
  return item;
}
