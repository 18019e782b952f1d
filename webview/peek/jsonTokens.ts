import { element } from "../shared/dom";

const tokens =
  /(?<name>"(?:[^"\\]|\\.)*")(?=\s*:)|(?<string>"(?:[^"\\]|\\.)*")|(?<number>-?\d[\d.eE+-]*)|(?<word>true|false|null)/g;

/** Above this a text stays of one colour: every token is an element. */
const maxTokens = 20_000;

/** Indented JSON as text nodes and coloured spans. Together they hold exactly `text`. */
export function jsonNodes(text: string): (Node | string)[] {
  const nodes: (Node | string)[] = [];
  let end = 0;
  for (const match of text.matchAll(tokens)) {
    if (nodes.length > maxTokens) return [text];
    if (match.index > end) nodes.push(text.slice(end, match.index));
    nodes.push(element("span", { className: `json-${kindOf(match.groups)}` }, match[0]));
    end = match.index + match[0].length;
  }
  if (end < text.length) nodes.push(text.slice(end));
  return nodes;
}

function kindOf(groups: Readonly<Record<string, string | undefined>> | undefined): string {
  const found = Object.entries(groups ?? {}).find(([, text]) => text !== undefined);
  return found?.[0] ?? "word";
}
