import type { AimDraft, ResetView, ScopeKind, TargetKind } from "../../src/panels/reset/protocol";
import { button, setDisabled, setValue, textField } from "../shared/controls";
import type { Choice, ValueControl } from "../shared/controls";
import { element } from "../shared/dom";
import { Select } from "../shared/select";
import type { AimProblem } from "./state";

export interface AimEvents {
  /** `isTyping`: more may follow; otherwise it is to be planned at once. */
  readonly onAim: (draft: AimDraft, isTyping: boolean) => void;
  /** The scope is to be picked from what the group has commits for. */
  readonly onChooseScope: (draft: AimDraft) => void;
}

const targets: readonly Choice<TargetKind>[] = [
  { value: "earliest", label: "Earliest" },
  { value: "latest", label: "Latest" },
  { value: "current", label: "Current offset" },
  { value: "offset", label: "Offset" },
  { value: "timestamp", label: "Timestamp" },
  { value: "duration", label: "Duration before now" },
  { value: "shiftBy", label: "Shift by" },
  { value: "group", label: "Offsets of group" },
];

const placeholders: Readonly<Partial<Record<TargetKind, string>>> = {
  offset: "such as 18000",
  timestamp: "2026-11-20 14:00",
  duration: "such as PT2H or P1D",
  shiftBy: "such as -100 or 100",
  group: "the group's id",
};

/** Where to move the group and what of it. Its controls never come and go, so nothing moves under the pointer. */
export class AimBar {
  readonly element = element("div", {
    className: "toolbar aim",
    attributes: { role: "toolbar", "aria-label": "What to move where" },
  });
  private readonly target = new Select<TargetKind>("Move to", (target) => {
    this.chooseTarget(target);
  });
  private readonly zone = new Select<string>("Time zone", (timeZone) => {
    this.edit({ timeZone }, false);
  });
  private readonly scope = new Select<ScopeKind>("Scope", (scope) => {
    this.chooseScope(scope);
  });
  private readonly targetText: ValueControl;
  private readonly scopeText: ValueControl;
  private readonly pickScope = button({
    label: "Choose…",
    title: "Choose topics and partitions from the group's commits",
    onClick: () => {
      if (this.draft !== undefined) this.events.onChooseScope(this.draft);
    },
  });
  private draft: AimDraft | undefined;
  private drawn: ResetView | undefined;
  /** What was typed for other kinds of target, to find it again. */
  private readonly texts = new Map<TargetKind, string>();

  constructor(private readonly events: AimEvents) {
    this.targetText = textField({
      label: "Target",
      onInput: (targetText) => {
        this.edit({ targetText }, true);
      },
      onEnter: () => {
        this.edit({}, false);
      },
    });
    this.targetText.classList.add("target-text");
    this.scopeText = textField({
      label: "Topics and partitions",
      placeholder: "orders payments:0,1",
      onInput: (scopeText) => {
        this.edit({ scopeText }, true);
      },
      onEnter: () => {
        this.edit({}, false);
      },
    });
    this.scopeText.classList.add("scope-text");
    this.element.append(
      field("Move to", this.target.element, this.targetText, this.zone.element),
      field("Scope", this.scope.element, this.scopeText, this.pickScope),
    );
  }

  /** A view that is news replaces what stands there; what is being typed is not overwritten before. */
  update(view: ResetView, problem: AimProblem | undefined, isLocked: boolean): void {
    this.element.hidden = view.mode === "undo";
    if (view !== this.drawn) {
      this.drawn = view;
      this.draft = view.draft;
    }
    this.draw(view);
    this.targetText.classList.toggle("invalid", problem?.at === "target");
    this.scopeText.classList.toggle("invalid", problem?.at === "scope");
    for (const select of [this.target, this.scope]) select.setDisabled(isLocked);
    if (!isLocked) return;
    this.zone.setDisabled(true);
    for (const control of [this.targetText, this.scopeText, this.pickScope])
      setDisabled(control, true);
  }

  private draw({ givenLabel, timeZones }: ResetView): void {
    const { draft } = this;
    if (draft === undefined) return;
    const given: Choice<TargetKind>[] =
      givenLabel === null ? [] : [{ value: "given", label: capital(givenLabel) }];
    this.target.update([...targets, ...given], draft.target);
    const zones = timeZones.map((zone) => ({ value: zone, label: zone }));
    this.zone.update(zones, draft.timeZone);
    this.zone.setDisabled(draft.target !== "timestamp");
    this.scope.update(scopeChoices(draft), draft.scope);
    setDisabled(this.targetText, !needsText(draft.target));
    this.targetText.setAttribute("placeholder", placeholders[draft.target] ?? "");
    setValue(this.targetText, draft.targetText);
    setDisabled(this.pickScope, needsText(draft.target) && draft.targetText.trim() === "");
    setDisabled(this.scopeText, draft.scope !== "named");
    setValue(this.scopeText, draft.scope === "named" ? draft.scopeText : "");
  }

  private chooseTarget(target: TargetKind): void {
    const { draft } = this;
    if (draft === undefined) return;
    this.texts.set(draft.target, draft.targetText);
    const targetText = this.texts.get(target) ?? "";
    const namesPartitions = target === "group" || target === "given";
    const scope =
      target === "given" || (draft.scope === "ofTarget" && !namesPartitions)
        ? { scope: namesPartitions ? ("ofTarget" as const) : ("allTopics" as const) }
        : {};
    this.edit({ target, targetText, ...scope }, false);
    if (needsText(target)) this.targetText.focus();
  }

  private chooseScope(scope: ScopeKind): void {
    const rows = this.drawn?.rows ?? [];
    const topics = [...new Set(rows.map(({ topic }) => topic))].join(" ");
    const isFirst = scope === "named" && this.draft?.scopeText === "";
    this.edit({ scope, ...(isFirst ? { scopeText: topics } : {}) }, false);
    if (scope === "named") this.scopeText.focus();
  }

  private edit(change: Partial<AimDraft>, isTyping: boolean): void {
    if (this.draft === undefined || this.drawn === undefined) return;
    this.draft = { ...this.draft, ...change };
    this.draw(this.drawn);
    this.events.onAim(this.draft, isTyping);
  }
}

/** Whether there is anything to plan yet: a kind of target that needs a text, or a scope, may have none. */
export function isComplete({ target, targetText, scope, scopeText }: AimDraft): boolean {
  const hasTarget = !needsText(target) || targetText.trim() !== "";
  return hasTarget && (scope !== "named" || scopeText.trim() !== "");
}

function needsText(target: TargetKind): boolean {
  return placeholders[target] !== undefined;
}

function scopeChoices({ target }: AimDraft): Choice<ScopeKind>[] {
  const choices: Choice<ScopeKind>[] = [
    { value: "allTopics", label: "All topics with a commit" },
    { value: "named", label: "Topics and partitions" },
  ];
  if (target === "group") choices.push({ value: "ofTarget", label: "All that group has" });
  if (target === "given") choices.push({ value: "ofTarget", label: "All named there" });
  return choices;
}

function field(label: string, ...controls: readonly HTMLElement[]): HTMLElement {
  // Each control has a name of its own; the word beside it is for the eye.
  const attributes = { "aria-hidden": "true" };
  const text = element("span", { className: "field-label", attributes }, label);
  return element("div", { className: "field" }, text, ...controls);
}

function capital(text: string): string {
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;
}
