import assert from "node:assert/strict";
import { KafkaError } from "../../../../src/kafka/errors";
import type { ClusterGateway } from "../../../../src/kafka/gateway";
import { readLaterWarnings } from "../../../../src/kafka/reset/laterWarnings";
import { planReset, type ResetPlan } from "../../../../src/kafka/reset/plan";
import { readResetFacts } from "../../../../src/kafka/reset/readResetFacts";
import { readTargetTimes } from "../../../../src/kafka/reset/readTargetTimes";
import type { ResetRequest } from "../../../../src/kafka/reset/target";
import { ResetCluster } from "../../../support/resetCluster";

const request: ResetRequest = {
  groupId: "billing",
  scope: { kind: "topics", topics: ["orders"] },
  target: { to: "earliest" },
};

const dayMs = 86_400_000;
const writtenMs = 1_700_000_000_000n;

const planOf = async (at: ResetCluster): Promise<ResetPlan> =>
  planReset(request, await readResetFacts(at, request));

const settings = (values: Readonly<Record<string, string>>): ClusterGateway["describeConfigs"] => {
  const entries = Object.entries(values).map(([name, value]) => ({
    name,
    value,
    isDefault: true,
    isSensitive: false,
    isReadOnly: false,
  }));
  return (resources) =>
    Promise.resolve(resources.map((resource) => ({ ...resource, entries, failure: undefined })));
};

const denied = (): Promise<never> =>
  Promise.reject(new KafkaError("You may not.", { kind: "authorization" }));

describe("a second look at the messages at the targets", () => {
  const cluster = (): ResetCluster => {
    const at = new ResetCluster().withTopic("orders", { end: 0n, committed: 5n }, { end: 0n });
    at.log("orders", 0).append({ value: "a", timestampMs: writtenMs });
    return at;
  };
  const partition = { topic: "orders", partition: 0 };
  const deletedAt = async (
    values: Readonly<Record<string, string>>,
    nowMs: number,
  ): Promise<bigint | undefined> => {
    const at = cluster();
    at.describeConfigs = settings(values);
    const times = await readTargetTimes(at, await planOf(at), undefined, () => nowMs);
    return times.get(partition)?.mayBeDeletedAtMs;
  };

  it("tells when the first message of each was written, and nothing of an empty partition", async () => {
    const at = cluster();
    const times = await readTargetTimes(at, await planOf(at));
    assert.equal(times.get(partition)?.timestampMs, writtenMs);
    assert.equal(times.get({ topic: "orders", partition: 1 })?.timestampMs, undefined);
    assert.equal(at.calls.filter((call) => call === "readForward").length, 1);
  });

  it("tells that retention may delete it within a day", async () => {
    const week = { "retention.ms": (7 * dayMs).toString() };
    const written = Number(writtenMs);
    assert.equal(await deletedAt(week, written + 5 * dayMs), undefined);
    assert.equal(await deletedAt(week, written + 6.5 * dayMs), writtenMs + BigInt(7 * dayMs));
    assert.equal(
      await deletedAt({ ...week, "cleanup.policy": "compact" }, written + 9 * dayMs),
      undefined,
    );
    assert.equal(await deletedAt({ "retention.ms": "-1" }, written + 9 * dayMs), undefined);
  });

  it("goes without the settings, and without a message, that may not be read", async () => {
    const at = cluster();
    at.describeConfigs = denied;
    at.readForward = denied;
    const time = (await readTargetTimes(at, await planOf(at))).get(partition);
    assert.equal(time?.failure, "You may not.");
    assert.equal(time.timestampMs, undefined);
  });

  it("ends when it is cancelled", async () => {
    const at = cluster();
    const plan = await planOf(at);
    await assert.rejects(readTargetTimes(at, plan, AbortSignal.abort()), { kind: "cancelled" });
  });
});

describe("a second look at the group", () => {
  const kept = { "offsets.retention.minutes": "10080" };
  const look = async (
    at: ResetCluster,
    change: () => void = () => undefined,
  ): Promise<readonly string[]> => {
    const plan = await planOf(at);
    change();
    return (await readLaterWarnings(at, plan)).map(({ kind, message }) => `${kind}: ${message}`);
  };
  const cluster = (options = {}): ResetCluster => {
    const at = new ResetCluster(options).withTopic("orders", { end: 9n, committed: 5n });
    at.describeConfigs = settings(kept);
    return at;
  };

  it("warns of commits that move although nobody is a member", async () => {
    const at = cluster();
    const [moved] = await look(at, () => {
      at.billing.commit("orders", 0, { offset: 6n });
    });
    assert.match(moved ?? "", /^offsetsMoved: .*orders-0 from 5 to 6/);
  });

  it("tells how long commits are kept, from when that counts", async () => {
    assert.match((await look(cluster()))[0] ?? "", /^expiry: .* 7 days after its last consumer/);
    const kip848 = await look(cluster({ type: "consumer" }));
    assert.match(kip848[0] ?? "", /7 days after they were made/);
  });

  it("says nothing where settings may not be read", async () => {
    const at = cluster();
    at.describeConfigs = denied;
    assert.deepEqual(await look(at), []);
  });
});
