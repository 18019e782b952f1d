export interface PageKeyEvents {
  readonly onFilter: () => void;
  readonly onGoTo: () => void;
  readonly onCompare: () => void;
  readonly onEscape: () => void;
}

/** Controls that need letters for themselves. */
const typing = "vscode-text-field, vscode-dropdown, input, textarea, select, [role=menu]";

/** The page's keys, where they are not typed: `/` filter, `g` go to, `c` compare, Escape. */
export function listenForPageKeys(root: HTMLElement, events: PageKeyEvents): void {
  root.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape") {
      events.onEscape();
      return;
    }
    const { target } = event;
    if (target instanceof Element && target.closest(typing) !== null) return;
    const act = { "/": events.onFilter, g: events.onGoTo, c: events.onCompare }[event.key];
    if (act === undefined) return;
    event.preventDefault();
    act();
  });
}
