/** Above this a text is not looked at as JSON: parsing it would be felt. */
export const maxJsonCharacters = 1024 * 1024;

/** Text that is nested deeper, or would grow longer by its indent, is left as it is. */
const maxDepth = 100;
const maxPrettyCharacters = 4 * 1024 * 1024;

/**
 * A JSON object or array with two spaces of indent, or undefined when `text` is not one (or too
 * long to look at, or too deep to indent).
 * Only white space between tokens changes. Numbers keep their digits (9007199254740993, 1.10, 1e400), strings
 * their escapes, objects their order and repeated keys: a parser's values would lose all of these.
 */
export function prettyJson(text: string): string | undefined {
  if (text.length > maxJsonCharacters || !/^\s*[[{]/.test(text) || !isJson(text)) return undefined;
  return indent(text);
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** A string, a bracket or separator, or a run of anything else that is not white space. */
const tokens = /"(?:[^"\\]|\\.)*"|[[\]{},:]|[^\s[\]{},:"]+/gs;

function indent(valid: string): string | undefined {
  const parts: string[] = [];
  let length = 0;
  let depth = 0;
  let previous = "";
  const add = (part: string): void => {
    parts.push(part);
    length += part.length;
  };
  const addLine = (): void => {
    add(`\n${"  ".repeat(depth)}`);
  };
  for (const [token] of valid.matchAll(tokens)) {
    const isClose = token === "}" || token === "]";
    const wasOpen = previous === "{" || previous === "[";
    if (isClose) depth--;
    if (isClose ? !wasOpen : wasOpen || previous === ",") addLine();
    add(token === ":" ? ": " : token);
    if (token === "{" || token === "[") depth++;
    if (depth > maxDepth || length > maxPrettyCharacters) return undefined;
    previous = token;
  }
  return parts.join("");
}
