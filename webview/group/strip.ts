import type { GroupPartitionRow } from "../../src/panels/group/protocol";
import { formatDecimal, formatNumber } from "../shared/numbers";
import { svgElement } from "../shared/svg";

/**
 * The partition from its start to its end as a bar, with the committed offset in it. One that lies outside is marked
 * at the side it is past. Undefined where the offsets are not known.
 */
export function strip(row: GroupPartitionRow): SVGElement | undefined {
  const name = stripText(row);
  const at = committedFraction(row);
  if (name === undefined) return undefined;
  const drawing = svgElement("svg", { class: "strip", role: "img", "aria-label": name });
  drawing.append(
    svgElement("title", {}, name),
    svgElement("rect", { class: "strip-log", y: "4", width: "100%", height: "6", rx: "1" }),
  );
  if (at === undefined) return drawing;
  const done = `${(at.fraction * 100).toFixed(1)}%`;
  drawing.append(
    svgElement("rect", { class: "strip-done", y: "4", width: done, height: "6", rx: "1" }),
    svgElement("rect", {
      class: at.isOutside ? "strip-mark strip-outside" : "strip-mark",
      x: done,
      y: "1",
      width: "2",
      height: "12",
      transform: at.fraction > 0.5 ? "translate(-2 0)" : "",
    }),
  );
  return drawing;
}

interface Place {
  /** Of the way from start to end. */
  readonly fraction: number;
  readonly isOutside: boolean;
}

/** An empty partition is consumed to its end. */
export function committedFraction(row: GroupPartitionRow): Place | undefined {
  const { start, end, committed } = row;
  if (start === undefined || end === undefined) return undefined;
  if (committed === undefined || committed === null) return undefined;
  const [low, high, now] = [BigInt(start), BigInt(end), BigInt(committed)];
  if (now < low) return { fraction: 0, isOutside: true };
  if (now > high) return { fraction: 1, isOutside: true };
  if (low === high) return { fraction: 1, isOutside: false };
  return { fraction: Number(((now - low) * 10_000n) / (high - low)) / 10_000, isOutside: false };
}

function stripText(row: GroupPartitionRow): string | undefined {
  const { start, end, committed } = row;
  if (start === undefined || end === undefined) return undefined;
  const range = `${formatDecimal(start)} … ${formatDecimal(end)}`;
  if (committed === undefined || committed === null) return `${range}, no commit`;
  const at = committedFraction(row);
  const place = `${range}, committed ${formatDecimal(committed)}`;
  if (at === undefined) return place;
  if (at.isOutside) return `${place}, ${at.fraction === 0 ? "before the start" : "past the end"}`;
  if (start === end) return `${place}, empty`;
  const percent = formatNumber(Math.floor(at.fraction * 1000) / 10, { maximumFractionDigits: 1 });
  return `${place}: ${percent} % of it is behind`;
}
