/** What a node may contain: nodes, or text that is only ever set as text. */
export type Child = Node | string | undefined;

export interface ElementOptions {
  readonly className?: string;
  readonly title?: string;
  readonly attributes?: Readonly<Record<string, string>>;
}

/** Builds an element. There is no way to pass markup: strings become text nodes. */
export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  options: ElementOptions = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  const built = document.createElement(tag);
  if (options.className !== undefined) built.className = options.className;
  if (options.title !== undefined) built.title = options.title;
  setAttributes(built, options.attributes ?? {});
  built.append(...children.filter((child) => child !== undefined));
  return built;
}

export function setAttributes(target: Element, attributes: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(attributes)) target.setAttribute(name, value);
}

/** A codicon, hidden from assistive technology: its neighbour or its button says what it means. */
export function icon(name: string): HTMLElement {
  return element("span", {
    className: `codicon codicon-${name}`,
    attributes: { "aria-hidden": "true" },
  });
}
