import { element } from "./dom";

export interface ColumnResizing {
  /** The width on the way, as the pointer moves. */
  readonly onDrag: (widthPx: number) => void;
  readonly onEnd: (widthPx: number) => void;
}

/**
 * The edge of a column's title that a pointer drags. It is hidden from assistive technology: by keyboard columns
 * are resized elsewhere.
 */
export function columnResizer(title: HTMLElement, { onDrag, onEnd }: ColumnResizing): HTMLElement {
  const attributes = { "aria-hidden": "true" };
  const edge = element("span", { className: "grid-resizer", attributes });
  const least = 40;
  let beganAtPx = 0;
  let beganWithPx = 0;
  const widthPx = ({ clientX }: PointerEvent): number =>
    Math.max(least, Math.round(beganWithPx + clientX - beganAtPx));
  edge.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    event.stopPropagation();
    beganAtPx = event.clientX;
    beganWithPx = title.getBoundingClientRect().width;
    edge.setPointerCapture(event.pointerId);
  });
  edge.addEventListener("pointermove", (event) => {
    if (edge.hasPointerCapture(event.pointerId)) onDrag(widthPx(event));
  });
  edge.addEventListener("pointerup", (event) => {
    if (edge.hasPointerCapture(event.pointerId) && event.clientX !== beganAtPx) {
      onEnd(widthPx(event));
    }
  });
  return edge;
}
