import assert from "node:assert/strict";
import fc from "fast-check";
import { bytePrefilter } from "../../../src/filter/bytePrefilter";
import { toFilterInput } from "../../../src/filter/filterInput";
import type {
  FilterPart,
  FilterSpec,
  FilterVerdict,
  JsonComparison,
} from "../../../src/filter/filterSpec";
import { FilterSyntaxError } from "../../../src/filter/filterSyntaxError";
import { compileJudge } from "../../../src/filter/judge";
import { bytesPredicate } from "../../../src/filter/textFilter";
import type { Message } from "../../../src/kafka/model";
import type { MessageDraft } from "../../support/memoryLog";
import { messageOf } from "../../support/messages";

const everywhere: readonly FilterPart[] = ["key", "value", "headers"];

async function judge(spec: FilterSpec, draft: MessageDraft): Promise<FilterVerdict> {
  return compileJudge(spec)(await toFilterInput(messageOf(draft), undefined));
}

async function isHit(spec: FilterSpec, draft: MessageDraft): Promise<boolean> {
  return (await judge(spec, draft)).isHit;
}

function path(text: string, comparison?: JsonComparison): FilterSpec {
  return {
    kind: "jsonPath",
    part: "value",
    path: text,
    ...(comparison === undefined ? {} : { comparison }),
  };
}

function syntaxError(spec: FilterSpec): FilterSyntaxError {
  try {
    compileJudge(spec);
  } catch (error) {
    assert.ok(error instanceof FilterSyntaxError, String(error));
    return error;
  }
  return assert.fail("The filter was accepted");
}

/** Few letters, so that they are found; bytes that are no text among them. */
const word = fc.stringMatching(/^[aAbß€]{0,4}$/);
const bytes = fc.oneof(
  fc.constant(undefined),
  fc
    .array(
      fc.oneof(
        word.map((text) => Buffer.from(text)),
        fc.constant(Buffer.from([0xe2])),
      ),
      { maxLength: 4 },
    )
    .map((parts) => Buffer.concat(parts)),
);
const draft = fc.record({
  key: bytes,
  value: bytes,
  headers: fc.array(fc.tuple(word, bytes), { maxLength: 2 }),
});

/** Every byte string of the message, undecoded. */
function undecoded({ key, value, headers }: Message): readonly Buffer[] {
  const all = [key, value, ...headers.flatMap((header) => [Buffer.from(header.key), header.value])];
  return all.filter((each) => each !== undefined);
}

describe("a text filter", () => {
  const parts = fc.subarray([...everywhere]);

  it("hits what a plain search of every part hits", async () => {
    await fc.assert(
      fc.asyncProperty(
        draft,
        word,
        parts,
        fc.boolean(),
        async (drafted, text, searched, isCaseSensitive) => {
          const fold = (each: string): string => (isCaseSensitive ? each : each.toLowerCase());
          const { key, value, headers } = messageOf(drafted);
          const texts = [
            ...(searched.includes("key") ? [key?.toString()] : []),
            ...(searched.includes("value") ? [value?.toString()] : []),
            ...(searched.includes("headers")
              ? headers.flatMap((each) => [each.key, each.value?.toString()])
              : []),
          ];
          const expected = texts.some(
            (each) => each !== undefined && fold(each).includes(fold(text)),
          );
          assert.equal(
            await isHit({ kind: "text", text, isCaseSensitive, parts: searched }, drafted),
            expected,
          );
        },
      ),
    );
  });

  it("finds a part of a word without regard to case, whatever letter it ends in", async () => {
    const spec = { kind: "text", isCaseSensitive: false, parts: everywhere } as const;
    assert.equal(await isHit({ ...spec, text: "ΟΔΟΣ" }, { value: "ΟΔΟΣΑ" }), true);
    assert.equal(await isHit({ ...spec, text: "οδοσα" }, { value: "ΟΔΟΣΑ" }), true);
  });

  it("says the same of bytes as of text", async () => {
    await fc.assert(
      fc.asyncProperty(draft, word, parts, async (drafted, text, searched) => {
        const spec = { kind: "text", text, isCaseSensitive: true, parts: searched } as const;
        assert.equal(bytesPredicate(spec)(messageOf(drafted)), await isHit(spec, drafted));
      }),
    );
  });
});

