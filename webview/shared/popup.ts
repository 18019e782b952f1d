import { element } from "./dom";

/**
 * A button that opens a panel under it. Escape closes it and goes back to the button; so does leaving it by Tab
 * or by pressing elsewhere.
 */
export class Popup {
  readonly element: HTMLElement;
  private isOpenNow = false;

  constructor(
    private readonly opener: HTMLElement,
    private readonly panel: HTMLElement,
    /** Called each time before it is shown. */
    private readonly onOpen: () => void,
  ) {
    panel.classList.add("popup");
    this.element = element("div", { className: "popup-anchor" }, opener, panel);
    this.show(false);
    this.listen();
  }

  get isOpen(): boolean {
    return this.isOpenNow;
  }

  toggle(): void {
    if (this.isOpenNow) this.close();
    else this.open();
  }

  open(): void {
    this.show(true);
    this.onOpen();
    this.keepInSight();
  }

  close(): void {
    this.show(false);
    this.opener.focus();
  }

  private show(isOpen: boolean): void {
    this.isOpenNow = isOpen;
    this.panel.hidden = !isOpen;
    this.opener.setAttribute("aria-expanded", String(isOpen));
  }

  /** Opens to the side, and up or down, where there is room. */
  private keepInSight(): void {
    this.panel.classList.remove("popup-end", "popup-up");
    const { right, bottom, height } = this.panel.getBoundingClientRect();
    const { top } = this.opener.getBoundingClientRect();
    this.panel.classList.toggle("popup-end", right > window.innerWidth);
    this.panel.classList.toggle("popup-up", bottom > window.innerHeight && top > height);
  }

  private listen(): void {
    this.element.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !this.isOpenNow) return;
      event.stopPropagation();
      this.close();
    });
    this.element.addEventListener("focusout", (event) => {
      const to = event.relatedTarget;
      if (to instanceof Node && !this.element.contains(to)) this.show(false);
    });
    document.addEventListener("pointerdown", (event) => {
      const at = event.target;
      if (at instanceof Node && !this.element.contains(at)) this.show(false);
    });
  }
}
