import { JSDOM } from "jsdom";

/** Globals that page code reads by name. */
const names = [
  "document",
  "window",
  "Node",
  "Element",
  "HTMLElement",
  "KeyboardEvent",
  "AbortController",
  "getComputedStyle",
] as const;

/**
 * A document under jsdom that page code sees as its own, until `close`. Nothing is laid out there: every element
 * is said to be `heightPx` high, so that virtualised rows are drawn.
 */
export class JsdomPage {
  readonly root: HTMLElement;
  private readonly dom: JSDOM;
  private readonly before = new Map<string, unknown>();

  constructor({ heightPx = 220 }: { readonly heightPx?: number } = {}) {
    const html =
      '<!DOCTYPE html><html lang="en"><title>Page</title><body><main id="root"></main></body></html>';
    this.dom = new JSDOM(html, { pretendToBeVisual: true });
    const { window } = this.dom;
    Object.defineProperties(window.HTMLElement.prototype, {
      offsetHeight: { get: () => heightPx },
      offsetWidth: { get: () => 1000 },
      clientHeight: { get: () => heightPx },
      clientWidth: { get: () => 1000 },
    });
    const globals = globalThis as unknown as Record<string, unknown>;
    for (const name of names) {
      this.before.set(name, globals[name]);
      globals[name] = window[name];
    }
    const root = window.document.getElementById("root");
    if (root === null) throw new Error("no root");
    this.root = root;
  }

  /** Presses a key where the focus is. */
  press(key: string, modifiers: { readonly ctrlKey?: boolean } = {}): void {
    const target = this.document.activeElement ?? this.document.body;
    const options = { key, bubbles: true, cancelable: true, ...modifiers };
    target.dispatchEvent(new this.dom.window.KeyboardEvent("keydown", options));
  }

  /** Presses the pointer's main button on an element, and clicks. */
  click(target: Element): void {
    const { MouseEvent } = this.dom.window;
    target.dispatchEvent(new MouseEvent("mousedown", { bubbles: true, button: 0 }));
    target.dispatchEvent(new MouseEvent("click", { bubbles: true, button: 0 }));
  }

  /** Chooses in a control of the toolkit, as the toolkit tells it. */
  choose(control: Element, value: string): void {
    Object.assign(control, { value });
    const { Event } = this.dom.window;
    control.dispatchEvent(new Event("input", { bubbles: true }));
    control.dispatchEvent(new Event("change", { bubbles: true }));
  }

  /** The first element that matches; fails when there is none. */
  find(selector: string): HTMLElement {
    const found = this.root.querySelector<HTMLElement>(selector);
    if (found === null) throw new Error(`Nothing matches ${selector}.`);
    return found;
  }

  findAll(selector: string): HTMLElement[] {
    return [...this.root.querySelectorAll<HTMLElement>(selector)];
  }

  get document(): Document {
    return this.dom.window.document;
  }

  close(): void {
    this.dom.window.close();
    const globals = globalThis as unknown as Record<string, unknown>;
    for (const [name, value] of this.before) globals[name] = value;
  }
}
