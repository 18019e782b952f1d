import assert from "node:assert/strict";
import { KafkaError } from "../../../../src/kafka/errors";
import { MemoryGateway } from "../../../support/memoryGateway";
import {
  at,
  never,
  notes,
  offsets,
  orders,
  peekInto,
  ref,
  values,
} from "../../../support/peekSession";

describe("PeekSession: what cannot be read", () => {
  it("reads the other partitions when one has no leader", async () => {
    const [gateway, logs] = orders(2, 4);
    if (logs[1] !== undefined) logs[1].leader = undefined;
    const page = await peekInto(gateway).read();
    assert.deepEqual(offsets(page), ["0:0", "0:1"]);
    assert.match(notes(page), /Partition 1: no leader/);
  });

  it("says that a topic holds no messages yet, or none any more", async () => {
    const gateway = new MemoryGateway();
    const [log] = gateway.addTopic("orders", 1);
    assert.equal((await peekInto(gateway).read()).empty, "This topic holds no messages yet.");
    log?.append();
    log?.deleteBefore(1n);
    assert.match(
      (await peekInto(gateway).read()).empty ?? "",
      /no messages now: its 1 offset was deleted/,
    );
  });

  it("fails with notFound for a topic that does not exist", async () => {
    const read = peekInto(new MemoryGateway(), "gone").read();
    await assert.rejects(read, (error) => error instanceof KafkaError && error.kind === "notFound");
  });

  it("keeps the page before when a read fails", async () => {
    const [gateway] = orders(1, 3);
    const peek = peekInto(gateway);
    await peek.read({ pageSize: 1 });
    gateway.failNext("readForward", new KafkaError("Gone.", { kind: "unreachable" }));
    await assert.rejects(peek.read({ position: { kind: "earliest" } }));
    assert.deepEqual(values(await peek.more("older")), ["message 0", "message 1"].slice(1));
  });
});

describe("PeekSession: one read at a time", () => {
  it("ends the read before when a new one starts", async () => {
    const [gateway] = orders(1, 3);
    const peek = peekInto(gateway);
    const release = gateway.hold("readBackward");
    const first = peek.read();
    await new Promise(setImmediate);
    const second = peek.read({ position: { kind: "earliest" } });
    await assert.rejects(
      first,
      (error) => error instanceof KafkaError && error.kind === "cancelled",
    );
    assert.equal(values(await second).length, 3);
    release();
  });

  it("ends with the request's own signal", async () => {
    const [gateway] = orders(1, 3);
    const peek = peekInto(gateway);
    gateway.hold("listOffsets");
    const controller = new AbortController();
    const read = peek.read({}, controller.signal);
    controller.abort();
    await assert.rejects(
      read,
      (error) => error instanceof KafkaError && error.kind === "cancelled",
    );
  });

  it("ends when the panel closes, and holds no messages afterwards", async () => {
    const [gateway] = orders(1, 3);
    const peek = peekInto(gateway);
    await peek.read();
    peek.session.dispose();
    await assert.rejects(peek.handlers.details(ref(0, "0"), never()));
  });

  it("only ever reads: it joins no group and commits nothing", async () => {
    const [gateway] = orders(2, 30);
    const peek = peekInto(gateway);
    await peek.read({ position: at("2023-11-14 22:13:30"), pageSize: 5 });
    await peek.more("older");
    await peek.more("newer");
    const reading = ["describeTopics", "listOffsets", "readForward", "readBackward"];
    assert.deepEqual([...new Set(gateway.calls)].sort(), reading.sort());
    assert.deepEqual(await gateway.listGroups(), []);
  });
});

const shown = { decodings: { key: "auto", value: "auto" }, columnPaths: [] };

describe("PeekSession: the held page", () => {
  it("is given again to a page that was hidden, without asking the cluster", async () => {
    const [gateway] = orders(1, 3);
    const peek = peekInto(gateway);
    assert.equal((await peek.handlers.open({}, never())).page, undefined);
    const page = await peek.read({ position: { kind: "earliest" } });
    const calls = gateway.calls.length;
    const opened = await peek.handlers.open({}, never());
    assert.deepEqual(opened.page, page);
    assert.deepEqual(opened.query.position, { kind: "earliest" });
    assert.equal(gateway.calls.length, calls);
  });

  it("shows its times in another zone", async () => {
    const [gateway] = orders(1, 1);
    const peek = peekInto(gateway);
    await peek.read();
    const page = await peek.handlers.format({ ...shown, timeZone: "Asia/Tokyo" }, never());
    assert.equal(page.rows[0]?.kind === "message" && page.rows[0].time, "2023-11-15 07:13:20.000");
    await assert.rejects(peek.handlers.format({ ...shown, timeZone: "Mars/One" }, never()));
  });

  it("gives previews to the grid and more in the details", async () => {
    const gateway = new MemoryGateway();
    const [log] = gateway.addTopic("orders", 1);
    log?.append({ value: "x".repeat(200_000), headers: [["trace", "1"]] });
    const peek = peekInto(gateway);
    const page = await peek.read();
    const [row] = page.rows;
    assert.ok(row?.kind === "message");
    assert.ok(row.value.text.length < 600);
    assert.equal(row.value.sizeBytes, 200_000);
    const details = await peek.handlers.details(ref(0, "0"), never());
    assert.equal(details.value.shownBytes, 64 * 1024);
    assert.equal(details.headers[0]?.key, "trace");
  });

  it("copies the exact text and opens the message by its place in the page", async () => {
    const gateway = new MemoryGateway();
    const [log] = gateway.addTopic("orders", 1);
    log?.append({ key: "k", value: "a\u202eb" });
    const peek = peekInto(gateway);
    await peek.read();
    const first = ref(0, "0");
    for (const part of ["value", "key", "message", "kcat", "consoleConsumer"] as const) {
      await peek.handlers.copy({ ...first, part }, never());
    }
    const [value, key, message, kcat, consumer] = peek.host.copied;
    assert.deepEqual([value, key], ["a\u202eb", "k"]);
    assert.match(message ?? "", /"topic": "orders"/);
    assert.match(kcat ?? "", /^kcat -C -b broker-1:9092 -t orders -p 0 -o 0 -c 1/);
    assert.match(consumer ?? "", /^kafka-console-consumer.sh .*--topic=orders/);
    await peek.handlers.openMessage(first, never());
    assert.equal(peek.host.documents[0]?.name, "orders 0 0.json");
    await assert.rejects(peek.handlers.openMessage(ref(0, "7"), never()), /no message at offset 7/);
  });
});
