import assert from "node:assert/strict";
import type { ClusterGateway, ReadRequest } from "../../../src/kafka/gateway";
import type { Message, Offset } from "../../../src/kafka/model";
import { fetchApi } from "../../../src/kafka/protocol/fetch";
import type { Treatment } from "../../support/kafkaProxy";
import { walkPages } from "../../support/pageWalk";
import type { BrokerId, ThreeBrokers } from "../../support/threeBrokers";

const count = 200;
const clientId = "paging-under-test";

export function pagingFaults(running: () => ThreeBrokers): void {
  describe("paging while the cluster fails", () => {
    let cluster: ThreeBrokers;
    let gateway: ClusterGateway;
    let topic: string;

    before(() => {
      cluster = running();
    });

    beforeEach(async () => {
      gateway = cluster.proxiedGateway({
        clientId,
        connectTimeoutMs: 1_500,
        requestTimeoutMs: 3_000,
      });
      topic = await cluster.createTopic("paged", [2, 3, 1]);
      await cluster.fill(topic, count);
    });

    afterEach(() => gateway.close());

    function pages(offset: Offset, more: Partial<ReadRequest> = {}): ReadRequest {
      const from = [{ topic, partition: 0, offset }];
      return { from, maxMessages: 20, isolation: "readCommitted", ...more };
    }

    /** What becomes of one fetch from this broker; the others pass. */
    function onFetch(id: BrokerId, treat: () => Treatment | Promise<Treatment>): void {
      const proxy = cluster.proxy(id);
      let isDone = false;
      proxy.treat = ({ apiKey }) => {
        if (apiKey !== fetchApi.key || isDone) return "pass";
        isDone = true;
        return treat();
      };
    }

    it("misses and repeats nothing while the leader moves on after every page", async () => {
      let leader = 2;
      const { messages } = await walkPages(gateway, pages(0n, { maxMessages: 40 }), {
        afterPage: async () => {
          leader = (leader % 3) + 1;
          await cluster.moveLeader({ topic, partition: 0 }, leader);
        },
      });
      assert.deepEqual(values(messages), expected());
    });

    it("goes on from the next leader when the first is killed under a fetch", async () => {
      const first = await gateway.readForward(pages(0n));
      onFetch(2, async (): Promise<Treatment> => {
        await cluster.broker(2).kill();
        return "pass";
      });
      const request = pages(0n, { from: first.next, topicIds: first.topicIds });
      const { messages } = await walkPages(gateway, request);
      assert.deepEqual(values([...first.messages, ...messages]), expected());
    });

    for (const read of ["readForward", "readBackward"] as const) {
      it(`waits in ${read} for the next leader when the first has just been killed`, async () => {
        gateway.close();
        gateway = cluster.gateway();
        const first = await gateway.readForward(pages(0n));
        await cluster.broker(2).kill();
        const request = pages(100n, { topicIds: first.topicIds });
        const { messages, failures } = await gateway[read](request);
        assert.deepEqual(failures, []);
        assert.equal(messages.length, 20);
      });
    }

    for (const direction of ["forward", "backward"] as const) {
      const start = direction === "forward" ? 0n : BigInt(count);
      const inOrder = direction === "forward" ? expected() : expected().reverse();

      it(`misses and repeats nothing when the leader moves under a fetch, going ${direction}`, async () => {
        onFetch(2, async (): Promise<Treatment> => {
          await cluster.moveLeader({ topic, partition: 0 }, 3);
          return "pass";
        });
        const { messages, failures } = await walkPages(gateway, pages(start), { direction });
        assert.deepEqual(values(messages), inOrder);
        assert.deepEqual(failures, []);
      });

      it(`takes nothing of an answer that breaks off, going ${direction}`, async () => {
        onFetch(2, () => "cutAnswer");
        const { messages, failures } = await walkPages(gateway, pages(start), { direction });
        assert.deepEqual(values(messages), inOrder);
        assert.deepEqual(failures, []);
      });
    }

    it("ends when the topic is deleted, and says so", async () => {
      const first = await gateway.readForward(pages(0n));
      await cluster.deleteTopic(topic);
      const request = pages(0n, { from: first.next, topicIds: first.topicIds, continues: true });
      const { messages, failures, next } = await gateway.readForward(request);
      assert.deepEqual(messages, []);
      assert.deepEqual(
        failures.map(({ partition, kind }) => [partition, kind]),
        [[0, "notFound"]],
      );
      assert.deepEqual(next, first.next);
    });

    for (const read of ["readForward", "readBackward"] as const) {
      it(`notices in ${read} that the topic is another one of the same name`, async () => {
        const first = await gateway[read](pages(BigInt(count / 2)));
        await cluster.recreateTopic(topic, [2, 3, 1]);
        await cluster.fill(topic, count);
        const request = pages(0n, { from: first.next, topicIds: first.topicIds, continues: true });
        const page = await gateway[read](request);
        assert.deepEqual(page.messages, []);
        const [failure] = page.failures;
        assert.equal(failure?.kind, "notFound");
        assert.match(failure.message, /created again|re-?created/);
      });
    }

    it("tells which offsets retention has deleted under it, and goes on behind them", async () => {
      const first = await gateway.readForward(pages(0n));
      await cluster.deleteRecords({ topic, partition: 0, offset: 50n });
      const request = pages(0n, { from: first.next, topicIds: first.topicIds, continues: true });
      const page = await gateway.readForward(request);
      assert.deepEqual(values(page.messages), expected().slice(50, 70));
      assert.deepEqual(
        page.gaps.map(({ firstOffset, lastOffset }) => [firstOffset, lastOffset]),
        [[20n, 49n]],
      );
      const fresh = await gateway.readForward(pages(20n));
      assert.deepEqual(
        fresh.failures.map(({ kind }) => kind),
        ["offsetOutOfRange"],
      );
    });

    it("is slow but right under a quota, and tells how long it was held off", async () => {
      await cluster.limitFetches(clientId, 60_000);
      const large = await cluster.createTopic("large", [2, 3, 1]);
      await cluster.fill(large, 60, { sizeBytes: 2_000 });
      try {
        const from = [{ topic: large, partition: 0, offset: 0n }];
        const walk = await walkPages(gateway, pages(0n, { from, maxMessages: 20 }));
        assert.deepEqual(
          walk.messages.map(({ offset }) => offset),
          Array.from({ length: 60 }, (_, index) => BigInt(index)),
        );
        assert.ok(walk.throttleMs > 0);
        assert.deepEqual(walk.failures, []);
      } finally {
        await cluster.limitFetches(clientId, undefined);
      }
    });
  });
}

function expected(): string[] {
  return Array.from({ length: count }, (_, index) => index.toString());
}

function values(messages: readonly Message[]): string[] {
  return messages.map(({ value }) => String(value));
}
