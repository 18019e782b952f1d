import assert from "node:assert/strict";

import type { Comparison } from "../../../../tools/bench/comparison";
import { jsonLines } from "../../../../tools/bench/report/jsonLine";
import { markdown } from "../../../../tools/bench/report/markdown";
import { table } from "../../../../tools/bench/report/table";

const reached: Comparison = {
  ...{ name: "lag", peer: "kafka-consumer-groups", unit: "ms" },
  ours: 4.123456,
  theirs: 1_100,
};
const missed: Comparison = { name: "seek", peer: "kcat", unit: "ms", ours: 20, theirs: 30 };
const shown: Comparison = { name: "lag", peer: "java-admin", unit: "ms", ours: 4, theirs: 4 };

describe("the benchmark's report", () => {
  it("is one JSON object a line for other programs", () => {
    assert.equal(
      jsonLines([reached, missed]),
      [
        '{"name":"lag","peer":"kafka-consumer-groups","unit":"ms","ours":4.123,"theirs":1100,"ratio":266.8}\n',
        '{"name":"seek","peer":"kcat","unit":"ms","ours":20,"theirs":30,"ratio":1.5}\n',
      ].join(""),
    );
  });

  it("tells other programs of other clients only", () => {
    assert.equal(jsonLines([{ ...missed, peer: "headers-only" }]), "");
    assert.equal(jsonLines([{ ...missed, peer: "linear" }]), "");
  });

  it("lines up columns and says which goals were reached", () => {
    assert.equal(
      table([reached, missed, shown]),
      [
        "benchmark  peer                   unit  ours  theirs  ratio   goal",
        "lag        kafka-consumer-groups  ms    4.12   1,100   267×  ≥ 50×  reached",
        "seek       kcat                   ms      20      30  1.50×   ≥ 5×  missed",
        "lag        java-admin             ms       4       4     1×",
        "",
      ].join("\n"),
    );
  });

  it("is a table for the documentation, after what it was measured on", () => {
    assert.deepEqual(markdown("On a machine", [missed]).split("\n"), [
      "On a machine",
      "",
      "| benchmark | peer | unit | ours | theirs | ratio | goal |  |",
      "| --- | --- | --- | ---: | ---: | ---: | ---: | --- |",
      "| seek | kcat | ms | 20 | 30 | 1.50× | ≥ 5× | missed |",
      "",
    ]);
  });
});
