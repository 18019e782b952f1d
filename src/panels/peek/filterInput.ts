import type { FilterSpec as MessageFilterSpec, JsonComparison } from "../../filter/filterSpec";
import { KafkaError } from "../../kafka/errors";
import type { FilterSpec } from "./protocol/query";

/** The filter that a person's text stands for. @throws KafkaError `invalidInput` when it has no part to look in */
export function toFilterSpec(spec: FilterSpec): MessageFilterSpec {
  const { kind, text, isCaseSensitive, parts } = spec;
  switch (kind) {
    case "text":
    case "regex": {
      if (parts.length === 0) {
        const reason = "Choose where to look: in keys, values or headers.";
        throw new KafkaError(reason, { kind: "invalidInput" });
      }
      if (kind === "text") return { kind, text, isCaseSensitive, parts };
      return { kind, pattern: text, isCaseSensitive, parts };
    }
    case "jsonPath": {
      const isKey = parts.includes("key") && !parts.includes("value");
      return { kind, ...splitComparison(text), part: isKey ? "key" : "value" };
    }
    case "expression":
      return { kind, expression: text };
  }
}

const comparison = /^\s*(!=|<=|>=|=|<|>|contains\b)\s*(.*)$/s;

/** "$.order.total >= 10": the path, and what it is compared with. Brackets and quotes belong to the path. */
function splitComparison(text: string): {
  readonly path: string;
  readonly comparison?: JsonComparison;
} {
  let depth = 0;
  let quote: string | undefined;
  for (let at = 0; at < text.length; at++) {
    const character = text.charAt(at);
    if (quote !== undefined) {
      if (character === "\\") at++;
      else if (character === quote) quote = undefined;
    } else if (character === '"' || character === "'") quote = character;
    else if (character === "[" || character === "(") depth++;
    else if (character === "]" || character === ")") depth--;
    else if (depth === 0 && /[\s=<>!]/.test(character)) {
      const found = comparison.exec(text.slice(at));
      if (found === null) continue;
      const [, operator, operand = ""] = found;
      return {
        path: text.slice(0, at).trim(),
        comparison: { operator: operator as JsonComparison["operator"], operand },
      };
    }
  }
  return { path: text.trim() };
}
