import type { FormatNumber } from "../ui/numberFormat";
import { counted } from "../ui/numberFormat";
import type { ArrangedRows } from "./arrangeRows";

/** `9`, or `3 of 9 groups` where not all of them are shown. */
export function shownCount(
  count: number,
  arranged: Pick<ArrangedRows, "shown" | "of"> | undefined,
  noun: string,
  format: FormatNumber,
): string {
  if (arranged === undefined) return format(count);
  const { shown, of } = arranged;
  return shown === of ? format(of) : `${format(shown)} of ${counted(of, noun, format)}`;
}

/** A count that is worth a line only when there is something to count. */
export function someText(count: number | undefined): string | undefined {
  return count === undefined || count === 0 ? undefined : count.toString();
}
