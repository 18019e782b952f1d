import assert from "node:assert/strict";
import { toFilterSpec } from "../../../../src/panels/peek/filterInput";
import type { FilterSpec } from "../../../../src/panels/peek/protocol/query";

const spec = (kind: FilterSpec["kind"], text: string, parts: FilterSpec["parts"]): FilterSpec => ({
  kind,
  text,
  parts,
  isCaseSensitive: false,
});

describe("the filter that a person typed", () => {
  const paths: readonly (readonly [text: string, path: string, comparison: unknown])[] = [
    ["$.a", "$.a", undefined],
    [" $.a ", "$.a", undefined],
    ["$.a=1", "$.a", { operator: "=", operand: "1" }],
    ["$.a >= 10", "$.a", { operator: ">=", operand: "10" }],
    ["$.a != null", "$.a", { operator: "!=", operand: "null" }],
    ["$.a contains b = c", "$.a", { operator: "contains", operand: "b = c" }],
    ["$['a = b'] < 3", "$['a = b']", { operator: "<", operand: "3" }],
    ["$[?@.a == 'x]']", "$[?@.a == 'x]']", undefined],
    ["$[?(@.a > 1)].b = 2", "$[?(@.a > 1)].b", { operator: "=", operand: "2" }],
    ['$["a\\"="] = 1', '$["a\\"="]', { operator: "=", operand: "1" }],
  ];
  for (const [text, path, comparison] of paths) {
    it(`reads ${text} as a path and a comparison`, () => {
      const made = toFilterSpec(spec("jsonPath", text, ["key", "value"]));
      const part = "value";
      const expected = { kind: "jsonPath", path, part };
      assert.deepEqual(made, comparison === undefined ? expected : { ...expected, comparison });
    });
  }

  it("looks by a path into the key when only that is chosen", () => {
    const made = toFilterSpec(spec("jsonPath", "$", ["key"]));
    assert.ok(made.kind === "jsonPath" && made.part === "key");
  });

  it("looks for text somewhere", () => {
    assert.throws(() => toFilterSpec(spec("text", "a", [])), /Choose where to look/);
    assert.throws(() => toFilterSpec(spec("regex", "a", [])), /Choose where to look/);
  });
});
