import assert from "node:assert/strict";
import { KafkaError } from "../../../../src/kafka/errors";
import type { ConfigResource } from "../../../../src/kafka/model";
import {
  describeConfigsApi,
  type DescribeConfigsQuestion,
} from "../../../../src/kafka/protocol/describeConfigs";
import { describeConfigs } from "../../../../src/kafka/topics/describeConfigs";
import { FakeRouter } from "../../../support/fakeRouter";
import { kafkaError } from "../../../support/kafkaError";

const topic = (name: string): ConfigResource => ({ type: "topic", name });
const broker = (nodeId: number): ConfigResource => ({ type: "broker", name: String(nodeId) });

const configs = [
  { name: "retention.ms", value: "1000", isReadOnly: false, source: 1, isSensitive: false },
  { name: "min.insync.replicas", value: "1", isReadOnly: false, source: 5, isSensitive: false },
  { name: "a.password", value: undefined, isReadOnly: true, source: 4, isSensitive: true },
];

describe("describeConfigs", () => {
  let router: FakeRouter;

  beforeEach(() => {
    router = new FakeRouter();
    router.on(describeConfigsApi, ({ resources }) => ({
      resources: resources.map((resource) => ({ ...resource, errorCode: 0, configs })),
    }));
  });

  it("asks any broker for all topics together, and each broker for its own settings", async () => {
    const asked = [broker(7), topic("b"), topic("a"), broker(8), topic("b")];
    const results = await describeConfigs(router, asked, undefined);
    assert.deepEqual(
      results.map(({ type, name }) => ({ type, name })),
      asked,
    );
    const requests = router.sent.map(({ nodeId, question }) => [
      nodeId,
      (question as DescribeConfigsQuestion).resources.map(({ type, name }) => [type, name]),
    ]);
    assert.deepEqual(requests, [
      [7, [[4, "7"]]],
      [
        1,
        [
          [2, "b"],
          [2, "a"],
        ],
      ],
      [8, [[4, "8"]]],
    ]);
  });

  it("sorts settings by name, and tells which are Kafka's defaults", async () => {
    const [result] = await describeConfigs(router, [topic("t")], undefined);
    assert.deepEqual(result?.entries, [
      {
        name: "a.password",
        value: undefined,
        isDefault: false,
        isSensitive: true,
        isReadOnly: true,
      },
      {
        name: "min.insync.replicas",
        value: "1",
        isDefault: true,
        isSensitive: false,
        isReadOnly: false,
      },
      {
        name: "retention.ms",
        value: "1000",
        isDefault: false,
        isSensitive: false,
        isReadOnly: false,
      },
    ]);
  });

  it("keeps what is missing or forbidden to its resource", async () => {
    const codes: Readonly<Record<string, number>> = { gone: 3, secret: 29 };
    router.on(describeConfigsApi, ({ resources }) => ({
      resources: resources.map((resource) => {
        const errorCode = codes[resource.name] ?? 0;
        return { ...resource, errorCode, configs: errorCode === 0 ? configs : [] };
      }),
    }));
    const asked = [topic("secret"), topic("t"), topic("gone")];
    const results = await describeConfigs(router, asked, undefined);
    assert.deepEqual(
      results.map(({ failure, entries }) => [failure?.code, entries.length]),
      [
        [29, 0],
        [undefined, 3],
        [3, 0],
      ],
    );
  });

  it("does not take an answer about something else for an answer", async () => {
    router.on(describeConfigsApi, () => ({
      resources: [{ type: 4, name: "t", errorCode: 0, configs }],
    }));
    const [result] = await describeConfigs(router, [topic("t")], undefined);
    assert.equal(result?.failure?.code, 13);
    assert.deepEqual(result.entries, []);
  });

  it("keeps the topics when a broker is lost", async () => {
    router.on(describeConfigsApi, ({ resources }, nodeId) => {
      if (nodeId === 2) throw new KafkaError("two:9092 is gone.", { kind: "unreachable" });
      return { resources: resources.map((one) => ({ ...one, errorCode: 0, configs })) };
    });
    const [lost, fine] = await describeConfigs(router, [broker(2), topic("t")], undefined);
    assert.deepEqual(lost?.failure, { code: 13, message: "two:9092 is gone." });
    assert.equal(fine?.failure, undefined);
  });

  it("fails when nobody could be asked", async () => {
    router.on(describeConfigsApi, () => {
      throw new KafkaError("one:9092 is gone.", { kind: "unreachable" });
    });
    const call = describeConfigs(router, [topic("t"), broker(1)], undefined);
    await assert.rejects(call, kafkaError("unreachable"));
  });

  it("refuses a broker that is not a node id, before any request", async () => {
    for (const name of ["", "one", "-1", "1e3", "99999999999"]) {
      const call = describeConfigs(router, [{ type: "broker", name }], undefined);
      await assert.rejects(call, kafkaError("invalidInput"));
    }
    assert.deepEqual(router.sent, []);
  });
});
