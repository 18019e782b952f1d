import { visibleText } from "./visibleText";

/** In valid JSON, what is invisible and no white space of JSON stands in strings only, where an escape means the same. */
export function escapeInvisible(json: string): string {
  return json.replace(/[^\t\n\r\x20-\x7e]/gu, (character) => {
    if (visibleText(character) === character) return character;
    return Array.from({ length: character.length }, (_, at) => {
      const unit = character.charCodeAt(at).toString(16).padStart(4, "0");
      return `\\u${unit}`;
    }).join("");
  });
}
