/** How integers that a JavaScript number does not hold exactly are given: the text decides, not its rounded value. */
export type IntegerPolicy = "bigint" | "bigintWhereNeeded" | "number";

/** Parses JSON without rounding integers. Throws `SyntaxError`, or `RangeError` when it is nested too deep. */
export function parseExactJson(text: string, integers: IntegerPolicy): unknown {
  if (integers === "number") return JSON.parse(text);
  const revive = (_key: string, value: unknown, context?: { readonly source?: string }): unknown =>
    typeof value === "number" ? exactNumber(value, context?.source, integers) : value;
  return JSON.parse(text, revive);
}

function exactNumber(
  value: number,
  source: string | undefined,
  integers: IntegerPolicy,
): number | bigint {
  if (source === undefined || !/^-?\d+$/.test(source)) return value;
  if (integers === "bigintWhereNeeded" && Number.isSafeInteger(value)) return value;
  return BigInt(source);
}
