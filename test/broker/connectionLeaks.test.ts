import assert from "node:assert/strict";
import path from "node:path";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import type { ClusterGateway } from "../../src/kafka/gateway";
import { fetchApi } from "../../src/kafka/protocol/fetch";
import { listGroupsApi } from "../../src/kafka/protocol/listGroups";
import { startKafka, type KafkaCluster } from "../../tools/kafka/cluster";
import { eventually } from "../support/eventually";
import { kafkaError } from "../support/kafkaError";
import { openRouter } from "../support/openRouter";
import { socketCount, timerCount, WakeUps } from "../support/processActivity";
import { TestKafka, uniqueName } from "../support/testKafka";

describe("connections to two brokers", function () {
  this.timeout(90_000);
  let servers: KafkaCluster;
  let cluster: TestKafka;
  let directory: string;
  let topic: string;
  let socketsBefore: number;
  let timersBefore: number;

  before(async () => {
    directory = await mkdtemp(path.join(tmpdir(), "leaks-"));
    servers = await startKafka({ brokers: 2, dataDirectory: directory });
    cluster = new TestKafka(servers.bootstrapServers);
    // its producer has timers of its own, so it goes before anything is counted
    const filling = new TestKafka(servers.bootstrapServers);
    topic = await filling.createTopic("leaks", { partitions: 4 });
    await filling.produce(topic, [{ value: "one", partition: 0 }]);
    await filling.close();
  });

  after(async () => {
    await cluster.close();
    await servers.close(0);
    await rm(directory, { recursive: true, force: true });
  });

  beforeEach(async () => {
    await new Promise(setImmediate); // mocha starts its own timer
    socketsBefore = socketCount();
    timersBefore = timerCount();
  });

  async function nothingIsLeft(): Promise<void> {
    await eventually("all sockets are closed", () => socketCount() <= socketsBefore);
    assert.equal(timerCount(), timersBefore);
  }

  async function useEverything(gateway: ClusterGateway): Promise<void> {
    const groupId = uniqueName("leaks");
    const questions = [0, 1, 2, 3].map((partition) => ({
      topic,
      partition,
      at: "latest" as const,
    }));
    await gateway.listTopics();
    await gateway.listOffsets(questions, "readCommitted");
    await gateway.commitOffsets(groupId, [{ topic, partition: 0, offset: 0n }]);
    await gateway.describeGroups([groupId]);
    await gateway.fetchCommittedOffsets([groupId]);
    await gateway.listGroups();
  }

  it("are one for each broker and the bootstrap server, however many calls come first", async () => {
    const gateway = cluster.gateway();
    await Promise.all(Array.from({ length: 8 }, () => useEverything(gateway)));
    assert.ok(socketCount() > socketsBefore);
    assert.ok(socketCount() - socketsBefore <= 3);
    await gateway.close();
    await nothingIsLeft();
  });

  it("are all gone after close, with what is under way and its timers", async () => {
    const gateway = cluster.gateway();
    const { router } = openRouter(servers.bootstrapServers, "leaks");
    const calls = Array.from({ length: 8 }, () => useEverything(gateway));
    const lanes = [1, 2, 3].map(() => router.openLane());
    await Promise.all(lanes.map((lane) => lane.sendTo(1, listGroupsApi, undefined, undefined)));
    const { topics } = await router.metadata([topic], undefined);
    const led = topics[0]?.partitions.find(({ leader }) => leader === 1)?.partition ?? -1;
    const fetches = lanes.map((lane) =>
      lane.sendTo(
        1,
        fetchApi,
        {
          ...{ maxWaitMs: 30_000, minBytes: 1, maxBytes: 1000, isolation: "readCommitted" },
          topics: [{ topic, partitions: [{ partition: led, offset: 0n, maxBytes: 1000 }] }],
        },
        undefined,
      ),
    );
    lanes[0]?.close();
    await gateway.close();
    router.close();
    for (const call of [...calls, ...fetches]) {
      await assert.rejects(call, kafkaError("cancelled", /was closed/));
    }
    await nothingIsLeft();
  });

  it("are all gone after close, with the tails and scans that are open", async () => {
    const gateway = cluster.gateway();
    const from = [0, 1, 2, 3].map((partition) => ({ topic, partition, offset: 0n }));
    const tail = gateway.openTail({ from, isolation: "readCommitted" });
    const batch = await tail.poll({ maxMessages: 10, maxWaitMs: 10_000 });
    assert.deepEqual([batch.messages.length, batch.failures, batch.interruptions], [1, [], []]);
    const poll = tail.poll({ maxMessages: 10, maxWaitMs: 60_000 });
    const request = {
      ranges: [{ topic, partition: 0, from: 0n, to: 1n }],
      isolation: "readCommitted" as const,
    };
    const scan = gateway.scan(request);
    const first = await scan.next();
    assert.equal(first.done, false);
    await gateway.close();
    await assert.rejects(poll, kafkaError("cancelled", /was closed/));
    await scan.return();
    await assert.rejects(
      tail.poll({ maxMessages: 1, maxWaitMs: 1 }),
      kafkaError("cancelled", /was closed/),
    );
    assert.throws(
      () => gateway.openTail({ from, isolation: "readCommitted" }),
      kafkaError("cancelled"),
    );
    assert.throws(() => gateway.scan(request), kafkaError("cancelled"));
    tail.close();
    await nothingIsLeft();
  });

  it("are all gone when their callers have given up", async () => {
    const gateway = cluster.gateway();
    for (let count = 0; count < 8; count++) {
      const controller = new AbortController();
      const call = gateway.listOffsets([{ topic, partition: 0, at: "latest" }], "readCommitted");
      const given = gateway.listGroups(controller.signal);
      controller.abort();
      await assert.rejects(given, kafkaError("cancelled"));
      await call;
    }
    await gateway.close();
    await nothingIsLeft();
  });

  it("wake nothing while they are idle", async () => {
    const wakeUps = new WakeUps();
    const gateways = [1, 2, 3, 4, 5].map(() => cluster.gateway());
    for (const gateway of gateways) await useEverything(gateway);
    assert.ok(socketCount() - socketsBefore >= 5);
    assert.equal(timerCount(), timersBefore);
    assert.deepEqual(await wakeUps.during(3_000), []);
    wakeUps.stop();
    await Promise.all(gateways.map((gateway) => gateway.close()));
    await nothingIsLeft();
  });

  it("are all gone after a broker was killed, and come back with it", async () => {
    const gateway = cluster.gateway();
    await useEverything(gateway);
    await servers.broker(2).kill();
    const questions = [0, 1, 2, 3].map((partition) => ({
      topic,
      partition,
      at: "latest" as const,
    }));
    await Promise.all([1, 2, 3].map(() => gateway.listOffsets(questions, "readCommitted")));
    await servers.broker(2).start();
    await eventually("every partition is served again", async () => {
      const answers = await gateway.listOffsets(questions, "readCommitted");
      return answers.every(({ failure }) => failure === undefined);
    });
    await gateway.close();
    await nothingIsLeft();
    await assert.rejects(gateway.listTopics(), kafkaError("cancelled", /was closed/));
  });
});
