import { formatNumber } from "../shared/numbers";
import { svgElement } from "../shared/svg";

export type Trend = readonly (number | null)[];

const width = 100;
const height = 16;
const inset = 1.5;

/**
 * A line of the lag over the readings, oldest first, as wide as its place; a gap where the lag could not be told.
 * Undefined before there are two readings.
 */
export function sparkline(trend: Trend): SVGElement | undefined {
  const known = trend.filter((value) => value !== null);
  if (known.length < 2) return undefined;
  const name = trendText(trend) ?? "";
  const drawing = svgElement("svg", {
    class: "sparkline",
    viewBox: `0 0 ${width} ${height}`,
    preserveAspectRatio: "none",
    role: "img",
    "aria-label": name,
  });
  drawing.append(svgElement("title", {}, name));
  for (const line of lines(trend, Math.min(...known), Math.max(...known))) {
    drawing.append(svgElement("polyline", { points: line, "vector-effect": "non-scaling-stroke" }));
  }
  return drawing;
}

/** "Lag over 12 readings: from 1,204 to 867, falling" */
export function trendText(trend: Trend): string | undefined {
  const known = trend.filter((value) => value !== null);
  const [first, last] = [known[0], known.at(-1)];
  if (first === undefined || last === undefined || known.length < 2) return undefined;
  const way = last < first ? "falling" : last > first ? "growing" : "steady";
  const over = `Lag over ${formatNumber(known.length)} readings`;
  return way === "steady" && known.every((value) => value === first)
    ? `${over}: ${formatNumber(first)}, steady`
    : `${over}: from ${formatNumber(first)} to ${formatNumber(last)}, ${way}`;
}

/** A trend that never changes lies at the bottom when it is zero, else in the middle. */
function lines(trend: Trend, min: number, max: number): string[] {
  const y = (value: number): number => {
    if (max === min) return max === 0 ? height - inset : height / 2;
    return height - inset - ((value - min) / (max - min)) * (height - 2 * inset);
  };
  const step = width / (trend.length - 1);
  const found: string[][] = [[]];
  for (const [index, value] of trend.entries()) {
    if (value === null) found.push([]);
    else found.at(-1)?.push(`${(index * step).toFixed(2)},${y(value).toFixed(2)}`);
  }
  return found.filter((points) => points.length > 0).map((points) => points.join(" "));
}
