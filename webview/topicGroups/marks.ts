import { formatDecimal } from "../shared/numbers";
import { svgElement } from "../shared/svg";
import type { ShownGroup, ShownRow } from "./shown";

/** Where a group stands. */
export interface Place {
  /** Of the way from the strips' left, which is as far behind as any group is, to the partition's end. */
  readonly fraction: number;
  /** Before the start, or past the end. */
  readonly isOutside: boolean;
  readonly letter: string;
}

/** How many offsets wide the strips are, one scale for all: as far as the group furthest behind is from the end. */
export function scaleOf(rows: readonly ShownRow[]): bigint {
  return rows.reduce((widest, { end, cells }) => {
    if (end === undefined) return widest;
    const behind = cells.map(({ committed }) =>
      committed === undefined || committed === null ? 0n : BigInt(end) - BigInt(committed),
    );
    return behind.reduce((most, one) => (one > most ? one : most), widest);
  }, 0n);
}

/** Closer than this, letters would lie over each other. */
const closest = 0.06;

/** Where the groups stand, from the one furthest behind to the end. */
export function placesOf(
  row: ShownRow,
  groups: readonly ShownGroup[],
  scale: bigint,
): readonly Place[] {
  return groups
    .flatMap(({ letter }, index): Place[] => {
      const place = placeOf(row, row.cells[index]?.committed, scale);
      return place === undefined ? [] : [{ ...place, letter }];
    })
    .sort((one, other) => one.fraction - other.fraction);
}

/** Letters that would lie over each other stand together, at the first of them. */
function labelsOf(places: readonly Place[]): readonly Place[] {
  const labels: Place[] = [];
  for (const place of places) {
    const last = labels.at(-1);
    if (last !== undefined && place.fraction - last.fraction < closest) {
      const isOutside = last.isOutside || place.isOutside;
      labels[labels.length - 1] = { ...last, isOutside, letter: last.letter + place.letter };
    } else {
      labels.push(place);
    }
  }
  return labels;
}

function placeOf(
  { start, end }: ShownRow,
  committed: string | null | undefined,
  scale: bigint,
): Omit<Place, "letter"> | undefined {
  if (start === undefined || end === undefined || committed === undefined || committed === null) {
    return undefined;
  }
  const [low, high, now] = [BigInt(start), BigInt(end), BigInt(committed)];
  return { fraction: fractionOf(high - now, scale), isOutside: now < low || now > high };
}

/** Of the way to the end. */
function fractionOf(behind: bigint, scale: bigint): number {
  if (behind <= 0n || scale <= 0n) return 1;
  return behind >= scale ? 0 : 1 - Number((behind * 10_000n) / scale) / 10_000;
}

/** The partition's newest part with a lettered mark at each committed offset; undefined without its ends. */
export function strip(
  row: ShownRow,
  groups: readonly ShownGroup[],
  scale: bigint,
): SVGElement | undefined {
  if (row.start === undefined || row.end === undefined) return undefined;
  const name = stripText(row, groups);
  const start = fractionOf(BigInt(row.end) - BigInt(row.start), scale);
  const drawing = svgElement("svg", { class: "strip", role: "img", "aria-label": name });
  drawing.append(
    svgElement("title", {}, name),
    svgElement("rect", {
      class: "strip-log",
      x: percent(start),
      y: 15,
      width: percent(1 - start),
      height: 6,
      rx: 1,
    }),
  );
  const places = placesOf(row, groups, scale);
  drawing.append(...places.map(mark), ...labelsOf(places).map(label));
  return drawing;
}

function mark({ fraction, isOutside }: Place): SVGElement {
  return svgElement("rect", {
    class: isOutside ? "strip-mark strip-outside" : "strip-mark",
    x: percent(fraction),
    y: 12,
    width: 2,
    height: 12,
    transform: fraction > 0.5 ? "translate(-2 0)" : "",
  });
}

function label({ fraction, isOutside, letter }: Place): SVGElement {
  return svgElement(
    "text",
    {
      class: isOutside ? "strip-letter strip-outside" : "strip-letter",
      x: percent(fraction),
      y: 10,
      "text-anchor": fraction > 0.9 ? "end" : fraction < 0.1 ? "start" : "middle",
    },
    letter,
  );
}

function percent(fraction: number): string {
  return `${(fraction * 100).toFixed(1)}%`;
}

function stripText(row: ShownRow, groups: readonly ShownGroup[]): string {
  const { start = "0", end = "0", cells } = row;
  const range = `Partition ${row.partition}: ${formatDecimal(start)} … ${formatDecimal(end)}`;
  const places = groups.flatMap(({ letter, name }, index) => {
    const committed = cells[index]?.committed;
    if (committed === undefined || committed === null) return [];
    return [`${letter} ${name} at ${formatDecimal(committed)}`];
  });
  return [range, ...places].join("\n");
}
