/**
 * The first character of the text that nobody sees, or that turns the direction of others, as a code point; line
 * breaks and tabs are none.
 */
export function invisibleIn(text: string): string | undefined {
  const found = /[\p{Cc}\p{Cf}]/u.exec(text.replaceAll(/[\n\t]/g, ""))?.[0];
  return found === undefined ? undefined : `U+${found.codePointAt(0)?.toString(16) ?? ""}`;
}
