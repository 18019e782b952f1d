import type { TestView } from "../../src/panels/connection/protocol";
import { button, setDisabled } from "../shared/controls";
import { element, icon } from "../shared/dom";
import { firstError, type State } from "./state";

export interface BarActions {
  readonly test: () => void;
  readonly stop: () => void;
  readonly copyReport: () => void;
  readonly save: () => void;
}

/**
 * What the draft is worth now, and what can be done with it. Always in sight, and at the top: the workbench shows its
 * notifications over the bottom.
 */
export class ActionBar {
  readonly element: HTMLElement;
  private readonly heading = element("h1", { className: "heading" });
  private readonly status = element("div", {
    className: "status",
    attributes: { role: "status" },
  });
  private readonly testButton: HTMLElement;
  private readonly stopButton: HTMLElement;
  private readonly copyButton: HTMLElement;
  private readonly saveButton: HTMLElement;
  private drawn = "";

  constructor(actions: BarActions) {
    this.testButton = button({ label: "Test Connection", onClick: actions.test });
    this.stopButton = button({ label: "Stop", icon: "debug-stop", onClick: actions.stop });
    this.copyButton = button({ label: "Copy Report", icon: "copy", onClick: actions.copyReport });
    this.saveButton = button({ label: "Save", appearance: "primary", onClick: actions.save });
    this.element = element(
      "div",
      { className: "toolbar bar" },
      element("div", { className: "head" }, this.heading, this.status),
      this.copyButton,
      this.stopButton,
      this.testButton,
      this.saveButton,
    );
  }

  show(state: State): void {
    const { view, isSaving } = state;
    const test = view?.test;
    const isRunning = test?.state === "running";
    this.heading.textContent = view?.mode === "edit" ? "Edit Cluster" : "Add Cluster";
    this.stopButton.hidden = !isRunning;
    this.testButton.hidden = isRunning;
    this.copyButton.hidden =
      test === undefined || !(test.state === "passed" || test.state === "failed");
    setDisabled(this.testButton, view === undefined);
    setDisabled(this.saveButton, view === undefined || isSaving || view.obstacle !== null);
    this.showStatus(statusOf(state));
  }

  private showStatus({ kind, text }: Status): void {
    const key = `${kind} ${text}`;
    if (key === this.drawn) return;
    this.drawn = key;
    this.status.className = `status ${kind}`;
    this.status.replaceChildren(icon(icons[kind]), element("span", {}, text));
  }
}

type StatusKind = "info" | "running" | "passed" | "warning" | "error";

interface Status {
  readonly kind: StatusKind;
  readonly text: string;
}

const icons: Readonly<Record<StatusKind, string>> = {
  info: "info",
  running: "loading codicon-modifier-spin",
  passed: "pass-filled",
  warning: "warning",
  error: "error",
};

function statusOf(state: State): Status {
  const { view, failure, told, isAttempted, isSaving } = state;
  if (failure !== undefined) return { kind: "error", text: failure };
  if (told !== undefined) return { kind: "info", text: told };
  if (view === undefined) return { kind: "running", text: "Reading the settings…" };
  if (isSaving) return { kind: "running", text: "Saving…" };
  const error = firstError(state);
  if (isAttempted && error !== undefined) return { kind: "error", text: error.message };
  return { kind: kindOf(view.test), text: view.test.summary };
}

function kindOf({ state, isOutdated, lines }: TestView): StatusKind {
  if (state === "running") return "running";
  if (isOutdated || state === "none" || state === "stopped") return "info";
  if (state === "failed") return "error";
  return lines.some(({ status }) => status === "warning") ? "warning" : "passed";
}
