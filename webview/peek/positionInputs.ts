import { setDisabled, setValue, textField } from "../shared/controls";
import type { ValueControl } from "../shared/controls";
import { element } from "../shared/dom";
import { formatNumber } from "../shared/numbers";
import type { Draft } from "./draft";

type TextField =
  | "countText"
  | "offsetText"
  | "timestampText"
  | "fromText"
  | "toText"
  | "groupText"
  | "beforeText"
  | "afterText";

interface Input {
  readonly field: TextField;
  readonly label: string;
  readonly placeholder: string;
  /** Stands before a field of a few digits. */
  readonly word?: string;
}

const inputs: Readonly<Record<Draft["kind"], readonly Input[]>> = {
  latest: [],
  earliest: [],
  last: [{ field: "countText", label: "Offsets before the end", placeholder: "such as 100" }],
  offset: [{ field: "offsetText", label: "Offset", placeholder: "such as 19204" }],
  timestamp: [
    { field: "timestampText", label: "Timestamp", placeholder: "2026-11-20 14:00, or 2 h ago" },
  ],
  timeRange: [
    { field: "fromText", label: "From time", placeholder: "2 h ago" },
    { field: "toText", label: "To time", placeholder: "1 h ago" },
  ],
  committed: [
    { field: "groupText", label: "Group", placeholder: "group" },
    {
      field: "beforeText",
      label: "Offsets before the commit",
      placeholder: "0",
      word: "before",
    },
    {
      field: "afterText",
      label: "Offsets from the commit on; empty: to the end",
      placeholder: "all",
      word: "after",
    },
  ],
  offsets: [],
};

/** What goes with the kind of position. They share one room of constant width, so nothing beside them moves. */
export class PositionInputs {
  readonly element: HTMLElement;
  private readonly controls: readonly ValueControl[];
  private readonly words: readonly HTMLElement[];
  private draft: Draft | undefined;

  constructor(
    private readonly onEdit: (change: Partial<Draft>) => void,
    onEnter: () => void,
  ) {
    this.controls = [0, 1, 2].map((at) => {
      const control = textField({
        label: "Position",
        onInput: (text) => {
          this.edit(at, text);
        },
        onEnter,
      });
      if (at === 0) control.classList.add("position-value");
      return control;
    });
    // the controls' names say more: the words are for the eye
    const attributes = { "aria-hidden": "true" };
    this.words = this.controls.map(() =>
      element("span", { className: "position-word", attributes }),
    );
    const parts = this.controls.flatMap((control, at) => [this.words[at] ?? "", control]);
    this.element = element("div", { className: "position-values" }, ...parts);
  }

  update(draft: Draft): void {
    this.draft = draft;
    for (const [at, word] of this.words.entries()) {
      const text = inputs[draft.kind][at]?.word ?? "";
      word.hidden = text === "";
      if (word.textContent !== text) word.textContent = text;
    }
    for (const [at, control] of this.controls.entries()) {
      const input = inputs[draft.kind][at];
      control.hidden = input === undefined && at > 0;
      control.classList.toggle("position-narrow", input?.word !== undefined);
      setDisabled(control, input === undefined);
      control.setAttribute("aria-label", input?.label ?? "Position");
      control.title = input?.label ?? "";
      control.setAttribute("placeholder", input?.placeholder ?? saying(draft));
      setValue(control, input === undefined ? "" : draft[input.field]);
    }
  }

  focus(): boolean {
    const [first] = this.controls;
    if (first === undefined || first.hasAttribute("disabled")) return false;
    first.focus();
    return true;
  }

  private edit(at: number, text: string): void {
    const input = this.draft && inputs[this.draft.kind][at];
    if (input === undefined || this.draft?.[input.field] === text) return;
    this.onEdit({ [input.field]: text });
  }
}

/** Of a position that needs no more words. */
function saying({ kind, pageSize }: Draft): string {
  if (kind === "latest") return `the last ${formatNumber(pageSize)} messages`;
  return kind === "earliest" ? "the first messages" : "one offset for each partition";
}
