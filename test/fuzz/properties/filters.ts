import assert from "node:assert/strict";
import fc from "fast-check";
import { bytePrefilter } from "../../../src/filter/bytePrefilter";
import type { FilterInput } from "../../../src/filter/filterInput";
import { FilterSyntaxError } from "../../../src/filter/filterSyntaxError";
import { compileJudge } from "../../../src/filter/judge";
import { toFilterSpec } from "../../../src/panels/peek/filterInput";
import { textOf, textMebibytes } from "../arbitraries/text";
import { failsOnlyAs } from "../failsOnlyAs";
import { fuzzProperty, type FuzzProperty } from "../fuzzProperty";

/** The page asks for no longer ones. */
const maxFilterCharacters = 10_000;

const words = {
  regex: [
    "a",
    "(",
    ")",
    "*",
    "+",
    "{2,}",
    "{1000}",
    "[",
    "]",
    "^",
    "\\",
    "\\pL",
    "(?:",
    "|",
    "?",
    ".",
    "(?<n>",
  ],
  jsonPath: [
    "$",
    ".id",
    "..",
    "[",
    "]",
    "*",
    "?",
    "@",
    "(",
    ")",
    "==",
    "'a'",
    '"',
    "match(",
    "1e999",
    ",",
    ":",
    " >= 10",
    "contains ",
  ],
  expression: [
    "value",
    ".id",
    "(",
    ")",
    "[",
    "]",
    "==",
    "&&",
    "!",
    "-",
    "'a'",
    "1",
    "u",
    ".map(x, ",
    "has(",
    "size(",
    "?",
    ":",
    "{",
    "}",
    "matches(",
  ],
  text: ["a", "ß", "\\", "\u0000"],
} as const;

type Kind = keyof typeof words;
const kinds = Object.keys(words) as Kind[];

const anyFilter = fc
  .constantFrom(...kinds)
  .chain((kind) =>
    textOf(words[kind]).map((text) => ({ kind, text: text.slice(0, maxFilterCharacters) })),
  );

const content = fc.oneof(
  fc.json(),
  fc.constantFrom("[".repeat(3_000), '{"id":9007199254740993}', "a".repeat(5_000), "\ud800"),
  fc.string(),
);

export const filterProperties: readonly FuzzProperty[] = [
  fuzzProperty({
    title: "filters are compiled and judge any message, or are refused",
    maxMebibytes: textMebibytes,
    share: 6,
    input: fc.tuple(anyFilter, fc.boolean(), content),
    check: ([typed, isCaseSensitive, raw]) => {
      const spec = toFilterSpec({ ...typed, isCaseSensitive, parts: ["value", "headers"] });
      bytePrefilter(spec);
      bytePrefilter(spec, true);
      failsOnlyAs(FilterSyntaxError, () => {
        const { isHit } = compileJudge(spec)(inputOf(raw));
        assert.equal(typeof isHit, "boolean");
      });
    },
  }),
];

function inputOf(raw: string): FilterInput {
  return {
    topic: "orders",
    partition: 0,
    offset: 18_000n,
    timestampMs: 1_700_000_000_000n,
    key: { raw: null, isJson: false },
    value: { raw, isJson: true },
    headers: [{ key: "__proto__", value: raw }],
  };
}
