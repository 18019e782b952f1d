/**
 * Enter or F2 in a cell goes to what is in it: into its field, or on the button that is a link. A digit begins to type
 * in the field. Cells without any of these keep the grid's own keys.
 */
export function cellKey(grid: HTMLElement): void {
  grid.addEventListener(
    "keydown",
    (event) => {
      const cell = event.target;
      if (!(cell instanceof HTMLElement) || !cell.matches("[role=gridcell]")) return;
      const isEnter = event.key === "Enter" || event.key === "F2";
      const isDigit = /^\d$/.test(event.key) && !event.ctrlKey && !event.metaKey && !event.altKey;
      const field = cell.querySelector<HTMLInputElement>("input");
      if (field !== null && (isEnter || isDigit)) {
        field.focus({ preventScroll: true });
        // the digit itself is typed into the field, whose text is selected
        if (isDigit) return;
      } else {
        const link = cell.querySelector<HTMLElement>("button.link");
        if (link === null || !isEnter) return;
        link.click();
      }
      event.preventDefault();
      event.stopPropagation();
    },
    { capture: true },
  );
}
