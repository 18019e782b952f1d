import assert from "node:assert/strict";
import { matchesPattern, matchesWord } from "../../../src/views/namePattern";

describe("a pattern of names", () => {
  const cases: readonly (readonly [pattern: string, name: string, isLike: boolean])[] = [
    ["", "", true],
    ["", "a", false],
    ["*", "", true],
    ["*", "anything/at all", true],
    ["billing-*", "billing-eu", true],
    ["billing-*", "billing", false],
    ["billing-*", "eu-billing-1", false],
    ["*-eu", "billing-eu", true],
    ["b*g", "billing", true],
    ["b*g*", "billing-eu", true],
    ["?illing", "billing", true],
    ["?illing", "illing", false],
    ["BILL*", "billing", true],
    ["a.c", "abc", false],
    ["[ab]", "a", false],
    ["{a,b}", "a", false],
    ["a**b", "ab", true],
    ["*a*b*c", "xxaxxbxxc", true],
    ["*a*b*c", "xxaxxcxxb", false],
  ];
  for (const [pattern, name, isLike] of cases) {
    it(`"${pattern}" ${isLike ? "is" : "is not"} like "${name}"`, () => {
      assert.equal(matchesPattern(pattern, name), isLike);
    });
  }

  it("takes no more steps than its length times the name's", () => {
    const name = `${"a".repeat(20_000)}b`;
    assert.equal(matchesPattern(`${"*a".repeat(200)}*c`, name), false);
  });

  it("is looked for anywhere in the name when it has no wildcard", () => {
    assert.equal(matchesWord("LING", "billing-eu"), true);
    assert.equal(matchesWord("ling*", "billing-eu"), false);
  });
});
