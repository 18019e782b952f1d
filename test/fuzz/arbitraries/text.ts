import fc from "fast-check";

/** Repeated rarely so often: what takes time by the square of its input, or a stack by its depth, then shows. */
const times = fc.oneof(
  { weight: 200, arbitrary: fc.constant(1) },
  { weight: 20, arbitrary: fc.integer({ min: 2, max: 50 }) },
  { weight: 1, arbitrary: fc.constantFrom(1_000, 20_000) },
);

/** What reading the longest of these texts may allocate: words and their garbage, in proportion to the text. */
export const textMebibytes = 200;

/** The words in any order, some again and again, with any text between them. */
export function textOf(words: readonly string[], maxWords = 12): fc.Arbitrary<string> {
  const word = fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(...words) },
    { weight: 1, arbitrary: fc.string({ maxLength: 8 }) },
    { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 8 }) },
  );
  return fc
    .array(fc.tuple(word, times), { maxLength: maxWords })
    .map((parts) => parts.map(([part, count]) => part.repeat(count)).join(""));
}

/** Part of a sample, with words put in: what a hand or a broken program makes of it. */
export function changedText(
  samples: readonly string[],
  words: readonly string[],
): fc.Arbitrary<string> {
  return fc
    .tuple(fc.constantFrom(...samples), fc.nat(0xffff), fc.nat(40), textOf(words, 3))
    .map(([sample, at, length, inserted]) => {
      const start = at % (sample.length + 1);
      return sample.slice(0, start) + inserted + sample.slice(start + length);
    });
}
