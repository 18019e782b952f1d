import assert from "node:assert/strict";
import { parseChangeRecord, type ChangeRecord } from "../../../src/changes/changeRecord";
import { toChangesCsv } from "../../../src/changes/changesCsv";
import { ClusterChanges, type ClusterToChange } from "../../../src/changes/clusterChanges";
import { undoCsvOf, type NewChange } from "../../../src/changes/newChange";
import { undoRefusal } from "../../../src/changes/undo";
import { toShownChanges } from "../../../src/commands/changeSource";
import type { WritePermission } from "../../../src/config/guard";
import { KafkaError } from "../../../src/kafka/errors";
import type { MessageToProduce } from "../../../src/kafka/model";
import { changeItem } from "../../../src/views/changeItem";
import { aChange, writable } from "../../support/changes";
import { kafkaError } from "../../support/kafkaError";
import { MemoryGateway } from "../../support/memoryGateway";

const secret = "do not write this down";

const message: MessageToProduce = {
  topic: "orders",
  partition: 3,
  timestampMs: 1_700_000_000_000n,
  key: Buffer.from(secret),
  value: undefined,
  headers: [{ key: secret, value: Buffer.from(secret) }],
};

interface Scene {
  readonly gateway: MemoryGateway;
  readonly changes: ClusterChanges;
  readonly cluster: ClusterToChange;
  /** As they would stand on disk. */
  readonly texts: string[];
  readonly record: () => ChangeRecord;
}

function scene(permission: WritePermission = { allowed: true }): Scene {
  const gateway = new MemoryGateway();
  gateway.addTopic("orders", 4)[3]?.skipTo(1204n);
  const texts: string[] = [];
  const keep = (record: ChangeRecord): Promise<ChangeRecord> => {
    texts.push(JSON.stringify(record));
    return Promise.resolve(record);
  };
  const { id, at } = aChange();
  const journal = {
    begin: (change: NewChange, csv: string) => {
      assert.equal(csv, undoCsvOf(change));
      const writes = gateway.calls.filter((call) => /^(produce|create|delete)/.test(call));
      assert.deepEqual(writes, [], "nothing is sent before the record is kept");
      return keep({ version: 2, id, at, ...change, outcome: null });
    },
    finish: (record: ChangeRecord, outcome: Omit<NonNullable<ChangeRecord["outcome"]>, "at">) =>
      keep({ ...record, outcome: { at, ...outcome } }),
  };
  const profile = { id: "c1", name: "demo", bootstrapServers: ["h:1"], isReadOnly: false };
  return {
    gateway,
    texts,
    changes: new ClusterChanges({ mayWrite: () => permission }, journal, () => undefined),
    cluster: { profile, gateway },
    record: () => parseChangeRecord(texts.at(-1) ?? "") ?? assert.fail("no readable record"),
  };
}

const rowOf = (record: ChangeRecord) => {
  const [shown = assert.fail()] = toShownChanges([record], writable);
  const format = (value: bigint | number): string => value.toLocaleString("en");
  const item = changeItem(shown, Date.parse(record.at) + 120_000, format);
  return [item.label, item.description, item.contextValue];
};

describe("sending a message to a cluster", () => {
  it("keeps where it went and how large it is, and never what it holds", async () => {
    const { changes, cluster, texts, record } = scene();
    const change = await changes.produce(cluster, message);
    assert.equal(change.kind === "done" && change.result.kind, "written");
    const sizes = { keyBytes: secret.length, valueBytes: null, headers: 1 };
    assert.deepEqual(record().message, { topic: "orders", partition: 3, ...sizes });
    assert.equal(record().outcome?.offset, "1204");
    assert.ok(texts.every((text) => !text.includes(secret)));
  });

  it("is a row of the recent changes that cannot be undone", async () => {
    const { changes, cluster, record } = scene();
    await changes.produce(cluster, message);
    assert.deepEqual(rowOf(record()), [
      "orders 3 @ 1,204",
      "message sent · 2 min ago",
      "change.final",
    ]);
    assert.equal(
      undoRefusal(record(), [record()]),
      "A message that was written cannot be taken back.",
    );
    const [, line] = toChangesCsv([record()]).split("\r\n");
    assert.match(line ?? "", /,produce,demo,memory,h:1,,message,,orders,3,,,written,true,/);
  });

  it("does not claim what is not known", async () => {
    const { changes, cluster, gateway, record } = scene();
    gateway.failNext("produce", new KafkaError("No answer.", { kind: "timeout" }));
    await changes.produce(cluster, message);
    assert.deepEqual([record().outcome?.ok, record().outcome?.offset], [false, undefined]);
    assert.equal(record().outcome?.partitions[0]?.result, "unknown");
    assert.deepEqual(rowOf(record()), ["orders 3", "message · 2 min ago", "change.final"]);
  });

  it("is declined where the guard says no, and ends before it where the leader is missing", async () => {
    const declined = scene({ allowed: false, reason: "It is read-only." });
    const change = await declined.changes.produce(declined.cluster, message);
    assert.deepEqual(change, { kind: "declined", reason: "It is read-only." });
    assert.deepEqual([declined.texts, declined.gateway.calls], [[], []]);
    const { changes, cluster, gateway, record } = scene();
    gateway.deleteTopic("orders");
    await assert.rejects(changes.produce(cluster, message), kafkaError("notFound"));
    assert.match(record().outcome?.message ?? "", /Nothing was written/);
    assert.ok(!gateway.calls.includes("produce"));
  });
});

describe("creating and deleting topics on a cluster", () => {
  it("keeps which, and what became of them", async () => {
    const { changes, cluster, record } = scene();
    await changes.createTopics(cluster, [
      { topic: "orders", partitions: 1 },
      { topic: "lab", partitions: 3 },
    ]);
    assert.deepEqual(record().topics, ["orders", "lab"]);
    assert.equal(record().outcome?.message, "1 of 2 created. orders: It exists.");
    assert.deepEqual(rowOf(record()), ["orders, lab", "created · 2 min ago", "change.final"]);
  });

  it("says that a deletion is final", async () => {
    const { changes, cluster, gateway, record } = scene();
    await changes.deleteTopics(cluster, ["orders"]);
    assert.deepEqual(await gateway.listTopics(), []);
    assert.deepEqual([record().outcome?.ok, record().outcome?.message], [true, "1 of 1 deleted."]);
    assert.match(undoRefusal(record(), [record()]) ?? "", /cannot be brought back/);
    assert.match(toChangesCsv([record()]), /,deleteTopics,.*,orders,,,,,true,/);
  });

  it("does not know the outcome without an answer", async () => {
    const { changes, cluster, gateway, record } = scene();
    gateway.failNext("deleteTopics", new KafkaError("Silent.", { kind: "timeout" }));
    const change = await changes.deleteTopics(cluster, ["orders"]);
    assert.equal(change.kind === "done" && change.result.kind, "unknown");
    assert.match(record().outcome?.message ?? "", /not known which topics were deleted/);
  });

  it("says of a refusal that nothing was done", async () => {
    const { changes, cluster, gateway, record } = scene();
    gateway.failNext("createTopics", new KafkaError("Not allowed.", { kind: "authorization" }));
    await changes.createTopics(cluster, [{ topic: "a", partitions: 1 }]);
    assert.equal(record().outcome?.message, "Not allowed. Nothing was created.");
  });
});
