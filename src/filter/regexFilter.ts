import { RE2JS, RE2JSSyntaxException } from "re2js";
import type { FilterInput } from "./filterInput";
import { FilterSyntaxError } from "./filterSyntaxError";
import type { RegexFilterSpec } from "./filterSpec";
import { textsOf } from "./textFilter";

/** Takes time in proportion to the text, whatever the pattern. Throws `FilterSyntaxError`. */
export function regexPredicate(spec: RegexFilterSpec): (input: FilterInput) => boolean {
  const compiled = compile(spec);
  return (input) => {
    for (const text of textsOf(input, spec.parts)) {
      if (compiled.matcher(text).find()) return true;
    }
    return false;
  };
}

function compile({ pattern, isCaseSensitive }: RegexFilterSpec): RE2JS {
  try {
    return RE2JS.compile(pattern, isCaseSensitive ? 0 : RE2JS.CASE_INSENSITIVE);
  } catch (error) {
    if (!(error instanceof RE2JSSyntaxException)) throw error;
    const about = error.getPattern();
    const position = about === null ? -1 : pattern.indexOf(about);
    throw new FilterSyntaxError(
      `The regular expression cannot be read: ${error.getDescription()}.`,
      position < 0 ? undefined : position,
    );
  }
}
