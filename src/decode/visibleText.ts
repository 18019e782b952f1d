export interface VisibleTextOptions {
  /** Keep tabs and line breaks as they are, for text shown in several lines. */
  readonly keepLines?: boolean;
}

/**
 * Text of a broker with everything invisible made visible: line breaks as ↵, tabs as ⇥, all else that does not
 * print, has no width or turns the reading direction as ⟨U+202E⟩. Nothing is dropped. For showing only: copy from
 * the original.
 */
export function visibleText(text: string, { keepLines = false }: VisibleTextOptions = {}): string {
  return text.replace(invisible, (character) => {
    if (keepLines && (character === "\n" || character === "\t")) return character;
    return pictureOf(character);
  });
}

/** C0, DEL, C1, soft hyphen, format characters (zero width, bidi, tags), line separators, lone surrogates. */
const invisible = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Co}\p{Noncharacter_Code_Point}]/gu;

function pictureOf(character: string): string {
  if (character === "\n") return "↵";
  if (character === "\t") return "⇥";
  const code = character.codePointAt(0) ?? 0;
  return `⟨U+${code.toString(16).toUpperCase().padStart(4, "0")}⟩`;
}

/** The same in one line, for a cell or a label, with at most `maxCharacters` and "…" when cut. */
export function visibleLine(text: string, maxCharacters: number): string {
  // Never cuts between the halves of a pair: the loop walks code points.
  const kept: string[] = [];
  let isCut = false;
  for (const character of text) {
    if (kept.length === maxCharacters) {
      isCut = true;
      break;
    }
    kept.push(character);
  }
  return visibleText(kept.join("")) + (isCut ? "…" : "");
}
