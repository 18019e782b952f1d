import type { Message } from "../kafka/model";
import type { FilterContent, FilterInput } from "./filterInput";
import type { FilterPart, TextFilterSpec } from "./filterSpec";

/** True of a message that holds the text in one of the parts, in its bytes or in what they were decoded to. */
export function textPredicate(spec: TextFilterSpec): (input: FilterInput) => boolean {
  const wanted = fold(spec.text, spec.isCaseSensitive);
  return (input) => {
    for (const text of textsOf(input, spec.parts)) {
      if (fold(text, spec.isCaseSensitive).includes(wanted)) return true;
    }
    return false;
  };
}

/** The same over undecoded bytes, without making text of them. Case-sensitive filters only. */
export function bytesPredicate(spec: TextFilterSpec): (message: Message) => boolean {
  const wanted = Buffer.from(spec.text);
  const holds = (bytes: Buffer | undefined): boolean => bytes?.includes(wanted) ?? false;
  const looksIn = new Set(spec.parts);
  return ({ key, value, headers }) =>
    (looksIn.has("key") && holds(key)) ||
    (looksIn.has("value") && holds(value)) ||
    (looksIn.has("headers") &&
      headers.some((header) => header.key.includes(spec.text) || holds(header.value)));
}

/** Every text of the parts, each by itself. */
export function* textsOf(input: FilterInput, parts: readonly FilterPart[]): Generator<string> {
  for (const part of parts) {
    if (part !== "headers") {
      yield* textsOfContent(input[part]);
      continue;
    }
    for (const { key, value } of input.headers) {
      yield key;
      if (value !== null) yield value;
    }
  }
}

function* textsOfContent({ raw, decoded }: FilterContent): Generator<string> {
  if (raw !== null) yield raw;
  if (decoded !== undefined) yield decoded;
}

function fold(text: string, isCaseSensitive: boolean): string {
  // a sigma is written otherwise at the end of a word, and what is looked for may be part of one
  return isCaseSensitive ? text : text.toLowerCase().replaceAll("ς", "σ");
}
