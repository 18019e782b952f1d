import assert from "node:assert/strict";
import type { ClusterGateway, TailRequest } from "../../../src/kafka/gateway";
import { fetchApi } from "../../../src/kafka/protocol/fetch";
import { assertComplete } from "../../support/acknowledged";
import { eventually } from "../../support/eventually";
import { Follower } from "../../support/follower";
import type { SteadyProducer } from "../../support/steadyProducer";
import type { ThreeBrokers } from "../../support/threeBrokers";

const clientId = "tail-under-test";

export function tailFaults(running: () => ThreeBrokers): void {
  describe("following a topic while the cluster fails", () => {
    let cluster: ThreeBrokers;
    let gateway: ClusterGateway;
    let producer: SteadyProducer;
    let follower: Follower;
    /** Partition 0 is led by broker 2, partition 1 by broker 3. */
    let topic: string;

    before(() => {
      cluster = running();
    });

    beforeEach(async () => {
      gateway = cluster.proxiedGateway({
        clientId,
        connectTimeoutMs: 1_500,
        requestTimeoutMs: 2_500,
      });
      topic = await cluster.createTopic("followed", [2, 3, 1], [3, 2, 1]);
      producer = await cluster.steadyProducer(topic, 2);
      follower = new Follower(gateway.openTail(fromStart()));
      await untilCaughtUp();
    });

    afterEach(async () => {
      await producer.stop();
      await follower.stop();
      await gateway.close();
    });

    function fromStart(): TailRequest {
      const from = [0, 1].map((partition) => ({ topic, partition, offset: 0n }));
      return { from, isolation: "readCommitted" };
    }

    /** Behind what was acknowledged up to now, in every partition. */
    async function untilCaughtUp(): Promise<void> {
      for (const partition of [0, 1]) {
        await follower.untilAt({ topic, partition }, producer.end(partition));
      }
    }

    async function assertNothingLost(): Promise<void> {
      await producer.untilMore(20);
      await producer.stop();
      await untilCaughtUp();
      await cluster.heal();
      await untilEnd();
      await assertComplete(gateway, topic, follower.messages, producer);
      assert.deepEqual(follower.failures, []);
    }

    /** Messages that were never acknowledged may be in the log too. */
    async function untilEnd(): Promise<void> {
      const questions = [0, 1].map((partition) => ({ topic, partition, at: "latest" as const }));
      for (const { partition, offset } of await gateway.listOffsets(questions, "readCommitted")) {
        await follower.untilAt({ topic, partition }, offset ?? 0n);
      }
    }

    it("misses and repeats nothing while leaders move", async () => {
      for (const leader of [3, 1, 2]) {
        await cluster.moveLeader({ topic, partition: 0 }, leader);
        await cluster.moveLeader({ topic, partition: 1 }, (leader % 3) + 1);
        await producer.untilMore(20);
      }
      await assertNothingLost();
    });

    it("goes on from the next leader at the same offset when one is killed, and tells of it", async () => {
      await cluster.broker(2).kill();
      await cluster.untilLeaderIsNot({ topic, partition: 0 }, 2);
      await assertNothingLost();
      const told = [...follower.interruptions];
      assert.ok(
        told.some((message) => /at offset \d+/.test(message)),
        told.join("\n"),
      );
    });

    it("goes on with the others while a broker is frozen, and with its partitions behind it", async () => {
      const own = await cluster.createTopic("frozen", [2]);
      await cluster.fill(own, 10);
      const frozen = new Follower(
        gateway.openTail({
          from: [
            { topic: own, partition: 0, offset: 0n },
            { topic, partition: 1, offset: 0n },
          ],
          isolation: "readCommitted",
        }),
      );
      try {
        await frozen.untilAt({ topic: own, partition: 0 }, 10n);
        cluster.freeze(2);
        await frozen.until("the frozen broker is told of", () => frozen.interruptions.size > 0);
        await producer.untilMore(20, [1]);
        await frozen.untilAt({ topic, partition: 1 }, producer.end(1));
        await cluster.heal();
        await cluster.fill(own, 10);
        await frozen.untilAt({ topic: own, partition: 0 }, 20n);
        assert.deepEqual(frozen.failures, []);
      } finally {
        await frozen.stop();
      }
      await assertNothingLost();
    });

    it("takes nothing of answers that break off", async () => {
      let fetches = 0;
      for (const id of [2, 3]) {
        cluster.proxy(id).treat = ({ apiKey }) =>
          apiKey === fetchApi.key && fetches++ % 3 === 2 ? "cutAnswer" : "pass";
      }
      await eventually("some answers broke off", () => fetches > 12);
      await assertNothingLost();
    });

    it("ends the partitions of a topic that is deleted", async () => {
      await producer.stop();
      await cluster.deleteTopic(topic);
      await follower.until("the end is told", () => follower.failures.length === 2);
      assert.deepEqual(
        follower.failures.map(({ kind }) => kind),
        ["notFound", "notFound"],
      );
    });

    it("does not take a new topic of the same name for the old one", async () => {
      await producer.stop();
      await untilEnd();
      const before = follower.messages.length;
      await cluster.recreateTopic(topic, [2, 3, 1], [3, 2, 1]);
      await cluster.fill(topic, 2_000);
      await follower.until("the end is told", () => follower.failures.length === 2);
      assert.equal(follower.messages.length, before);
      for (const { kind } of follower.failures) assert.equal(kind, "notFound");
    });

    it("tells which offsets retention has deleted at its position, and goes on behind them", async () => {
      const kept = await cluster.createTopic("kept", [2, 3, 1]);
      await cluster.fill(kept, 100);
      const at = { topic: kept, partition: 0 };
      const tail = gateway.openTail({ from: [{ ...at, offset: 0n }], isolation: "readCommitted" });
      const limits = { maxMessages: 10, maxWaitMs: 20_000 };
      assert.equal((await tail.poll(limits)).next[0]?.offset, 10n);
      tail.seek({ ...at, offset: 20n });
      await cluster.deleteRecords({ ...at, offset: 60n });
      const batches = [await tail.poll(limits)];
      while (batches.at(-1)?.messages.length === 0) batches.push(await tail.poll(limits));
      tail.close();
      assert.deepEqual(
        batches.flatMap(({ gaps }) =>
          gaps.map(({ firstOffset, lastOffset, isDeleted }) => [
            firstOffset,
            lastOffset,
            isDeleted,
          ]),
        ),
        [[20n, 59n, true]],
      );
      assert.equal(batches.at(-1)?.messages[0]?.offset, 60n);
      assert.deepEqual(batches.at(-1)?.failures, []);
    });

    it("is slow but right under a quota, and tells how long it was held off", async () => {
      await cluster.limitFetches(clientId, 60_000);
      const large = await cluster.createTopic("large", [2, 3, 1]);
      await cluster.fill(large, 60, { sizeBytes: 2_000 });
      const from = [{ topic: large, partition: 0, offset: 0n }];
      const slow = new Follower(gateway.openTail({ from, isolation: "readCommitted" }));
      try {
        await slow.untilAt({ topic: large, partition: 0 }, 60n);
        assert.deepEqual(
          slow.messages.map(({ offset }) => offset),
          Array.from({ length: 60 }, (_, index) => BigInt(index)),
        );
        assert.ok(slow.throttleMs > 0);
      } finally {
        await slow.stop();
        await cluster.limitFetches(clientId, undefined);
      }
    });
  });
}
