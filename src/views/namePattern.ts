/**
 * Whether the whole name is like the pattern: `*` stands for any text, `?` for one character, capitals do not matter.
 * Takes at most as many steps as pattern times name, whatever either of them is.
 */
export function matchesPattern(pattern: string, name: string): boolean {
  const [wanted, text] = [pattern.toLowerCase(), name.toLowerCase()];
  let [at, from] = [0, 0];
  // where the last star stands, and where the text behind what it stands for begins
  let [star, resume] = [-1, 0];
  while (from < text.length) {
    const sign = wanted[at];
    if (sign === "*") {
      star = at++;
      resume = from;
    } else if (sign !== undefined && (sign === "?" || sign === text[from])) {
      at++;
      from++;
    } else if (star >= 0) {
      at = star + 1;
      from = ++resume;
    } else {
      return false;
    }
  }
  while (wanted[at] === "*") at++;
  return at === wanted.length;
}

/** A pattern for the whole name; a word without `*` and `?` may stand anywhere in it. */
export function matchesWord(word: string, name: string): boolean {
  return /[*?]/.test(word)
    ? matchesPattern(word, name)
    : name.toLowerCase().includes(word.toLowerCase());
}
