import { element } from "./dom";

export interface MenuItem {
  readonly label: string;
  /** Why it cannot be chosen now: a sentence, shown under its label. */
  readonly obstacle?: string | undefined;
  readonly onChoose: () => void;
}

export interface MenuOptions {
  readonly label: string;
  /** Where its corner is, in the window; it moves where there is no room. */
  readonly at: { readonly x: number; readonly y: number };
  readonly items: readonly MenuItem[];
  /** Before the chosen item acts, and when nothing was chosen: to put the focus back. */
  readonly onClosed: () => void;
}

/**
 * A menu by the ARIA pattern: arrows, Home and End move, Enter and Space choose, Escape, Tab and a press elsewhere
 * close. Items that cannot be chosen are reached too, so that their reason is read.
 */
export function openMenu({ label, at, items, onClosed }: MenuOptions): void {
  const attributes = { role: "menu", "aria-label": label };
  const menu = element("div", { className: "menu", attributes });
  const listeners = new AbortController();
  const close = (): void => {
    if (listeners.signal.aborted) return;
    listeners.abort();
    menu.remove();
    onClosed();
  };
  const built = items.map((item) => menuItem(item, close));
  menu.append(...built);
  menu.addEventListener("keydown", (event) => {
    const isKnown = event.key === "Escape" || event.key === "Tab" ? true : moved(built, event.key);
    if (!isKnown) return;
    event.preventDefault();
    event.stopPropagation();
    if (event.key === "Escape" || event.key === "Tab") close();
  });
  const closeOutside = ({ target }: Event): void => {
    if (!(target instanceof Node && menu.contains(target))) close();
  };
  document.addEventListener("pointerdown", closeOutside, { signal: listeners.signal });
  window.addEventListener("blur", close, { signal: listeners.signal });
  // Inside a landmark, as every page's content is to be.
  (document.querySelector("main") ?? document.body).append(menu);
  place(menu, at);
  built[0]?.focus();
}

function menuItem({ label, obstacle, onChoose }: MenuItem, close: () => void): HTMLElement {
  const attributes = { type: "button", role: "menuitem", tabindex: "-1" };
  const built = element("button", { className: "menu-item", attributes }, label);
  if (obstacle !== undefined) {
    built.setAttribute("aria-disabled", "true");
    built.append(element("span", { className: "menu-obstacle" }, obstacle));
    return built;
  }
  built.addEventListener("click", () => {
    close();
    onChoose();
  });
  return built;
}

/** Whether the key was one that moves. */
function moved(items: readonly HTMLElement[], key: string): boolean {
  const at = items.findIndex((one) => one === document.activeElement);
  const last = items.length - 1;
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: last }[key];
  if (to === undefined) return false;
  items[to < 0 ? last : to > last ? 0 : to]?.focus();
  return true;
}

function place(menu: HTMLElement, { x, y }: MenuOptions["at"]): void {
  const { width, height } = menu.getBoundingClientRect();
  const left = Math.max(0, Math.min(x, window.innerWidth - width - 4));
  const top = Math.max(0, Math.min(y, window.innerHeight - height - 4));
  menu.style.left = `${left}px`;
  menu.style.top = `${top}px`;
}
