import assert from "node:assert/strict";
import type { ClusterGateway, ReadPage } from "../../../src/kafka/gateway";
import { offsetCommitApi } from "../../../src/kafka/protocol/offsetCommit";
import { diagnosed } from "../../support/diagnosed";
import { eventually, within } from "../../support/eventually";
import { Follower } from "../../support/follower";
import { kafkaError } from "../../support/kafkaError";
import type { ThreeBrokers } from "../../support/threeBrokers";

/** Far more than the deadlines below allow a call in the worst case, and far less than for ever. */
const soonMs = 25_000;
const deadlines = { connectTimeoutMs: 1_500, requestTimeoutMs: 2_500 };

export function outageFaults(running: () => ThreeBrokers): void {
  describe("brokers that are out of reach", () => {
    let cluster: ThreeBrokers;
    let gateway: ClusterGateway;
    /** Partition 0 is on broker 1 alone, 1 on broker 2 alone, 2 on broker 3 alone; each has ten messages. */
    let topic: string;
    let groupId: string;

    before(async () => {
      cluster = running();
      topic = await cluster.createTopic("apart", [1], [2], [3]);
      for (const partition of [0, 1, 2]) await cluster.fill(topic, 10, { partition });
    });

    beforeEach(async () => {
      groupId = await cluster.groupOn(3);
    });

    afterEach(() => gateway.close());

    function read(): Promise<ReadPage> {
      const from = [0, 1, 2].map((partition) => ({ topic, partition, offset: 0n }));
      const call = gateway.readForward({ from, maxMessages: 100, isolation: "readCommitted" });
      return within(soonMs, call);
    }

    function commit(): ReturnType<ClusterGateway["commitOffsets"]> {
      return within(soonMs, gateway.commitOffsets(groupId, [{ topic, partition: 0, offset: 3n }]));
    }

    it("are given up in time when one is frozen; the others are read, and it too once it thaws", async () => {
      gateway = cluster.gateway(deadlines);
      assert.deepEqual(partitionsOf(await read()), [0, 1, 2]);
      cluster.freeze(2);
      const page = await read();
      assert.deepEqual(partitionsOf(page), [0, 2]);
      assert.deepEqual(
        page.failures.map(({ partition }) => partition),
        [1],
      );
      assert.equal(page.next.find(({ partition }) => partition === 1)?.offset, 0n);
      const offsets = await within(
        soonMs,
        gateway.listOffsets(
          [0, 1].map((partition) => ({ topic, partition, at: "latest" })),
          "readUncommitted",
        ),
      );
      assert.equal(offsets[0]?.offset, 10n);
      assert.notEqual(offsets[1]?.failure, undefined);
      await eventually("the groups of the others are listed", () =>
        within(soonMs, gateway.listGroups()),
      );

      await cluster.heal();
      assert.deepEqual(partitionsOf(await read()), [0, 1, 2]);
    });

    it("are all named when none is left, and used again as soon as they are back", async () => {
      gateway = cluster.gateway(deadlines);
      assert.deepEqual(partitionsOf(await read()), [0, 1, 2]);
      const from = [{ topic, partition: 1, offset: 0n }];
      const follower = new Follower(gateway.openTail({ from, isolation: "readCommitted" }));
      await follower.untilAt({ topic, partition: 1 }, 10n);
      await Promise.all(cluster.allBrokers.map((broker) => broker.kill()));
      const everyAddress = new RegExp(cluster.bootstrapServers.join(".*"));
      const calls: readonly Promise<unknown>[] = [
        gateway.describeCluster(),
        read(),
        gateway.listGroups(),
        gateway.describeGroups([groupId]),
      ];
      await Promise.all(
        calls.map((call) =>
          assert.rejects(within(soonMs, call), kafkaError("unreachable", everyAddress)),
        ),
      );
      await assert.rejects(commit(), kafkaError("unreachable"));
      await follower.until("the outage is told", () => follower.interruptions.size > 0);

      await cluster.heal();
      assert.equal((await gateway.describeCluster()).brokers.length, 3);
      assert.deepEqual(partitionsOf(await read()), [0, 1, 2]);
      assert.equal((await commit())[0]?.failure, undefined);
      await cluster.fill(topic, 10, { partition: 1 });
      await follower.untilAt({ topic, partition: 1 }, 20n);
      await follower.stop();
      assert.deepEqual(
        follower.messages.map(({ offset }) => offset),
        Array.from({ length: 20 }, (_, index) => BigInt(index)),
      );
      assert.deepEqual(follower.failures, []);
    });

    describe("because one advertises a wrong address", () => {
      const wrongAddress =
        /^Connected to .*, but the cluster tells clients to use .*, which this machine cannot reach: Nothing is listening/;

      beforeEach(async () => {
        await cluster.proxy(3).refuse();
        const bootstrapServers = [1, 2].map((id) => cluster.proxy(id).address);
        gateway = cluster.proxiedGateway({ ...deadlines, bootstrapServers });
      });

      it("have their partitions blamed on that, and the others' are read", async () => {
        const page = await read();
        assert.deepEqual(partitionsOf(page), [0, 1]);
        const [failure, ...more] = page.failures;
        assert.deepEqual(more, []);
        assert.equal(failure?.partition, 2);
        assert.equal(failure.kind, "unreachable");
        assert.match(failure.message, wrongAddress);
        assert.match(failure.message, new RegExp(cluster.proxy(3).address));
      });

      it("have their groups blamed on that, before anything is committed", async () => {
        await assert.rejects(commit(), kafkaError("unreachable", wrongAddress));
        assert.equal(cluster.countRequests(offsetCommitApi), 0);
        await assert.rejects(gateway.listGroups(), kafkaError("unreachable", wrongAddress));
      });

      it("are a warning of the diagnosis, which passes the others", async () => {
        const bootstrapServers = [1, 2].map((id) => cluster.proxy(id).address);
        const { diagnosis, check } = await within(soonMs, diagnosed({ bootstrapServers }));
        assert.equal(diagnosis.isUsable, true);
        const lost = check("advertised", cluster.proxy(3).address);
        assert.equal(lost.status, "warning");
        assert.match(lost.finding, wrongAddress);
        for (const id of [1, 2]) {
          assert.equal(check("advertised", cluster.proxy(id).address).status, "passed");
        }
        assert.equal(check("groupPermissions").status, "warning");
      });

      it("are read once the address works", async () => {
        await read();
        await cluster.proxy(3).listen();
        assert.deepEqual(partitionsOf(await read()), [0, 1, 2]);
        assert.equal((await commit())[0]?.failure, undefined);
      });
    });

    describe("because every connection was cut while nobody used it", () => {
      beforeEach(async () => {
        gateway = cluster.proxiedGateway(deadlines);
        await read();
        assert.equal((await commit())[0]?.failure, undefined);
        for (const id of [1, 2, 3]) {
          cluster.proxy(id).breakAll();
          cluster.proxy(id).requests.length = 0;
        }
      });

      it("are reconnected without a word", async () => {
        assert.deepEqual(partitionsOf(await read()), [0, 1, 2]);
        assert.equal(
          (await gateway.listTopics()).some((listed) => listed.topic === topic),
          true,
        );
      });

      it("are committed to by one request", async () => {
        assert.equal((await commit())[0]?.failure, undefined);
        assert.equal(cluster.countRequests(offsetCommitApi), 1);
      });
    });
  });
}

/** Partitions that are read to their end. */
function partitionsOf({ messages }: ReadPage): number[] {
  const read = Map.groupBy(messages, ({ partition }) => partition);
  return [...read].flatMap(([partition, { length }]) => (length >= 10 ? partition : [])).sort();
}