describe("bytePrefilter", () => {
  it("never drops a hit", async () => {
    const pattern = fc
      .array(
        fc.constantFrom(
          "a",
          "b",
          "ß",
          "€",
          "^",
          "$",
          "*",
          "+",
          "?",
          ".",
          "|",
          "(a)",
          "[ab]",
          "{2}",
          "\\x61",
          "(?i)",
          "\\Q",
        ),
        { maxLength: 6 },
      )
      .map((pieces) => pieces.join(""));
    const spec = fc.oneof(
      word.map((text): FilterSpec => ({
        kind: "text",
        text,
        isCaseSensitive: true,
        parts: everywhere,
      })),
      pattern.map((text): FilterSpec => ({
        kind: "regex",
        pattern: text,
        isCaseSensitive: true,
        parts: everywhere,
      })),
    );
    await fc.assert(
      fc.asyncProperty(draft, spec, async (drafted, filter) => {
        let found: boolean;
        try {
          found = await isHit(filter, drafted);
        } catch (error) {
          fc.pre(!(error instanceof FilterSyntaxError));
          throw error;
        }
        const anyOf = bytePrefilter(filter);
        if (!found || anyOf === undefined) return;
        const whole = undecoded(messageOf(drafted));
        assert.ok(anyOf.some((wanted) => whole.some((each) => each.includes(wanted))));
      }),
      { numRuns: 2000 },
    );
  });

  it("finds what a regular expression must begin with, where that is plain", () => {
    const startOf = (pattern: string): string | undefined =>
      bytePrefilter({
        kind: "regex",
        pattern,
        isCaseSensitive: true,
        parts: everywhere,
      })?.[0]?.toString();
    assert.equal(startOf("order-\\d+"), "order-");
    assert.equal(startOf("^abc?"), "ab");
    assert.equal(startOf("a|b"), undefined);
    assert.equal(startOf("(?i)abc"), undefined);
    assert.equal(startOf("\\d"), undefined);
  });
});

describe("a regular expression", () => {
  const regex = (pattern: string, isCaseSensitive = true): FilterSpec => ({
    kind: "regex",
    pattern,
    isCaseSensitive,
    parts: everywhere,
  });

  it("finds a match anywhere in a part", async () => {
    assert.equal(await isHit(regex("b+c"), { value: "abbbc" }), true);
    assert.equal(await isHit(regex("^trace$"), { headers: [["trace", undefined]] }), true);
    assert.equal(await isHit(regex("ABC", false), { key: "xabcx" }), true);
    assert.equal(await isHit(regex("a"), { value: undefined }), false);
  });

  it("that makes other engines take for ever is done soon", async () => {
    assert.equal(await isHit(regex("(a+)+$"), { value: `${"a".repeat(50_000)}b` }), false);
  });

  it("that is none is refused with the place", () => {
    const { message, position } = syntaxError(regex("ab[c"));
    assert.match(message, /regular expression cannot be read: missing closing \]/);
    assert.equal(position, 2);
    assert.match(syntaxError(regex("(?=a)")).message, /cannot be read/);
  });
});

describe("a JSON path", () => {
  const value =
    '{"id":9007199254740993,"items":[{"price":5,"name":"a"},{"price":50.5,"name":"bc"}],"gone":null}';

  it("hits where it selects something", async () => {
    assert.equal(await isHit(path("$.items[1].price"), { value }), true);
    assert.equal(await isHit(path("$.gone"), { value }), true);
    assert.equal(await isHit(path("$.missing"), { value }), false);
    assert.equal(await isHit(path("$.items[?@.price > 50]"), { value }), true);
    assert.equal(await isHit(path("$.id"), { value: "no JSON" }), false);
    assert.equal(await isHit(path("$"), { value: undefined }), false);
  });

  it("compares numbers to the last digit, and others as what they are", async () => {
    const cases: readonly (readonly [string, JsonComparison["operator"], string, boolean])[] = [
      ["$.id", "=", "9007199254740993", true],
      ["$.id", "=", "9007199254740992", false],
      ["$.id", ">", "9007199254740992", true],
      ["$.items[*].price", ">=", "50.5", true],
      ["$.items[*].price", ">", "51", false],
      ["$.items[*].name", "=", "bc", true],
      ["$.items[*].name", "=", '"bc"', true],
      ["$.items[*].name", "contains", "c", true],
      ["$.gone", "=", "null", true],
      ["$.items[0].name", "<", "5", false],
      ["$.items[0].price", "!=", "5", false],
      ["$.items[0]", "!=", "5", true],
    ];
    for (const [text, operator, operand, expected] of cases) {
      const said = await isHit(path(text, { operator, operand }), { value });
      assert.equal(said, expected, `${text} ${operator} ${operand}`);
    }
  });

  it("compares to the last digit beside conditions inside the path, too", async () => {
    const big = '[{"on":true,"id":9007199254740993}]';
    const equals = (operand: string): FilterSpec =>
      path("$[?@.on == true].id", { operator: "=", operand });
    assert.equal(await isHit(equals("9007199254740993"), { value: big }), true);
    assert.equal(await isHit(equals("9007199254740992"), { value: big }), false);
  });

  it("survives values that are nested without end", async () => {
    for (const depth of [1000, 100_000]) {
      const deep = "[".repeat(depth) + "]".repeat(depth);
      assert.equal(await isHit(path("$..a"), { value: deep }), false);
    }
  });

  it("that is none is refused with the place", () => {
    const { message, position } = syntaxError(path("$.a["));
    assert.match(message, /^The JSON path cannot be read: unclosed bracketed selection\.$/);
    assert.equal(position, 4);
  });
});
