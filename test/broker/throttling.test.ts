import assert from "node:assert/strict";
import type { Sender } from "../../src/kafka/connection/lane";
import type { Router } from "../../src/kafka/connection/router";
import { fetchApi } from "../../src/kafka/protocol/fetch";
import { metadataApi } from "../../src/kafka/protocol/metadata";
import { runJavaTool } from "../../tools/kafka/javaTool";
import { within } from "../support/eventually";
import { kafkaError } from "../support/kafkaError";
import { openRouter } from "../support/openRouter";
import { sharedKafka, uniqueName, type TestKafka } from "../support/testKafka";

const valueBytes = 20_000;
const messageCount = 10;
/** The quota's window is 10 s, so ten times as much passes before the broker begins to throttle. */
const bytesPerSecond = 16_000;

describe("a client over its quota", function () {
  this.timeout(60_000);
  const clientId = uniqueName("over-quota");
  let cluster: TestKafka;
  let topic: string;
  let router: Router;
  let lines: readonly string[];
  let nodeId: number;

  before(async () => {
    cluster = sharedKafka();
    topic = await cluster.createTopic("throttled");
    const value = Buffer.alloc(valueBytes, "x");
    for (let count = 0; count < messageCount; count++) await cluster.produce(topic, [{ value }]);
  });

  after(() => cluster.close());

  beforeEach(async () => {
    await quota("--add-config", `consumer_byte_rate=${bytesPerSecond}`);
    ({ router, lines } = openRouter(cluster.bootstrapServers, clientId));
    const [broker] = await router.allBrokers(undefined);
    nodeId = broker?.nodeId ?? -1;
  });

  afterEach(async () => {
    router.close();
    await quota("--delete-config", "consumer_byte_rate");
  });

  async function quota(...change: readonly string[]): Promise<void> {
    const [server = ""] = cluster.bootstrapServers;
    await runJavaTool("kafka.admin.ConfigCommand", [
      ...["--bootstrap-server", server, "--alter", "--entity-type", "clients"],
      ...["--entity-name", clientId, ...change],
    ]);
  }

  async function fetchOnce(sender: Sender, offset: bigint, signal?: AbortSignal): Promise<number> {
    const question = {
      ...{ maxWaitMs: 0, minBytes: 1, maxBytes: valueBytes, isolation: "readUncommitted" as const },
      topics: [{ topic, partitions: [{ partition: 0, offset, maxBytes: valueBytes }] }],
    };
    const { topics } = await sender.sendTo(nodeId, fetchApi, question, signal);
    return topics[0]?.partitions[0]?.records.length ?? 0;
  }

  it("is told so, and holds back its requests for as long as the broker asks", async () => {
    const lane = router.openLane();
    let startedMs = 0;
    for (let count = 0; lane.traffic.throttleMs === 0; count++) {
      startedMs = performance.now();
      await fetchOnce(lane, BigInt(count % messageCount));
    }
    const { requests, throttleMs } = lane.traffic;
    await fetchOnce(lane, 0n);
    assert.ok(performance.now() - startedMs >= throttleMs);
    assert.equal(lane.traffic.requests, requests + 1);
    assert.ok(router.traffic.throttleMs >= lane.traffic.throttleMs);
    const [line = "", ...more] = lines.filter((logged) => logged.includes("throttling"));
    assert.match(line, /^Broker 127\.0\.0\.1:\d+ is throttling this client \(\d+\.\d s\)$/);
    assert.deepEqual(more, []);
  });

  it("can give up at once, while others are answered over other connections", async () => {
    const lane = router.openLane();
    while (lane.traffic.throttleMs === 0) await fetchOnce(lane, 0n);
    const controller = new AbortController();
    const held = fetchOnce(lane, 0n, controller.signal);
    const question = { topics: [topic] };
    assert.ok(await within(5_000, router.sendTo(nodeId, metadataApi, question, undefined)));
    controller.abort();
    await assert.rejects(held, kafkaError("cancelled"));
    const closed = fetchOnce(lane, 0n);
    lane.close();
    await assert.rejects(closed, kafkaError("cancelled"));
  });
});
