import { expressionJudge } from "./expressionFilter";
import type { FilterInput } from "./filterInput";
import type { FilterSpec, FilterVerdict } from "./filterSpec";
import { jsonPathPredicate } from "./jsonPathFilter";
import { regexPredicate } from "./regexFilter";
import { textPredicate } from "./textFilter";

/** Decides about one message. */
export type Judge = (input: FilterInput) => FilterVerdict;

/** Throws `FilterSyntaxError`; what comes of it never throws, whatever a message holds. */
export function compileJudge(spec: FilterSpec): Judge {
  if (spec.kind === "expression") return expressionJudge(spec);
  const isHit =
    spec.kind === "text"
      ? textPredicate(spec)
      : spec.kind === "regex"
        ? regexPredicate(spec)
        : jsonPathPredicate(spec);
  return (input) => {
    try {
      return { isHit: isHit(input) };
    } catch {
      // an engine gives up on this message; the others are none of its concern
      return { isHit: false, problem: { message: "The filter cannot be used on this message." } };
    }
  };
}
