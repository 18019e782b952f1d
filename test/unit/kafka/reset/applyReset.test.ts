import assert from "node:assert/strict";
import { applyReset } from "../../../../src/kafka/reset/applyReset";
import { describeResult } from "../../../../src/kafka/reset/describeResult";
import type { ResetRequest } from "../../../../src/kafka/reset/target";
import { aMember, ResetCluster } from "../../../support/resetCluster";
import { cluster, outcomes, plan, toEarliest } from "./applyScene";

const nothingElse = { metadata: "", leaderEpoch: -1 };

describe("applying a reset", () => {
  it("writes the changed partitions in one commit and reads them back", async () => {
    const at = cluster();
    const result = await applyReset(at, await plan(at));
    assert.deepEqual(outcomes(result), ["0 written", "1 written"]);
    assert.deepEqual(at.sentCommits, [
      [
        { topic: "orders", partition: 0, offset: 0n, ...nothingElse },
        { topic: "orders", partition: 1, offset: 5n, ...nothingElse },
      ],
    ]);
    assert.deepEqual(describeResult(await plan(at), result), {
      ok: true,
      message: "2 of 2 written and read back.",
    });
  });

  it("creates a group that did not exist, as planned", async () => {
    const at = new ResetCluster("absent").withTopic("orders", { end: 9n }, { end: 9n });
    const request: ResetRequest = { ...toEarliest, scope: { kind: "topics", topics: ["orders"] } };
    const result = await applyReset(at, await plan(at, request));
    assert.deepEqual(outcomes(result), ["0 written", "1 written"]);
  });

  it("refuses a plan with an obstacle without asking anybody", async () => {
    const at = cluster();
    at.billing.members = [aMember("app")];
    const planned = await plan(at);
    at.calls.length = 0;
    await assert.rejects(applyReset(at, planned), { kind: "invalidInput" });
    assert.deepEqual(at.calls, []);
  });
});
