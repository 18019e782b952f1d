import assert from "node:assert/strict";

import { benchmarks, chooseBenchmarks } from "../../../../tools/bench/benchmarks";

function namesOf(names: readonly string[]): string[] {
  return chooseBenchmarks(names).chosen.map(({ name }) => name);
}

describe("chooseBenchmarks", () => {
  it("takes all when none is named", () => {
    assert.equal(namesOf([]).length, benchmarks.length);
  });

  it("takes those that are named, in the order they are always run", () => {
    assert.deepEqual(namesOf(["seek", "lag"]), ["lag", "seek"]);
  });

  it("takes every codec's reading by the common name", () => {
    const codecs = ["none", "gzip", "snappy", "lz4", "zstd"];
    assert.deepEqual(
      namesOf(["read"]),
      codecs.map((codec) => `read-${codec}`),
    );
  });

  it("tells which name there is no benchmark of", () => {
    assert.equal(chooseBenchmarks(["lag", "speed"]).unknown, "speed");
  });
});
