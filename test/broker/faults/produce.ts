import assert from "node:assert/strict";
import type { ClusterGateway } from "../../../src/kafka/gateway";
import { createTopicsApi } from "../../../src/kafka/protocol/createTopics";
import { produceApi } from "../../../src/kafka/protocol/produce";
import { eventually } from "../../support/eventually";
import { kafkaError } from "../../support/kafkaError";
import type { Treatment } from "../../support/kafkaProxy";
import type { ThreeBrokers } from "../../support/threeBrokers";
import { uniqueName } from "../../support/testKafka";

const unknown = /not known whether the message was written/;

export function produceFaults(running: () => ThreeBrokers): void {
  describe("a message whose partition's leader fails", () => {
    let cluster: ThreeBrokers;
    let gateway: ClusterGateway;
    let topic: string;

    beforeEach(async () => {
      cluster = running();
      topic = await cluster.createTopic("written", [2, 3, 1]);
      gateway = cluster.proxiedGateway({ connectTimeoutMs: 1_500, requestTimeoutMs: 3_000 });
      for (const id of [1, 2, 3]) cluster.proxy(id).requests.length = 0;
    });

    afterEach(() => gateway.close());

    const produce = () =>
      gateway.produce({
        topic,
        partition: 0,
        timestampMs: 1_700_000_000_000n,
        key: Buffer.from("k"),
        value: Buffer.from("v"),
        headers: [],
      });

    async function end(): Promise<bigint | undefined> {
      const at = [{ topic, partition: 0, at: "latest" as const }];
      const [listed] = await gateway.listOffsets(at, "readUncommitted");
      return listed?.offset;
    }

    function treatProduce(treatment: Treatment): void {
      cluster.proxy(2).treat = ({ apiKey }) => (apiKey === produceApi.key ? treatment : "pass");
    }

    it("goes to the leader of now, also when that moved meanwhile", async () => {
      assert.equal((await produce()).offset, 0n);
      await cluster.moveLeader({ topic, partition: 0 }, 3);
      assert.equal((await produce()).offset, 1n);
      assert.equal(cluster.countRequests(produceApi), 2);
    });

    for (const [treatment, isWritten] of [
      ["breakBefore", false],
      ["breakAfter", true],
      ["cutAnswer", true],
    ] as const) {
      it(`is never sent twice when the connection breaks (${treatment})`, async () => {
        treatProduce(treatment);
        await assert.rejects(produce(), kafkaError("unreachable", unknown));
        assert.equal(cluster.countRequests(produceApi), 1);
        await eventually("the outcome", async () => (await end()) === (isWritten ? 1n : 0n));
      });
    }

    it("may be written although its sender gave up", async () => {
      treatProduce("loseAnswer");
      const giveUp = new AbortController();
      const call = gateway.produce(
        { topic, partition: 0, timestampMs: 0n, key: undefined, value: undefined, headers: [] },
        giveUp.signal,
      );
      await eventually("it was sent", () => cluster.countRequests(produceApi) === 1);
      giveUp.abort();
      await assert.rejects(call, kafkaError("timeout", unknown));
      await eventually("it is written", async () => (await end()) === 1n);
      assert.equal(cluster.countRequests(produceApi), 1);
    });

    it("has an unknown outcome when its broker is killed, and is not sent to the next leader", async () => {
      cluster.proxy(2).treat = async ({ apiKey }) => {
        if (apiKey !== produceApi.key) return "pass";
        await cluster.broker(2).kill();
        return "breakBefore";
      };
      await assert.rejects(produce(), kafkaError("unreachable", unknown));
      await cluster.untilLeaderIsNot({ topic, partition: 0 }, 2);
      assert.equal(await end(), 0n);
      assert.equal(cluster.countRequests(produceApi), 1);
    });

    it("is never claimed to be written with too few replicas", async () => {
      await Promise.all([cluster.broker(1), cluster.broker(3)].map((broker) => broker.kill()));
      await assert.rejects(produce(), (error: unknown) => {
        // the controller is down: the leader goes on with the in-sync replicas it knows of
        return kafkaError("timeout", unknown)(error) || kafkaError("noLeader")(error);
      });
      assert.ok(cluster.countRequests(produceApi) <= 1);
    });

    it("creates topics once, whatever becomes of the answer", async () => {
      for (const id of [1, 2, 3]) {
        cluster.proxy(id).treat = ({ apiKey }) =>
          apiKey === createTopicsApi.key ? "breakAfter" : "pass";
      }
      const name = uniqueName("once");
      const call = gateway.createTopics([{ topic: name, partitions: 1 }]);
      await assert.rejects(call, kafkaError("unreachable"));
      assert.equal(cluster.countRequests(createTopicsApi), 1);
      await eventually("the topic is there", async () => {
        const [described] = await gateway.describeTopics([name]);
        return described?.failure === undefined;
      });
    });
  });
}
