import type { RowView } from "../../src/panels/reset/protocol";
import { element } from "../shared/dom";
import { formatDecimal } from "../shared/numbers";
import type { RowProblem } from "./state";

export interface TargetEvents {
  /** What was typed in a row; empty: its own target again. */
  readonly onEdit: (row: number, text: string) => void;
  /** A text that was refused is taken back. */
  readonly onRestore: (row: number) => void;
  /** Enter: the row's cell takes the focus again. */
  readonly onDone: () => void;
  /** Tab: to the next row to edit, after (1) or before (-1) this one, if there is one. */
  readonly onMove: (from: number, step: 1 | -1) => boolean;
}

interface Held {
  readonly row: string;
  readonly value: string;
  readonly start: number | null;
  readonly end: number | null;
}

/** The targets of rows as fields to type in. A field that has the focus shows the bare digits. */
export class TargetEditor {
  /** True while fields are built anew: losing the focus by that is not leaving the field. */
  private isRedrawing = false;

  constructor(
    private readonly root: HTMLElement,
    private readonly events: TargetEvents,
  ) {}

  /** @param groupId where the partition alone does not tell which row it is */
  build(
    row: RowView,
    index: number,
    refused: RowProblem | undefined,
    groupId?: string,
  ): HTMLInputElement {
    const whose = groupId === undefined ? "" : ` of group ${groupId}`;
    const name = `Target of ${row.topic}-${row.partition}${whose}`;
    const input = element("input", {
      className: row.isEdited ? "target-input edited" : "target-input",
      attributes: { type: "text", "aria-label": name, tabindex: "-1", "data-row": String(index) },
    });
    input.autocomplete = "off";
    input.spellcheck = false;
    input.inputMode = "numeric";
    input.value = refused?.text ?? shownAs(row);
    input.placeholder = row.committed === null && row.target === null ? "none" : "";
    if (refused !== undefined) {
      input.setAttribute("aria-invalid", "true");
      input.setAttribute("aria-describedby", problemId(index));
    }
    this.listen(input, row, index, refused);
    return input;
  }

  /** Puts the focus into a row's field. */
  focus(index: number): boolean {
    const input = this.find(String(index));
    input?.focus({ preventScroll: true });
    return input !== null;
  }

  /** Redraws without taking away what is being typed. */
  keep(redraw: () => void): void {
    const held = this.held();
    this.isRedrawing = true;
    try {
      redraw();
      if (held !== undefined) this.resume(held);
    } finally {
      this.isRedrawing = false;
    }
  }

  private held(): Held | undefined {
    const input = document.activeElement;
    if (!(input instanceof HTMLInputElement) || !this.root.contains(input)) return undefined;
    const { value, selectionStart: start, selectionEnd: end } = input;
    const row = input.dataset["row"];
    return row === undefined ? undefined : { row, value, start, end };
  }

  private resume({ row, value, start, end }: Held): void {
    const input = this.find(row);
    if (input === null) return;
    input.focus({ preventScroll: true });
    input.value = value;
    input.setSelectionRange(start, end);
  }

  private find(row: string): HTMLInputElement | null {
    return this.root.querySelector<HTMLInputElement>(`input[data-row="${row}"]`);
  }

  private listen(
    input: HTMLInputElement,
    row: RowView,
    index: number,
    refused: RowProblem | undefined,
  ): void {
    const before = refused?.text ?? digitsOf(row);
    const isChanged = (): boolean => input.value.trim() !== before.trim();
    input.addEventListener("focus", () => {
      if (this.isRedrawing) return;
      input.value = before;
      input.select();
    });
    input.addEventListener("blur", () => {
      if (this.isRedrawing) return;
      if (isChanged()) this.events.onEdit(index, input.value.trim());
      else if (refused === undefined) input.value = shownAs(row);
    });
    input.addEventListener("keydown", (event) => {
      if (event.key === "Escape") {
        input.value = digitsOf(row);
        if (refused !== undefined) this.events.onRestore(index);
      } else if (event.key === "Enter") {
        event.preventDefault();
        this.events.onDone();
      } else if (event.key === "Tab") {
        if (this.events.onMove(index, event.shiftKey ? -1 : 1)) event.preventDefault();
      }
    });
  }
}

/** Of the message that tells what is wrong with a row's target. */
export function problemId(index: number): string {
  return `target-problem-${index}`;
}

function digitsOf({ target }: RowView): string {
  return target ?? "";
}

function shownAs({ target }: RowView): string {
  return target === null ? "" : formatDecimal(target);
}
