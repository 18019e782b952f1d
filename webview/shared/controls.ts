import { icon } from "./dom";

/*
 * Builders for the toolkit's form controls: they only create elements and set attributes, so they also work
 * where the components are not registered (tests). Every control has a name that is read aloud.
 */

export interface ValueControl extends HTMLElement {
  value: string;
}

export interface CheckControl extends HTMLElement {
  checked: boolean;
}

export interface ButtonOptions {
  readonly label: string;
  readonly appearance?: "primary" | "secondary" | "icon";
  /** Codicon; with appearance `icon` the label is the accessible name and the tooltip. */
  readonly icon?: string;
  /** Codicon behind the label. */
  readonly endIcon?: string;
  readonly title?: string;
  readonly onClick: () => void;
}

export function button(options: ButtonOptions): HTMLElement {
  const built = document.createElement("vscode-button");
  const appearance = options.appearance ?? "secondary";
  built.setAttribute("appearance", appearance);
  if (options.icon !== undefined) built.append(icon(options.icon));
  if (appearance === "icon") {
    built.setAttribute("aria-label", options.label);
    built.title = options.title ?? options.label;
  } else {
    built.append(options.label);
    if (options.title !== undefined) built.title = options.title;
  }
  if (options.endIcon !== undefined) {
    const end = icon(options.endIcon);
    end.classList.add("icon-end");
    built.append(end);
  }
  built.addEventListener("click", () => {
    if (!isDisabled(built)) options.onClick();
  });
  return built;
}

export interface Choice<T extends string = string> {
  readonly value: T;
  readonly label: string;
}

export interface DropdownOptions<T extends string> {
  readonly label: string;
  readonly choices: readonly Choice<T>[];
  readonly value: T;
  readonly onChange: (value: T) => void;
}

export function dropdown<T extends string>(options: DropdownOptions<T>): ValueControl {
  const built = document.createElement("vscode-dropdown") as ValueControl;
  built.setAttribute("aria-label", options.label);
  for (const choice of options.choices) {
    const option = document.createElement("vscode-option");
    option.setAttribute("value", choice.value);
    if (choice.value === options.value) option.setAttribute("selected", "");
    option.textContent = choice.label;
    built.append(option);
  }
  built.addEventListener("change", () => {
    const chosen = options.choices.find(({ value }) => value === built.value);
    if (chosen !== undefined) options.onChange(chosen.value);
  });
  return built;
}

export interface TextFieldOptions {
  readonly label: string;
  readonly value?: string;
  readonly placeholder?: string;
  readonly onInput: (value: string) => void;
  readonly onEnter?: () => void;
}

export function textField(options: TextFieldOptions): ValueControl {
  const built = document.createElement("vscode-text-field") as ValueControl;
  built.setAttribute("aria-label", options.label);
  built.setAttribute("spellcheck", "false");
  if (options.placeholder !== undefined) built.setAttribute("placeholder", options.placeholder);
  built.value = options.value ?? "";
  built.addEventListener("input", () => {
    options.onInput(built.value);
  });
  built.addEventListener("keydown", (event) => {
    if (event.key === "Enter") options.onEnter?.();
  });
  return built;
}

export interface CheckboxOptions {
  readonly label: string;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
}

export function checkbox(options: CheckboxOptions): CheckControl {
  const built = document.createElement("vscode-checkbox") as CheckControl;
  built.append(options.label);
  built.checked = options.checked;
  built.addEventListener("change", () => {
    options.onChange(built.checked);
  });
  return built;
}

/** Sets the value only where it differs, so that a person's cursor is not moved. */
export function setValue(control: ValueControl, value: string): void {
  if (control.value !== value) control.value = value;
}

export function setDisabled(control: HTMLElement, disabled: boolean): void {
  control.toggleAttribute("disabled", disabled);
}

function isDisabled(control: HTMLElement): boolean {
  return control.hasAttribute("disabled");
}
