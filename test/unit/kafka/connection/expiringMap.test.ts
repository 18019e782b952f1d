import assert from "node:assert/strict";
import { ExpiringMap } from "../../../../src/kafka/connection/expiringMap";

describe("ExpiringMap", () => {
  const options = { maxAgeMs: 100, maxEntries: 3 };

  it("forgets what is too old", () => {
    let nowMs = 0;
    const map = new ExpiringMap<string, number>({ ...options, nowMs: () => nowMs });
    map.set("a", 1);
    nowMs = 99;
    assert.equal(map.get("a"), 1);
    nowMs = 100;
    assert.equal(map.get("a"), undefined);
  });

  it("forgets what it is told to", () => {
    const map = new ExpiringMap<string, number>(options);
    map.set("a", 1);
    map.delete("a");
    assert.equal(map.get("a"), undefined);
  });

  it("holds on to nothing that is too old once it is used again", () => {
    let nowMs = 0;
    const map = new ExpiringMap<string, number>({ ...options, nowMs: () => nowMs });
    map.set("a", 1);
    map.set("b", 2);
    nowMs = 50;
    map.set("a", 3);
    nowMs = 120;
    assert.equal(map.get("c"), undefined);
    assert.equal(map.size, 1);
    assert.equal(map.get("a"), 3);
  });

  it("forgets the oldest when there are too many", () => {
    const map = new ExpiringMap<string, number>(options);
    for (const key of ["a", "b", "c"]) map.set(key, 1);
    map.set("a", 2);
    map.set("d", 1);
    assert.deepEqual(
      ["a", "b", "c", "d"].map((key) => map.get(key)),
      [2, undefined, 1, 1],
    );
  });
});
