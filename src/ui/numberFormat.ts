/** Turns a count or an offset into text with the locale's separators. */
export type FormatNumber = (value: bigint | number) => string;

/** English for a language that is no locale: an editor may be told to use any. */
export function numberLocale(language: string): string {
  try {
    return Intl.getCanonicalLocales(language)[0] ?? "en";
  } catch {
    return "en";
  }
}

export function numberFormatter(language: string): FormatNumber {
  const format = new Intl.NumberFormat(numberLocale(language));
  return (value) => format.format(value);
}

/** `1 member`, `2 members`. */
export function counted(count: number | bigint, noun: string, format: FormatNumber): string {
  return `${format(count)} ${noun}${BigInt(count) === 1n ? "" : "s"}`;
}
