import type {
  ConnectionDraft,
  DraftField,
  FileField,
  Finding,
  SecretField,
} from "../../src/panels/connection/protocol";
import { element, icon } from "../shared/dom";
import { findingsAt, type State } from "./state";

/** What fields of the form can ask for. */
export interface FormActions {
  readonly edit: (change: Partial<ConnectionDraft>) => void;
  readonly left: (field: DraftField) => void;
  readonly enterSecret: (name: SecretField) => void;
  readonly forgetSecret: (name: SecretField) => void;
  readonly chooseFile: (field: FileField) => void;
  readonly test: () => void;
}

export interface FieldText {
  readonly label: string;
  /** A sentence or two under the control. */
  readonly hint?: string;
  readonly placeholder?: string;
  /** A line, when missing. */
  readonly length?: keyof typeof maxLengths;
  /** Always, when missing. */
  readonly isShown?: (draft: ConnectionDraft) => boolean;
}

/** What the host takes of one text: whatever is longer was pasted by mistake. */
export const maxLengths = { line: 1024, list: 16_384, digits: 16 } as const;

/** One row of the form. */
export interface FormField {
  readonly element: HTMLElement;
  /** Undefined for a secret, which is no part of the draft. */
  readonly name: DraftField | undefined;
  show(state: State, draft: ConnectionDraft): void;
  focus(): void;
}

/** Label, control, hint, and what there is to say about what stands in it. */
export class FieldFrame {
  readonly element: HTMLElement;
  private readonly findings = element("div", {
    className: "findings",
    attributes: { "aria-live": "polite" },
  });
  private drawn = "[]";

  constructor(
    private readonly control: HTMLElement,
    private readonly text: FieldText,
    { beside = [], hasOwnLabel = false }: { beside?: readonly Node[]; hasOwnLabel?: boolean } = {},
  ) {
    const label = element("div", { className: "form-label" }, text.label);
    label.addEventListener("click", () => {
      control.focus();
    });
    const hint =
      text.hint === undefined ? undefined : element("div", { className: "hint" }, text.hint);
    const body = element("div", { className: "form-control" });
    body.append(control, ...beside);
    this.element = element(
      "div",
      { className: "form-field" },
      hasOwnLabel ? undefined : label,
      body,
      hint,
      this.findings,
    );
    describe(control, text.hint ?? "");
  }

  show(state: State, draft: ConnectionDraft, field: DraftField | undefined): void {
    this.element.hidden = this.text.isShown?.(draft) === false;
    if (field !== undefined) this.showFindings(findingsAt(state, field));
  }

  /** What is there already stays, or a screen reader would read it out again. */
  private showFindings(findings: readonly Finding[]): void {
    const key = JSON.stringify(findings);
    if (key === this.drawn) return;
    this.drawn = key;
    this.findings.replaceChildren(...findings.map(findingElement));
    const isInvalid = findings.some(({ severity }) => severity === "error");
    this.element.classList.toggle("invalid", isInvalid);
    this.control.setAttribute("aria-invalid", String(isInvalid));
    const texts = [this.text.hint ?? "", ...findings.map(({ message }) => message)];
    describe(this.control, texts.join(" ").trim());
  }
}

function findingElement({ severity, message }: Finding): HTMLElement {
  return element(
    "div",
    { className: `finding ${severity}` },
    icon(severity),
    element("span", {}, message),
  );
}

/**
 * Tells assistive technology what stands beside a control. The toolkit's text field is read by the input inside it,
 * where an id of the page would lead nowhere.
 */
function describe(control: HTMLElement, text: string): void {
  const inner: unknown = Reflect.get(control, "control");
  const read = inner instanceof HTMLElement ? inner : control;
  if (text === "") read.removeAttribute("aria-description");
  else read.setAttribute("aria-description", text);
}
