import assert from "node:assert/strict";
import { ExpiringMap } from "../../../../src/kafka/connection/expiringMap";

describe("ExpiringMap", () => {
  it("forgets what is too old", () => {
    let nowMs = 0;
    const map = new ExpiringMap<string, number>(100, () => nowMs);
    map.set("a", 1);
    nowMs = 99;
    assert.equal(map.get("a"), 1);
    nowMs = 100;
    assert.equal(map.get("a"), undefined);
  });

  it("forgets what it is told to", () => {
    const map = new ExpiringMap<string, number>(100);
    map.set("a", 1);
    map.delete("a");
    assert.equal(map.get("a"), undefined);
  });
});
