import assert from "node:assert/strict";
import { KafkaError } from "../../../../src/kafka/errors";
import type { MessageToProduce } from "../../../../src/kafka/model";
import { applyProduce } from "../../../../src/kafka/produce/applyProduce";
import { describeProduce } from "../../../../src/kafka/produce/describeProduce";
import { kafkaError } from "../../../support/kafkaError";
import { MemoryGateway } from "../../../support/memoryGateway";
import type { MemoryLog } from "../../../support/memoryLog";

const message: MessageToProduce = {
  topic: "orders",
  partition: 0,
  timestampMs: 1_700_000_000_000n,
  key: Buffer.from("k"),
  value: Buffer.from("v"),
  headers: [{ key: "h", value: undefined }],
};

describe("applyProduce", () => {
  let gateway: MemoryGateway;
  let log: MemoryLog;

  beforeEach(() => {
    gateway = new MemoryGateway();
    [log = assert.fail()] = gateway.addTopic("orders", 1);
    for (let offset = 0; offset < 1204; offset++) log.append();
  });

  const apply = () => applyProduce(gateway, message);
  const told = async () => describeProduce(message, await apply(), (n) => n.toLocaleString("en"));

  it("checks the leader, writes once, and compares what it reads back", async () => {
    const result = await apply();
    assert.deepEqual(result, { kind: "written", offset: 1204n, readBack: { kind: "same" } });
    assert.deepEqual(gateway.calls, ["listOffsets", "produce", "readForward"]);
    assert.deepEqual(describeProduce(message, result, String), {
      ok: true,
      message: "Written to orders, partition 0, offset 1204.",
    });
  });

  it("takes the broker's own time for the message's", async () => {
    const produce = gateway.produce.bind(gateway);
    gateway.produce = async (sent, signal) => {
      const { topic, partition } = await produce(sent, signal);
      log.append({
        key: "k",
        value: "v",
        headers: [["h", undefined]],
        timestampType: "logAppendTime",
      });
      return { topic, partition, offset: 1205n };
    };
    const result = await apply();
    assert.deepEqual(result.kind === "written" && result.readBack, { kind: "same" });
  });

  it("says when something else stands there", async () => {
    gateway.produce = () => Promise.resolve({ topic: "orders", partition: 0, offset: 3n });
    assert.deepEqual(await told(), {
      ok: false,
      message:
        "Written to orders, partition 0, offset 3. What was read back there is another message.",
    });
  });

  it("says when it cannot be read back", async () => {
    gateway.failNext("readForward", new KafkaError("Not allowed.", { kind: "authorization" }));
    assert.deepEqual(await told(), {
      ok: true,
      message:
        "Written to orders, partition 0, offset 1,204. It could not be read back: Not allowed.",
    });
  });

  it("sends nothing when the partition cannot be asked, or the person gave up", async () => {
    log.leader = undefined;
    await assert.rejects(apply(), kafkaError("noLeader"));
    log.leader = 1;
    await assert.rejects(
      applyProduce(gateway, message, AbortSignal.abort()),
      kafkaError("cancelled"),
    );
    assert.ok(!gateway.calls.includes("produce"));
  });

  it("tells a refusal as one", async () => {
    gateway.failNext("produce", new KafkaError("Too large.", { kind: "invalidInput", code: 10 }));
    assert.deepEqual(await told(), {
      ok: false,
      message: "Not written to orders, partition 0: Too large.",
    });
  });

  it("looks for the message when the outcome is unknown, and never sends it again", async () => {
    const produce = gateway.produce.bind(gateway);
    const lost = new KafkaError("No answer. It is not known whether it was written.", {
      kind: "timeout",
    });
    gateway.produce = async (sent, signal) => {
      log.append({ key: "other" });
      await produce(sent, signal);
      throw lost;
    };
    assert.deepEqual(await apply(), {
      kind: "unknown",
      error: lost,
      trace: { kind: "found", offset: 1205n },
    });
    gateway.produce = produce;
    gateway.failNext("produce", lost);
    gateway.calls.length = 0;
    assert.deepEqual(await told(), {
      ok: false,
      message:
        "To orders, partition 0: No answer. It is not known whether it was written. It was not found there so far.",
    });
    assert.deepEqual(gateway.calls, ["listOffsets", "produce", "readForward"]);
  });

  it("does not claim that the message is missing where it could not be looked for", async () => {
    const lost = new KafkaError("No answer.", { kind: "timeout" });
    gateway.failNext("produce", lost);
    gateway.failNext("readForward", new KafkaError("No leader.", { kind: "noLeader" }));
    assert.deepEqual(await told(), {
      ok: false,
      message: "To orders, partition 0: No answer. It could not be looked for there: No leader.",
    });
    gateway.produce = () => {
      for (let other = 0; other < 1_001; other++) log.append({ key: "other" });
      return Promise.reject(lost);
    };
    const result = await apply();
    assert.ok(result.kind === "unknown");
    assert.deepEqual(result.trace, {
      kind: "notRead",
      reason: "1000 other messages came first.",
    });
  });

  it("looks for it over several pages", async () => {
    const produce = gateway.produce.bind(gateway);
    const readForward = gateway.readForward.bind(gateway);
    gateway.readForward = (request, signal) => readForward({ ...request, maxMessages: 2 }, signal);
    gateway.produce = async (sent, signal) => {
      for (let other = 0; other < 5; other++) log.append({ key: "other" });
      await produce(sent, signal);
      throw new KafkaError("No answer.", { kind: "timeout" });
    };
    const result = await apply();
    assert.ok(result.kind === "unknown");
    assert.deepEqual(result.trace, { kind: "found", offset: 1209n });
  });
});
