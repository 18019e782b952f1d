import assert from "node:assert/strict";
import fc from "fast-check";
import { divideCases, fuzzProperty } from "../../fuzz/fuzzProperty";

describe("a fuzz property", () => {
  const never = fuzzProperty({
    title: "numbers are small",
    input: fc.nat(),
    check: (value) => {
      assert.ok(value < 1000);
    },
  });

  it("tells the smallest input that breaks it, and the command that repeats it", () => {
    assert.throws(() => {
      never.run({ seed: 7, cases: 100 });
    }, /Input: 1000\nAgain: npm run fuzz -- --property "numbers are small" --seed 7 --path \d/);
  });

  it("runs one case again by its path", () => {
    let path = "";
    try {
      never.run({ seed: 7, cases: 100 });
    } catch (error) {
      path = /--path (\S+)/.exec(String(error))?.[1] ?? "";
    }
    let cases = 0;
    assert.throws(() => {
      never.run({ seed: 7, cases: 100, path, onCase: () => cases++ });
    }, /Input: 1000\n/);
    assert.ok(cases < 20);
  });

  it("is broken by a case that allocates by a length it was told", () => {
    const greedy = fuzzProperty({
      title: "lengths are believed",
      input: fc.constant(256 * 1024 * 1024),
      check: (length) => {
        Buffer.alloc(length);
      },
    });
    assert.throws(() => {
      greedy.run({ seed: 1, cases: 1 });
    }, /it allocated 256 MiB/);
  });

  it("gets cases by its share", () => {
    const one = fuzzProperty({ title: "one", input: fc.nat(), check: () => undefined });
    const three = fuzzProperty({ title: "3", share: 3, input: fc.nat(), check: () => undefined });
    assert.deepEqual([...divideCases([one, three], 100).values()], [25, 75]);
  });
});
