import assert from "node:assert/strict";
import { KafkaError } from "../../../../src/kafka/errors";
import { PartitionMap } from "../../../../src/kafka/partitionMap";
import { applyReset, type ApplyResult } from "../../../../src/kafka/reset/applyReset";
import { describeResult } from "../../../../src/kafka/reset/describeResult";
import { planReset, type ResetPlan } from "../../../../src/kafka/reset/plan";
import { readResetFacts } from "../../../../src/kafka/reset/readResetFacts";
import type { ResetRequest } from "../../../../src/kafka/reset/target";
import { aMember, ResetCluster } from "../../../support/resetCluster";

const cluster = (): ResetCluster =>
  new ResetCluster().withTopic(
    "orders",
    { end: 100n, committed: 40n },
    { start: 5n, end: 50n, committed: 20n },
  );

const plan = async (of: ResetCluster, request: ResetRequest): Promise<ResetPlan> =>
  planReset(request, await readResetFacts(of, request));

const outcomes = (result: ApplyResult): string[] =>
  result.kind === "sent"
    ? result.rows.map(({ partition, outcome }) => `${partition} ${outcome.kind}`)
    : [];

const changes = (result: ApplyResult): string =>
  result.kind === "changedSincePreview" ? result.changes.join("\n") : "";

describe("applying a plan that deletes commits", () => {
  const deletion: ResetRequest = {
    groupId: "billing",
    scope: { kind: "topics", topics: ["orders"] },
    target: { to: "noCommit" },
  };

  it("deletes them in one request and reads back that they are gone", async () => {
    const at = cluster();
    const planned = await plan(at, deletion);
    const result = await applyReset(at, planned);
    assert.deepEqual(outcomes(result), ["0 written", "1 written"]);
    assert.equal(at.calls.filter((call) => call === "deleteOffsets").length, 1);
    assert.deepEqual(at.sentCommits, []);
    assert.equal(at.committed("orders", 0), undefined);
  });

  it("commits first, and deletes nothing when that had no answer", async () => {
    const at = cluster();
    const row = { topic: "orders", partition: 0, target: { to: "noCommit" } } as const;
    const overrides = new PartitionMap([row]);
    const planned = await plan(at, { ...deletion, target: { to: "earliest" }, overrides });
    at.onCommit = () => Promise.reject(new KafkaError("No answer.", { kind: "timeout" }));
    assert.deepEqual(outcomes(await applyReset(at, planned)), ["0 notWritten", "1 notWritten"]);
    assert.equal(at.calls.includes("deleteOffsets"), false);
  });

  it("commits first, and deletes nothing when that was refused for a consumer that joined", async () => {
    const at = cluster();
    const row = { topic: "orders", partition: 0, target: { to: "noCommit" } } as const;
    const overrides = new PartitionMap([row]);
    const planned = await plan(at, { ...deletion, target: { to: "earliest" }, overrides });
    at.onCommit = (offsets, accept) => {
      at.billing.members = [{ ...aMember("app"), subscription: ["payments"] }];
      return accept(offsets);
    };
    const result = await applyReset(at, planned);
    assert.deepEqual(outcomes(result), ["0 notWritten", "1 refused"]);
    assert.equal(at.calls.includes("deleteOffsets"), false);
    assert.equal(at.committed("orders", 0), 40n);
    const { message } = describeResult(planned, result);
    assert.match(message, /^A consumer joined billing\. Nothing was written\./);
  });

  it("is sent for a live group that does not read the topic", async () => {
    const at = cluster();
    at.billing.members = [{ ...aMember("app"), subscription: ["payments"] }];
    const planned = await plan(at, deletion);
    const result = await applyReset(at, planned);
    assert.deepEqual(outcomes(result), ["0 written", "1 written"]);
    assert.deepEqual(describeResult(planned, result), {
      ok: true,
      message: "2 of 2 deleted and read back.",
    });
  });

  it("is not sent once a member reads the topic", async () => {
    const at = cluster();
    const planned = await plan(at, deletion);
    at.billing.members = [{ ...aMember("app"), subscription: ["orders"] }];
    assert.match(changes(await applyReset(at, planned)), /billing reads orders: 1 member/);
  });
});
