import type { SecretField, SecretState } from "../../src/panels/connection/protocol";
import { button } from "../shared/controls";
import { element, icon } from "../shared/dom";
import { FieldFrame, type FieldText, type FormActions, type FormField } from "./formField";

export interface SecretText extends FieldText {
  /** True: most connections do without. */
  readonly isOptional?: boolean;
}

/**
 * Whether a secret is there, with buttons to enter it in VS Code's own input box and to forget it. The page never
 * has the secret itself.
 */
export function secretRow(name: SecretField, text: SecretText, actions: FormActions): FormField {
  const enter = button({
    label: "",
    onClick: () => {
      actions.enterSecret(name);
    },
  });
  const forget = button({
    label: "Forget",
    title: `Forget the ${text.label.toLowerCase()}`,
    onClick: () => {
      actions.forgetSecret(name);
    },
  });
  forget.setAttribute("aria-label", `Forget ${text.label}`);
  const status = element("span", { className: "secret-status", attributes: { role: "status" } });
  const frame = new FieldFrame(enter, text, { beside: [forget, status] });
  frame.element.classList.add("secret");
  let drawn: SecretState | undefined;
  return {
    element: frame.element,
    name: undefined,
    show: (state, draft) => {
      frame.show(state, draft, undefined);
      const secret = state.view?.secrets[name] ?? "missing";
      if (secret === drawn) return;
      drawn = secret;
      const isThere = secret === "stored" || secret === "entered";
      enter.textContent = isThere ? "Replace…" : `Enter ${text.label}…`;
      enter.setAttribute("aria-label", `${isThere ? "Replace" : "Enter"} ${text.label}…`);
      forget.hidden = secret === "missing";
      status.className = `secret-status ${secret}`;
      status.replaceChildren(icon(iconOf(secret, text)), statusOf(secret, text));
    },
    focus: () => {
      enter.focus();
    },
  };
}

function statusOf(secret: SecretState, { isOptional }: SecretText): string {
  switch (secret) {
    case "missing":
      return isOptional === true ? "None" : "Not entered yet";
    case "entered":
      return "Entered, stored when you save";
    case "stored":
      return "Stored";
    case "outdated":
      return "Stored for another server, protocol or user: enter it again";
  }
}

function iconOf(secret: SecretState, { isOptional }: SecretText): string {
  switch (secret) {
    case "missing":
      return isOptional === true ? "circle-slash" : "circle-large";
    case "entered":
      return "key";
    case "stored":
      return "lock";
    case "outdated":
      return "warning";
  }
}
