import assert from "node:assert/strict";
import { soak } from "../support/soak/soak";
import { failuresOf } from "../support/soak/steadyState";
import { ThreeBrokers } from "../support/threeBrokers";

const soakMs = 60_000;

describe("a minute of live tail, group watch and tree refresh", function () {
  this.timeout(soakMs + 180_000);
  let cluster: ThreeBrokers;

  before(async () => {
    cluster = await ThreeBrokers.start();
  });

  after(() => cluster.close());

  it("misses and doubles nothing and grows in nothing while brokers restart in turn", async () => {
    const report = await soak(cluster, { durationMs: soakMs });
    assert.deepEqual(failuresOf(report), [], JSON.stringify(report.samples, undefined, 1));
    assert.ok(report.samples.length >= 4, "too few restarts to tell a trend");
  });
});
