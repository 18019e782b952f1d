/*
 * Numbers as VS Code's own language writes them, the same as in the tree: the host names the locale on the page's
 * first element. Never through a floating point number where they may be int64.
 */

export function formatNumber(
  value: bigint | number,
  options?: { maximumFractionDigits: 0 | 1 },
): string {
  return value.toLocaleString(document.documentElement.dataset["numberLocale"] ?? "en", options);
}

/** An int64 in decimal digits, with the locale's separators. */
export function formatDecimal(digits: string): string {
  return formatNumber(BigInt(digits));
}
