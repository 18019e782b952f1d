import type { ConnectionDraft, DraftField, FileField } from "../../src/panels/connection/protocol";
import { button, checkbox, dropdown, setValue, textField, type Choice } from "../shared/controls";
import { element } from "../shared/dom";
import {
  FieldFrame,
  maxLengths,
  type FieldText,
  type FormActions,
  type FormField,
} from "./formField";

/** Fields of the draft that hold any text. */
export type TextName = {
  [K in DraftField]: string extends ConnectionDraft[K] ? K : never;
}[DraftField];

/** Fields that hold one of a few values. */
export type ChoiceName = {
  [K in DraftField]: ConnectionDraft[K] extends string
    ? string extends ConnectionDraft[K]
      ? never
      : K
    : never;
}[DraftField];

export type CheckName = {
  [K in DraftField]: ConnectionDraft[K] extends boolean ? K : never;
}[DraftField];

export function textRow(
  name: TextName,
  text: FieldText,
  actions: FormActions,
  beside: readonly Node[] = [],
): FormField {
  const control = textField({
    label: text.label,
    ...(text.placeholder === undefined ? {} : { placeholder: text.placeholder }),
    onInput: (value) => {
      actions.edit({ [name]: value });
    },
    onEnter: actions.test,
  });
  control.setAttribute("maxlength", String(maxLengths[text.length ?? "line"]));
  control.addEventListener("focusout", () => {
    actions.left(name);
  });
  const frame = new FieldFrame(control, text, { beside });
  return {
    element: frame.element,
    name,
    show: (state, draft) => {
      setValue(control, draft[name]);
      frame.show(state, draft, name);
    },
    focus: () => {
      control.focus();
    },
  };
}

/** A path, to type or to choose in the host's own dialog. */
export function fileRow(name: FileField, text: FieldText, actions: FormActions): FormField {
  const browse = button({
    label: "Browse…",
    title: `Browse for: ${text.label}`,
    onClick: () => {
      actions.chooseFile(name);
    },
  });
  browse.setAttribute("aria-label", `Browse… ${text.label}`);
  return textRow(name, text, actions, [browse]);
}

export function choiceRow<K extends ChoiceName>(
  name: K,
  text: FieldText & { readonly choices: readonly Choice<ConnectionDraft[K]>[] },
  actions: FormActions,
): FormField {
  const [first] = text.choices;
  if (first === undefined) throw new Error(`There is nothing to choose for ${name}.`);
  const control = dropdown<ConnectionDraft[K]>({
    label: text.label,
    choices: text.choices,
    value: first.value,
    onChange: (value) => {
      actions.edit({ [name]: value });
    },
  });
  const frame = new FieldFrame(control, text, { beside: [] });
  frame.element.classList.add(`choice-${name}`);
  return {
    element: frame.element,
    name,
    show: (state, draft) => {
      setValue(control, draft[name]);
      frame.element.dataset["value"] = draft[name];
      frame.show(state, draft, name);
    },
    focus: () => {
      control.focus();
    },
  };
}

export function checkRow(name: CheckName, text: FieldText, actions: FormActions): FormField {
  const control = checkbox({
    label: text.label,
    checked: false,
    onChange: (checked) => {
      actions.edit({ [name]: checked });
    },
  });
  const frame = new FieldFrame(control, text, { hasOwnLabel: true });
  frame.element.classList.add("check-field");
  return {
    element: frame.element,
    name,
    show: (state, draft) => {
      control.checked = draft[name];
      frame.show(state, draft, name);
    },
    focus: () => {
      control.focus();
    },
  };
}

/** A few lines to read between the fields. */
export function noteRow(text: string, isShown: (draft: ConnectionDraft) => boolean): FormField {
  const note = element("p", { className: "hint form-note" }, text);
  return {
    element: note,
    name: undefined,
    show: (_, draft) => {
      note.hidden = !isShown(draft);
    },
    focus: () => undefined,
  };
}
