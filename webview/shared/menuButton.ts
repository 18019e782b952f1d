import { button } from "./controls";
import type { ButtonOptions } from "./controls";
import { openMenu } from "./menu";
import type { MenuItem } from "./menu";

/** A button that opens a menu under it; `items` is asked each time. */
export function menuButton(
  options: Omit<ButtonOptions, "onClick">,
  items: () => readonly MenuItem[],
): HTMLElement {
  const built = button({
    ...options,
    onClick: () => {
      const { left, bottom } = built.getBoundingClientRect();
      built.setAttribute("aria-expanded", "true");
      openMenu({
        label: options.label,
        at: { x: left, y: bottom },
        items: items(),
        onClosed: () => {
          built.setAttribute("aria-expanded", "false");
          built.focus();
        },
      });
    },
  });
  built.setAttribute("aria-haspopup", "menu");
  built.setAttribute("aria-expanded", "false");
  return built;
}
