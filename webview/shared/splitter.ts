import { element } from "./dom";

export interface SplitterOptions {
  readonly label: string;
  /** The part of the room, in percent, that what is behind the splitter takes. */
  readonly onResize: (percent: number) => void;
}

const minPercent = 15;
const maxPercent = 85;
const stepPercent = 4;

/**
 * Divides the room of its parent, a flex box, which may be a row or a column. Moved by pointer, arrows, Home and
 * End.
 */
export class Splitter {
  readonly element: HTMLElement;
  private percent = 50;

  constructor(private readonly options: SplitterOptions) {
    const attributes = {
      role: "separator",
      tabindex: "0",
      "aria-label": options.label,
      "aria-valuemin": String(minPercent),
      "aria-valuemax": String(maxPercent),
    };
    this.element = element("div", { className: "splitter", attributes });
    this.element.addEventListener("pointerdown", (event) => {
      event.preventDefault();
      this.element.setPointerCapture(event.pointerId);
    });
    this.element.addEventListener("pointermove", (event) => {
      if (this.element.hasPointerCapture(event.pointerId)) this.moveTo(event);
    });
    this.element.addEventListener("focus", () => {
      this.tellOrientation();
    });
    this.element.addEventListener("keydown", (event) => {
      this.onKey(event);
    });
  }

  update(percent: number): void {
    this.percent = percent;
    this.element.setAttribute("aria-valuenow", String(Math.round(percent)));
  }

  private moveTo({ clientX, clientY }: PointerEvent): void {
    const room = this.element.parentElement?.getBoundingClientRect();
    if (room === undefined) return;
    const rest = this.isRow()
      ? (room.right - clientX) / room.width
      : (room.bottom - clientY) / room.height;
    this.resize(rest * 100);
  }

  private onKey(event: KeyboardEvent): void {
    const { percent } = this;
    const to = {
      ArrowLeft: percent + stepPercent,
      ArrowUp: percent + stepPercent,
      ArrowRight: percent - stepPercent,
      ArrowDown: percent - stepPercent,
      Home: maxPercent,
      End: minPercent,
    }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    this.resize(to);
  }

  private resize(percent: number): void {
    this.options.onResize(Math.max(minPercent, Math.min(maxPercent, percent)));
  }

  private isRow(): boolean {
    const { parentElement } = this.element;
    return parentElement !== null && getComputedStyle(parentElement).flexDirection === "row";
  }

  private tellOrientation(): void {
    this.element.setAttribute("aria-orientation", this.isRow() ? "vertical" : "horizontal");
  }
}
