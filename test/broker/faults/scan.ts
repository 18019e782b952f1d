import assert from "node:assert/strict";
import type { ClusterGateway, ScanRequest, ScanStep } from "../../../src/kafka/gateway";
import type { Message } from "../../../src/kafka/model";
import { fetchApi } from "../../../src/kafka/protocol/fetch";
import type { Treatment } from "../../support/kafkaProxy";
import type { BrokerId, ThreeBrokers } from "../../support/threeBrokers";

const count = 500;
const clientId = "scan-under-test";

export function scanFaults(running: () => ThreeBrokers): void {
  describe("scanning a topic while the cluster fails", () => {
    let cluster: ThreeBrokers;
    let gateway: ClusterGateway;
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
      topic = await cluster.createTopic("scanned", [2, 3, 1], [3, 2, 1]);
      for (const partition of [0, 1])
        await cluster.fill(topic, count, { partition, sizeBytes: 100 });
    });

    afterEach(() => gateway.close());

    /** Everything, in many small fetches. */
    function everything(): ScanRequest {
      return {
        ranges: [0, 1].map((partition) => ({ topic, partition, from: 0n, to: BigInt(count) })),
        isolation: "readCommitted",
        tuning: { maxPartitionBytes: 4_096 },
      };
    }

    /** Runs when this broker gets its tenth fetch, which waits for it. */
    function onTenthFetch(id: BrokerId, work: () => Promise<unknown>): void {
      let fetches = 0;
      cluster.proxy(id).treat = async ({ apiKey }): Promise<Treatment> => {
        if (apiKey === fetchApi.key && ++fetches === 10) await work();
        return "pass";
      };
    }

    async function scanAll(request = everything()): Promise<ScanStep[]> {
      const steps: ScanStep[] = [];
      for await (const step of gateway.scan(request)) steps.push(step);
      return steps;
    }

    function assertComplete(steps: readonly ScanStep[]): void {
      const messages = steps.flatMap((step) => step.messages);
      for (const partition of [0, 1]) {
        assert.deepEqual(
          offsets(messages, partition),
          Array.from({ length: count }, (_, index) => BigInt(index)),
        );
      }
      const last = steps.at(-1);
      assert.deepEqual(last?.progress.left, []);
      assert.deepEqual(last.failures, []);
      assert.equal(last.progress.scannedOffsets, BigInt(2 * count));
    }

    it("misses and repeats nothing when a leader moves", async () => {
      onTenthFetch(2, () => cluster.moveLeader({ topic, partition: 0 }, 3));
      assertComplete(await scanAll());
    });

    it("goes on from the next leader at the same offset when one is killed", async () => {
      onTenthFetch(2, () => cluster.broker(2).kill());
      const steps = await scanAll();
      assertComplete(steps);
      const told = steps.flatMap(({ interruptions }) =>
        interruptions.map(({ message }) => message),
      );
      assert.match(told.join("\n"), /at offset \d+/);
    });

    it("takes nothing of answers that break off", async () => {
      let fetches = 0;
      for (const id of [2, 3]) {
        cluster.proxy(id).treat = ({ apiKey }) =>
          apiKey === fetchApi.key && fetches++ % 4 === 3 ? "cutAnswer" : "pass";
      }
      const part = { ...everything(), tuning: { maxPartitionBytes: 16_384 } };
      assertComplete(await scanAll(part));
      assert.ok(fetches > 8);
    });

    it("reads the other partition first, then the one of a broker that was frozen", async () => {
      onTenthFetch(2, () => {
        cluster.freeze(2);
        return Promise.resolve();
      });
      assertComplete(await scanAll());
    });

    it("tells which offsets retention has deleted before it came to them", async () => {
      onTenthFetch(2, () => cluster.deleteRecords({ topic, partition: 0, offset: 400n }));
      const steps = await scanAll();
      const messages = steps.flatMap((step) => step.messages);
      const read = offsets(messages, 0);
      const gaps = steps.flatMap((step) => step.gaps).filter(({ isDeleted }) => isDeleted === true);
      assert.equal(gaps.length, 1);
      const [gap] = gaps;
      const missing = Array.from({ length: count }, (_, index) => BigInt(index)).filter(
        (offset) => !read.includes(offset),
      );
      assert.equal(gap?.firstOffset, missing[0]);
      assert.equal(gap?.lastOffset, 399n);
      assert.equal(missing.at(-1), 399n);
      assert.equal(BigInt(missing.length), 399n - (missing[0] ?? 0n) + 1n);
      assert.equal(offsets(messages, 1).length, count);
    });

    for (const [what, change] of [
      ["deleted", () => cluster.deleteTopic(topic)],
      [
        "another one of the same name",
        async () => {
          await cluster.recreateTopic(topic, [2, 3, 1], [3, 2, 1]);
          await cluster.fill(topic, count, { sizeBytes: 200 });
        },
      ],
    ] as const) {
      it(`ends, and says why, when the topic is ${what}`, async () => {
        onTenthFetch(2, change);
        const steps = await scanAll();
        const { failures, progress } = steps.at(-1) ?? assert.fail();
        assert.equal(failures.find(({ partition }) => partition === 0)?.kind, "notFound");
        assert.ok(progress.left.some(({ partition }) => partition === 0));
        const values = steps.flatMap(({ messages }) => messages.map(({ value }) => value?.length));
        assert.deepEqual(new Set(values), new Set([100]));
      });
    }

    it("is slow but right under a quota", async () => {
      await cluster.limitFetches(clientId, 30_000);
      try {
        assertComplete(await scanAll({ ...everything(), tuning: { maxPartitionBytes: 20_000 } }));
        assert.ok(gateway.traffic.throttleMs > 0);
      } finally {
        await cluster.limitFetches(clientId, undefined);
      }
    });
  });
}

function offsets(messages: readonly Message[], partition: number): bigint[] {
  return messages.filter((message) => message.partition === partition).map(({ offset }) => offset);
}
