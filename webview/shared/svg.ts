import { setAttributes } from "./dom";

/** Builds a drawing's element. Text goes in as text nodes only. */
export function svgElement<K extends keyof SVGElementTagNameMap>(
  tag: K,
  attributes: Readonly<Record<string, string | number>> = {},
  ...children: readonly (Node | string)[]
): SVGElementTagNameMap[K] {
  const built = document.createElementNS("http://www.w3.org/2000/svg", tag);
  setAttributes(
    built,
    Object.fromEntries(Object.entries(attributes).map(([name, value]) => [name, String(value)])),
  );
  built.append(...children);
  return built;
}
