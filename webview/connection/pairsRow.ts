import type { ConnectionDraft } from "../../src/panels/connection/protocol";
import { button, setDisabled, setValue, textField, type ValueControl } from "../shared/controls";
import { element } from "../shared/dom";
import {
  FieldFrame,
  maxLengths,
  type FieldText,
  type FormActions,
  type FormField,
} from "./formField";

/** What the host takes of one list. */
const maxPairs = 100;

interface PairText {
  readonly label: string;
  readonly placeholder: string;
  /** A line, when missing. */
  readonly length?: keyof typeof maxLengths;
}

/** A list in the draft whose entries have two texts. */
export interface PairsText extends FieldText {
  readonly from: PairText;
  readonly to: PairText;
  /** "Add Address" */
  readonly add: string;
}

export type Pair = readonly [from: string, to: string];

export interface PairsBinding {
  readonly name: "addressMap" | "maxVersions";
  readonly read: (draft: ConnectionDraft) => readonly Pair[];
  readonly write: (pairs: readonly Pair[]) => Partial<ConnectionDraft>;
}

interface PairRow {
  readonly element: HTMLElement;
  readonly controls: readonly [ValueControl, ValueControl];
}

/** Rows of two texts, with a button to add one, and one each to take it away. */
export class PairsField implements FormField {
  readonly element: HTMLElement;
  readonly name: PairsBinding["name"];
  private readonly list = element("div", { className: "pairs" });
  private readonly addButton: HTMLElement;
  private readonly frame: FieldFrame;
  private rows: readonly PairRow[] = [];
  private pairs: readonly Pair[] = [];

  constructor(
    private readonly binding: PairsBinding,
    private readonly text: PairsText,
    private readonly actions: FormActions,
  ) {
    this.name = binding.name;
    this.addButton = button({
      label: text.add,
      icon: "add",
      onClick: () => {
        this.change([...this.pairs, ["", ""]]);
        this.rows.at(-1)?.controls[0].focus();
      },
    });
    this.frame = new FieldFrame(this.addButton, text);
    this.frame.element.classList.add("pairs-field");
    this.element = this.frame.element;
    this.element.setAttribute("role", "group");
    this.element.setAttribute("aria-label", text.label);
    this.addButton.before(this.list);
  }

  show(state: Parameters<FormField["show"]>[0], draft: ConnectionDraft): void {
    this.pairs = this.binding.read(draft);
    this.draw();
    setDisabled(this.addButton, this.pairs.length >= maxPairs);
    this.frame.show(state, draft, this.name);
  }

  focus(): void {
    (this.rows[0]?.controls[0] ?? this.addButton).focus();
  }

  /** Rows stay where they are, so that nobody loses the cursor by typing. */
  private draw(): void {
    if (this.rows.length !== this.pairs.length) {
      this.rows = this.pairs.map((_, index) => this.rows[index] ?? this.buildRow(index));
      this.list.replaceChildren(...this.rows.map((row) => row.element));
    }
    this.rows.forEach(({ controls }, index) => {
      const [from = "", to = ""] = this.pairs[index] ?? [];
      setValue(controls[0], from);
      setValue(controls[1], to);
    });
  }

  private buildRow(index: number): PairRow {
    const { from, to } = this.text;
    const field = (part: PairText, place: 0 | 1): ValueControl => {
      const control = textField({
        label: `${part.label} ${index + 1}`,
        placeholder: part.placeholder,
        onInput: (value) => {
          const [before = "", after = ""] = this.pairs[index] ?? [];
          const pair: Pair = place === 0 ? [value, after] : [before, value];
          this.change(this.pairs.with(index, pair));
        },
        onEnter: this.actions.test,
      });
      control.setAttribute("maxlength", String(maxLengths[part.length ?? "line"]));
      return control;
    };
    const controls: PairRow["controls"] = [field(from, 0), field(to, 1)];
    const remove = button({
      label: `Remove ${this.text.label.toLowerCase()} ${index + 1}`,
      appearance: "icon",
      icon: "trash",
      onClick: () => {
        this.change(this.pairs.toSpliced(index, 1));
        this.addButton.focus();
      },
    });
    const arrow = element("span", { attributes: { "aria-hidden": "true" } }, "→");
    const built = element("div", { className: "pair" }, controls[0], arrow, controls[1], remove);
    return { element: built, controls };
  }

  private change(pairs: readonly Pair[]): void {
    this.actions.edit(this.binding.write(pairs));
  }
}
