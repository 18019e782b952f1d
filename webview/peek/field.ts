import { element } from "../shared/dom";
import { explanationOf } from "../shared/glossary";

/** A word and its controls. Each control has a name of its own: the word beside it is for the eye. */
export function field(label: string, ...controls: readonly HTMLElement[]): HTMLElement {
  const attributes = { "aria-hidden": "true" };
  const title = explanationOf(label) ?? "";
  const text = element("span", { className: "field-label", title, attributes }, label);
  return element("div", { className: "field" }, text, ...controls);
}

/** Controls that wrap as one. */
export function group(...controls: readonly HTMLElement[]): HTMLElement {
  return element("div", { className: "field" }, ...controls);
}
