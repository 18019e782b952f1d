import { dropdown, setDisabled, setValue } from "./controls";
import type { Choice, ValueControl } from "./controls";
import { element } from "./dom";

/** A dropdown whose choices may change: the toolkit's is built anew then. */
export class Select<T extends string> {
  readonly element: HTMLElement;
  private control: ValueControl | undefined;
  private choices: readonly Choice<T>[] = [];

  constructor(
    private readonly label: string,
    private readonly onChange: (value: T) => void,
  ) {
    const className = `select select-${label.toLowerCase().replaceAll(" ", "-")}`;
    this.element = element("div", { className });
  }

  update(choices: readonly Choice<T>[], value: T): void {
    const isSame = JSON.stringify(choices) === JSON.stringify(this.choices);
    if (this.control !== undefined && isSame) {
      setValue(this.control, value);
      return;
    }
    this.choices = choices;
    this.control = dropdown({ label: this.label, choices, value, onChange: this.onChange });
    this.element.replaceChildren(this.control);
  }

  setDisabled(isDisabled: boolean): void {
    if (this.control !== undefined) setDisabled(this.control, isDisabled);
  }
}
