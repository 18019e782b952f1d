import { element } from "../shared/dom";
import { jsonNodes } from "./jsonTokens";

/** Above this nothing folds: every fold is a button more in the tab order. */
const maxFoldLines = 5_000;

interface OpenFold {
  readonly container: Node & ParentNode;
  /** White space before the line that opened it. */
  readonly indent: string;
}

/**
 * Indented JSON whose objects and arrays fold. The buttons hold no text: the nodes together hold exactly `text`,
 * whatever is folded. Lines that do not nest as indented JSON does stay where they are.
 */
export function jsonFolds(text: string): (Node | string)[] {
  const lines = text.split("\n");
  if (lines.length > maxFoldLines) return jsonNodes(text);
  const root = document.createDocumentFragment();
  const open: OpenFold[] = [];
  const current = (): Node & ParentNode => open.at(-1)?.container ?? root;
  lines.forEach((line, index) => {
    const rest = line.trimStart();
    const indent = line.slice(0, line.length - rest.length);
    const lineBreak = index === 0 ? "" : "\n";
    if (/^[\]}]/.test(rest) && open.at(-1)?.indent === indent) {
      // what follows stands beside the opening bracket while this is folded
      open.pop()?.container.append(lineBreak, indent);
      current().append(...jsonNodes(rest));
    } else {
      current().append(lineBreak, ...jsonNodes(line));
    }
    if (/[[{]$/.test(rest)) open.push({ container: addFold(current()), indent });
  });
  return [...root.childNodes];
}

/** Returns what is hidden when it is folded. */
function addFold(container: Node & ParentNode): HTMLElement {
  const body = element("span", { className: "json-fold-body" });
  const attributes = { type: "button", "aria-expanded": "true", "aria-label": "Fold" };
  const button = element("button", { className: "json-fold", title: "Fold", attributes });
  button.addEventListener("click", () => {
    body.hidden = !body.hidden;
    const next = body.hidden ? "Unfold" : "Fold";
    button.title = next;
    button.setAttribute("aria-label", next);
    button.setAttribute("aria-expanded", String(!body.hidden));
  });
  container.append(button, body);
  return body;
}
