import { svgElement } from "../shared/svg";
import { percentAt } from "./timelineLanes";

/*
 * How members look. Colour is never the only cue: every span also carries its member's label, and members beyond the
 * number of colours get a pattern over theirs.
 */

const colors = 6;
const patterns = ["", "timeline-stripes", "timeline-dots"];
/** Of the picture's width, what can just be seen. */
const leastPercent = 0.25;
/** About the width of a letter of a label. */
const letterPx = 7.5;
const gapPattern = "timeline-gap";

/** Gives the patterns their ids; to be in the document, once. */
export function patternDefinitions(): SVGElement {
  const stripes = svgElement("path", { d: "M0 8 L8 0 M-2 2 L2 -2 M6 10 L10 6", class: "pattern" });
  const dots = svgElement("circle", { cx: 3, cy: 3, r: 1, class: "pattern-dot" });
  const gap = svgElement("path", { d: "M0 6 L6 0 M-2 2 L2 -2 M4 8 L8 4", class: "pattern-gap" });
  return svgElement(
    "svg",
    { class: "pattern-definitions", width: 0, height: 0, "aria-hidden": "true" },
    svgElement(
      "defs",
      {},
      pattern("timeline-stripes", 8, stripes),
      pattern("timeline-dots", 6, dots),
      pattern(gapPattern, 6, gap),
    ),
  );
}

function pattern(id: string, size: number, drawing: SVGElement): SVGElement {
  return svgElement(
    "pattern",
    { id, width: size, height: size, patternUnits: "userSpaceOnUse" },
    drawing,
  );
}

/** A member's box, to be laid in what has the size. Undefined: nobody's. */
export function memberBox(colorIndex: number | undefined): SVGElement[] {
  const size = { width: "100%", height: "100%", rx: 2 };
  if (colorIndex === undefined) {
    const hatch = svgElement("rect", { ...size, fill: `url(#${gapPattern})` });
    return [svgElement("rect", { ...size, class: "box box-gap" }), hatch];
  }
  const box = svgElement("rect", { ...size, class: `box box-${colorIndex % colors}` });
  const id = patterns[Math.floor(colorIndex / colors) % patterns.length] ?? "";
  return id === "" ? [box] : [box, svgElement("rect", { ...size, fill: `url(#${id})` })];
}

/** The times that are drawn, and how wide. */
export interface TimeRange {
  readonly fromMs: number;
  readonly toMs: number;
  readonly widthPx: number;
}

/** Puts a nested drawing where its time is. The shortest can still be seen; a label that does not fit is left out. */
export function placeInTime(
  drawing: SVGElement,
  { fromMs, toMs }: { readonly fromMs: number; readonly toMs: number },
  label: string,
  range: TimeRange,
): void {
  const from = percentAt(fromMs, range);
  const width = percentAt(toMs, range) - from;
  drawing.setAttribute("x", `${from.toFixed(3)}%`);
  drawing.setAttribute("width", `${Math.max(leastPercent, width).toFixed(3)}%`);
  const labelPx = label.length * letterPx + 10;
  drawing.classList.toggle("is-narrow", (width / 100) * range.widthPx < labelPx);
}
