import assert from "node:assert/strict";
import type { ClusterGateway } from "../../../src/kafka/gateway";
import { fetchApi } from "../../../src/kafka/protocol/fetch";
import { eventually, within } from "../../support/eventually";
import { kafkaError } from "../../support/kafkaError";
import type { ThreeBrokers } from "../../support/threeBrokers";

/** Far less than the deadlines of the gateway, which therefore cannot be what ends a call. */
const atOnceMs = 5_000;
const deadlines = { connectTimeoutMs: 60_000, requestTimeoutMs: 60_000 };
const ids = [1, 2, 3] as const;

export function cancelledCalls(running: () => ThreeBrokers): void {
  describe("a call that is cancelled", () => {
    let cluster: ThreeBrokers;
    let gateway: ClusterGateway;
    let topic: string;
    let groupId: string;

    before(async () => {
      cluster = running();
      topic = await cluster.createTopic("cancelled", [2, 3, 1]);
      await cluster.fill(topic, 10);
      groupId = await cluster.groupOn(3);
    });

    beforeEach(() => {
      // of several the first to answer wins, and the others' sockets would be counted as long as they close
      const bootstrapServers = [cluster.proxy(1).address];
      gateway = cluster.proxiedGateway({ ...deadlines, bootstrapServers });
    });

    afterEach(() => gateway.close());

    const at = { partition: 0, offset: 0n };
    const calls: Record<string, (signal: AbortSignal) => Promise<unknown>> = {
      describeCluster: (signal) => gateway.describeCluster(signal),
      listTopics: (signal) => gateway.listTopics(signal),
      describeTopics: (signal) => gateway.describeTopics([topic], signal),
      listOffsets: (signal) =>
        gateway.listOffsets([{ topic, partition: 0, at: "latest" }], "readCommitted", signal),
      listGroups: (signal) => gateway.listGroups(signal),
      describeGroups: (signal) => gateway.describeGroups([groupId], signal),
      fetchCommittedOffsets: (signal) => gateway.fetchCommittedOffsets([groupId], signal),
      readForward: (signal) =>
        gateway.readForward(
          { from: [{ topic, ...at }], maxMessages: 5, isolation: "readCommitted" },
          signal,
        ),
      readBackward: (signal) =>
        gateway.readBackward(
          {
            from: [{ topic, partition: 0, offset: 10n }],
            maxMessages: 5,
            isolation: "readCommitted",
          },
          signal,
        ),
      describeShareOffsets: (signal) => gateway.describeShareOffsets([groupId], signal),
      describeProducers: (signal) => gateway.describeProducers([{ topic, partition: 0 }], signal),
      describeReplicaSizes: (signal) => gateway.describeReplicaSizes([topic], signal),
      describeConfigs: (signal) =>
        gateway.describeConfigs([{ type: "topic", name: topic }], signal),
      commitOffsets: (signal) => gateway.commitOffsets(groupId, [{ topic, ...at }], signal),
      scan: (signal) =>
        gateway
          .scan(
            { ranges: [{ topic, partition: 0, from: 0n, to: 10n }], isolation: "readCommitted" },
            signal,
          )
          .next(),
      poll: (signal) => {
        const tail = gateway.openTail({ from: [{ topic, ...at }], isolation: "readCommitted" });
        return tail.poll({ maxMessages: 5, maxWaitMs: 60_000 }, signal).finally(() => {
          tail.close();
        });
      },
    };

    /** Requests of all kinds that were sent up to now. */
    function sent(): number {
      return ids.reduce((sum, id) => sum + cluster.proxy(id).requests.length, 0);
    }

    for (const [name, call] of Object.entries(calls)) {
      it(`ends at once while no broker answers: ${name}`, async () => {
        await gateway.describeCluster();
        for (const id of ids) cluster.proxy(id).pause();
        const before = sent();
        const controller = new AbortController();
        const cancelled = call(controller.signal);
        const ended = assert.rejects(within(atOnceMs, cancelled), kafkaError("cancelled"));
        await eventually("it waits for a broker", () => sent() > before);
        controller.abort();
        await ended;
      });
    }

    it("ends at once while the gateway still connects", async () => {
      for (const id of ids) cluster.proxy(id).pause();
      const controller = new AbortController();
      const ended = Object.values(calls).map((call) =>
        assert.rejects(within(atOnceMs, call(controller.signal)), kafkaError("cancelled")),
      );
      await eventually("it connects", () => cluster.sockets.count > 0);
      controller.abort();
      await Promise.all(ended);
    });

    it("ends at once with the gateway, whatever it was doing", async () => {
      await gateway.describeCluster();
      for (const id of ids) cluster.proxy(id).pause();
      const before = sent();
      const { signal } = new AbortController();
      const ended = Object.values(calls).map((call) =>
        assert.rejects(within(atOnceMs, call(signal)), kafkaError("cancelled")),
      );
      await eventually("they wait for brokers", () => sent() > before);
      await gateway.close();
      await Promise.all(ended);
    });

    it("leaves a tail that can be polled on, and that takes its sockets with it", async () => {
      const tail = gateway.openTail({ from: [{ topic, ...at }], isolation: "readCommitted" });
      await gateway.listOffsets([{ topic, partition: 0, at: "latest" }], "readCommitted");
      const shared = cluster.sockets.count;
      const limits = { maxMessages: 10, maxWaitMs: 60_000 };
      assert.equal((await tail.poll(limits)).messages.length, 10);
      assert.ok(cluster.sockets.count > shared);

      const controller = new AbortController();
      const waiting = tail.poll(limits, controller.signal);
      const cancelled = assert.rejects(within(atOnceMs, waiting), kafkaError("cancelled"));
      controller.abort();
      await cancelled;
      await cluster.fill(topic, 10);
      assert.equal((await tail.poll(limits)).messages.length, 10);

      const fetches = cluster.countRequests(fetchApi);
      const last = tail.poll(limits);
      const closed = assert.rejects(within(atOnceMs, last), kafkaError("cancelled"));
      await eventually("it fetches", () => cluster.countRequests(fetchApi) > fetches);
      tail.close();
      await closed;
      await eventually("its sockets are closed", () => cluster.sockets.count === shared);
    });

    it("leaves no socket of a scan that is given up", async () => {
      await gateway.listOffsets([{ topic, partition: 0, at: "latest" }], "readCommitted");
      const shared = cluster.sockets.count;
      const ranges = [{ topic, partition: 0, from: 0n, to: 10n }];
      const steps = gateway.scan({ ranges, isolation: "readCommitted" });
      assert.equal((await steps.next()).done, false);
      assert.ok(cluster.sockets.count > shared);
      await steps.return();
      await eventually("its sockets are closed", () => cluster.sockets.count === shared);
    });
  });
}
