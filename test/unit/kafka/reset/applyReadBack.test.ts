import assert from "node:assert/strict";
import { KafkaError } from "../../../../src/kafka/errors";
import { applyReset, type ApplyResult } from "../../../../src/kafka/reset/applyReset";
import { describeResult } from "../../../../src/kafka/reset/describeResult";
import { aMember, type ResetCluster } from "../../../support/resetCluster";
import { cluster, outcomes, plan } from "./applyScene";

describe("the read-back decides what became of a commit", () => {
  const noAnswer = new KafkaError("No answer from 127.0.0.1:9092 in 15 s.", { kind: "timeout" });
  const applyWith = async (
    onCommit: (at: ResetCluster) => ResetCluster["onCommit"],
  ): Promise<{ at: ResetCluster; result: ApplyResult; told: string; ok: boolean }> => {
    const at = cluster();
    const planned = await plan(at);
    at.onCommit = onCommit(at);
    const result = await applyReset(at, planned);
    assert.equal(at.sentCommits.length, 1, "a commit is never repeated");
    const { message, ok } = describeResult(planned, result);
    return { at, result, told: message, ok };
  };

  it("a consumer joined just before it: refused, nothing written", async () => {
    const { result, told, ok } = await applyWith((at) => async (offsets, accept) => {
      at.billing.members = [aMember("app")];
      return accept(offsets);
    });
    assert.deepEqual(outcomes(result), ["0 refused", "1 refused"]);
    assert.match(told, /^A consumer joined billing\. Nothing was written\./);
    assert.equal(ok, false);
  });

  it("one partition was refused, the other written", async () => {
    const { result, told, ok } = await applyWith(() => async (offsets, accept) => {
      const [first, ...rest] = offsets;
      assert.ok(first);
      const refused = { ...first, failure: { code: 3, message: "The topic is gone." } };
      return [refused, ...(await accept(rest))];
    });
    assert.deepEqual(outcomes(result), ["0 refused", "1 written"]);
    assert.match(told, /^1 of 2 written and read back\. Refresh/);
    assert.equal(ok, false);
  });

  it("there was no answer, and it was written", async () => {
    const { result, told } = await applyWith(() => async (offsets, accept) => {
      await accept(offsets);
      throw noAnswer;
    });
    assert.deepEqual(outcomes(result), ["0 written", "1 written"]);
    assert.match(told, /^There was no answer to the commit: .* 2 of 2 written and read back\.$/);
  });

  it("there was no answer, and it was not written", async () => {
    const { result, told, ok } = await applyWith(() => () => Promise.reject(noAnswer));
    assert.deepEqual(outcomes(result), ["0 notWritten", "1 notWritten"]);
    assert.match(told, /0 of 2 written and read back\. Refresh/);
    assert.equal(ok, false);
  });

  it("it was refused, and yet it was written", async () => {
    const { result } = await applyWith(() => async (offsets, accept) => {
      const failure = { code: 15, message: "The coordinator is not available." };
      return (await accept(offsets)).map((one) => ({ ...one, failure }));
    });
    assert.deepEqual(outcomes(result), ["0 written", "1 written"]);
  });

  it("it was accepted, and somebody else committed after it", async () => {
    const { result, told, ok } = await applyWith((at) => async (offsets, accept) => {
      const results = await accept(offsets);
      at.billing.commit("orders", 0, { offset: 77n });
      return results;
    });
    assert.deepEqual(outcomes(result), ["0 differs", "1 written"]);
    assert.ok(result.kind === "sent");
    assert.deepEqual(result.rows[0]?.outcome, { kind: "differs", committed: 77n });
    assert.match(told, /^1 of 2/);
    assert.equal(ok, false);
  });

  it("it was accepted and changed nothing", async () => {
    const { result } = await applyWith(
      () => (offsets) => Promise.resolve(offsets.map((one) => ({ ...one, failure: undefined }))),
    );
    assert.deepEqual(outcomes(result), ["0 differs", "1 differs"]);
  });

  it("it cannot be read back: unknown, not done", async () => {
    const { result, told, ok } = await applyWith((at) => async (offsets, accept) => {
      const results = await accept(offsets);
      const lost = new KafkaError("The connection was lost.", { kind: "unreachable" });
      at.failNext("fetchCommittedOffsets", lost);
      at.failNext("describeGroups", lost);
      return results;
    });
    assert.deepEqual(outcomes(result), ["0 unknown", "1 unknown"]);
    assert.match(told, /^0 of 2 written and read back\. 2 could not be read back and may or may/);
    assert.equal(ok, false);
    assert.ok(result.kind === "sent");
    assert.equal(result.membersNow, undefined);
  });

  it("members that joined right after it are told of", async () => {
    const { told, ok } = await applyWith((at) => async (offsets, accept) => {
      const results = await accept(offsets);
      at.billing.members = [aMember("app")];
      return results;
    });
    assert.match(told, /^2 of 2 written and read back\. 1 member has joined billing meanwhile/);
    assert.equal(ok, false);
  });

  it("once sent, a cancelled reset is still seen through", async () => {
    const at = cluster();
    const planned = await plan(at);
    const abort = new AbortController();
    at.onCommit = (offsets, accept) => {
      abort.abort();
      return accept(offsets);
    };
    assert.deepEqual(outcomes(await applyReset(at, planned, abort.signal)), [
      "0 written",
      "1 written",
    ]);
  });
});
