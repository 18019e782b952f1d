import assert from "node:assert/strict";
import { KafkaError } from "../../../../src/kafka/errors";
import { MemoryGateway } from "../../../support/memoryGateway";
import { fill, notes, offsets, orders, peekInto, values } from "../../../support/peekSession";

const second = 1000n;
const beginMs = 1_700_000_000_000n;

describe("PeekSession: positions", () => {
  it("reads the last offsets of each partition", async () => {
    const [gateway, [, one]] = orders(2, 20);
    one?.deleteBefore(9n);
    const page = await peekInto(gateway).read({ position: { kind: "last", count: 3 } });
    assert.deepEqual(offsets(page), ["0:7", "0:8", "0:9", "1:9"]);
    assert.ok(!page.hasNewer);
  });

  it("reads from a time told from now", async () => {
    const [gateway] = orders(1, 90);
    const peek = peekInto(gateway);
    const page = await peek.read({ position: { kind: "timestamp", text: "40 s ago" } });
    assert.equal(values(page)[0], "message 60");
    const iso = await peek.read({ position: { kind: "timestamp", text: "PT30S" } });
    assert.equal(values(iso)[0], "message 70");
  });

  it("reads a time range up to the first offset at or after its end, and says where that is", async () => {
    const [gateway] = orders(2, 60);
    const peek = peekInto(gateway);
    const range = { kind: "timeRange", from: "2023-11-14 22:13:30", to: "2023-11-14 22:13:36" };
    const first = await peek.read({ position: { ...range, kind: "timeRange" }, pageSize: 4 });
    assert.deepEqual(
      values(first),
      [10, 11, 12, 13].map((index) => `message ${index}`),
    );
    assert.match(notes(first), /first offset at or after 2023-11-14 22:13:36.000 UTC/);
    assert.deepEqual(
      first.notes.flatMap(({ details }) => details),
      ["Partition 0: up to offset 8.", "Partition 1: up to offset 8."],
    );
    assert.ok(first.hasNewer);
    const last = await peek.more("newer");
    assert.deepEqual(values(last), ["message 14", "message 15"]);
    assert.ok(!last.hasNewer);
    assert.match(notes(await peek.more("newer")), /end of the time range/);
    assert.deepEqual(values(await peek.more("older")), values(first));
  });

  it("reads a range to the end where no message is as late, and refuses one that ends first", async () => {
    const [gateway] = orders(1, 5);
    const peek = peekInto(gateway);
    const from = "2023-11-14 22:13:22";
    const page = await peek.read({ position: { kind: "timeRange", from, to: "now" } });
    assert.deepEqual(values(page), ["message 2", "message 3", "message 4"]);
    const position = { kind: "timeRange", from, to: "2023-11-14 22:13:20" } as const;
    await assert.rejects(peek.read({ position }), /ends before it begins/);
    const later = { kind: "timeRange", from: "2023-11-14 22:13:40", to: "now" } as const;
    const none = await peek.read({ position: later });
    assert.deepEqual(values(none), []);
    assert.match(none.empty ?? "", /time range holds no messages|this is the end/);
  });

  it("fills a page of a range over partitions of which one ends early", async () => {
    const gateway = new MemoryGateway();
    const [early, late] = gateway.addTopic("orders", 2);
    for (let index = 0n; index < 50n; index++) {
      early?.append({ value: "early", timestampMs: beginMs + 60n * second + index });
      late?.append({ value: `late ${index}`, timestampMs: beginMs + index * second });
    }
    const position = { kind: "timeRange", from: "2023-11-14 22:13:20", to: "2023-11-14 22:13:50" };
    const page = await peekInto(gateway).read({
      position: { ...position, kind: "timeRange" },
      pageSize: 100,
    });
    assert.equal(values(page).length, 30);
    assert.equal(page.totals.offsets, "30");
  });

  it("reads from a group's commits, so many messages before them", async () => {
    const [gateway] = orders(2, 20);
    const group = gateway.addGroup("billing");
    group.commit("orders", 0, { offset: 5n });
    const peek = peekInto(gateway);
    const position = { kind: "committed", groupId: "billing", before: 2 } as const;
    const page = await peek.read({ position, pageSize: 3 });
    assert.deepEqual(offsets(page), ["0:3", "0:4", "0:5"]);
    assert.match(notes(page), /Committed by billing: no offset in 1 partition/);
    const far = await peek.read({ position: { ...position, before: 100 }, pageSize: 1 });
    assert.deepEqual(offsets(far), ["0:0"]);
    const none = peek.read({ position: { ...position, groupId: "other" } });
    await assert.rejects(none, /other has no committed offset in the chosen partitions/);
  });

  it("ends so many offsets behind a group's commits, page by page", async () => {
    const [gateway] = orders(2, 20);
    const group = gateway.addGroup("billing");
    group.commit("orders", 0, { offset: 5n });
    group.commit("orders", 1, { offset: 9n });
    const peek = peekInto(gateway);
    const position = { kind: "committed", groupId: "billing", before: 1, after: 2 } as const;
    const page = await peek.read({ position });
    assert.deepEqual(offsets(page).toSorted(), ["0:4", "0:5", "0:6", "1:8", "1:9"]);
    assert.equal(page.hasNewer, false);
    assert.match(notes(await peek.more("newer")), /end of the range around the commits/);
    const before = await peek.read({ position: { ...position, after: 0 }, pageSize: 1 });
    assert.deepEqual(offsets(before), ["0:4"]);
    assert.deepEqual(offsets(await peek.more("newer")), ["1:8"]);
    const nothing = await peek.read({ position: { ...position, before: 0, after: 0 } });
    assert.match(nothing.empty ?? "", /range around the commits holds no messages/);
  });
});

describe("PeekSession: several topics", () => {
  function twoTopics(): MemoryGateway {
    const gateway = new MemoryGateway();
    const [a] = gateway.addTopic("orders-a", 1);
    const [b] = gateway.addTopic("orders-b", 1);
    gateway.addTopic("payments", 1);
    gateway.addTopic("orders-internal", 1, { isInternal: true });
    a?.append({ value: "a1", timestampMs: beginMs });
    b?.append({ value: "b1", timestampMs: beginMs + 1n });
    a?.append({ value: "a2", timestampMs: beginMs + 2n });
    return gateway;
  }

  it("merges them by time, and pages through both", async () => {
    const peek = peekInto(twoTopics());
    const topics = { kind: "topics", topics: ["orders-b", "orders-a"] } as const;
    const page = await peek.read({ topics, pageSize: 2 });
    assert.deepEqual(values(page), ["b1", "a2"]);
    assert.deepEqual(page.topics, ["orders-a", "orders-b"]);
    assert.deepEqual(values(await peek.more("older")), ["a1"]);
  });

  it("takes a pattern for the whole name of topics that are not internal", async () => {
    const peek = peekInto(twoTopics());
    const page = await peek.read({ topics: { kind: "pattern", pattern: "orders-.*" } });
    assert.deepEqual(page.topics, ["orders-a", "orders-b"]);
    const part = peek.read({ topics: { kind: "pattern", pattern: "orders" } });
    await assert.rejects(part, /No topic's whole name matches/);
    const broken = peek.read({ topics: { kind: "pattern", pattern: "(" } });
    await assert.rejects(
      broken,
      (error) => error instanceof KafkaError && error.kind === "invalidInput",
    );
  });

  it("reads the others when one of them is gone, and names topics in what it says", async () => {
    const gateway = twoTopics();
    const topics = { kind: "topics", topics: ["orders-a", "gone"] } as const;
    const page = await peekInto(gateway).read({ topics });
    assert.deepEqual(values(page), ["a1", "a2"]);
    assert.match(notes(page), /gone cannot be read/);
  });

  it("keeps partitions of the same number apart", async () => {
    const gateway = twoTopics();
    const partitions = [{ topic: "orders-b", partition: 0 }];
    const topics = { kind: "pattern", pattern: "orders-." } as const;
    const page = await peekInto(gateway).read({ topics, partitions });
    assert.deepEqual(values(page), ["b1"]);
    assert.deepEqual([page.chosenPartitions, page.allPartitions], [1, 2]);
  });

  it("refuses a pattern that matches too many", async () => {
    const gateway = new MemoryGateway();
    for (let index = 0; index <= 500; index++) fill(gateway, `t${index}`, 1, 0);
    const read = peekInto(gateway).read({ topics: { kind: "pattern", pattern: "t.*" } });
    await assert.rejects(read, /matches 501 topics/);
  });
});

describe("PeekSession: everything, transactions marked", () => {
  it("marks what was aborted and what is open, up to the high watermark", async () => {
    const gateway = new MemoryGateway();
    const [log] = gateway.addTopic("orders", 1);
    log?.append({ value: "plain" });
    log?.append({ value: "aborted", isAborted: true });
    log?.appendControl();
    log?.append({ value: "committed", isTransactional: true });
    log?.appendControl();
    const openAt = log?.append({ value: "open", isTransactional: true });
    if (log !== undefined) log.openTransactionAt = openAt;
    log?.append({ value: "behind" });
    const page = await peekInto(gateway).read({ isolation: "everything" });
    assert.deepEqual(
      page.rows.flatMap((row) =>
        row.kind === "message" ? [[row.value.text, row.transaction]] : [],
      ),
      [
        ["plain", undefined],
        ["aborted", "aborted"],
        ["committed", undefined],
        ["open", "open"],
        ["behind", undefined],
      ],
    );
    assert.equal(notes(page), "");
  });

  it("asks nothing more where no message is transactional", async () => {
    const [gateway] = orders(1, 5);
    await peekInto(gateway).read({ isolation: "everything" });
    assert.ok(!gateway.calls.includes("describeProducers"));
    assert.ok(!gateway.calls.includes("readForward"));
  });

  it("takes what lies behind the last stable offset for open when producers are not told", async () => {
    const gateway = new MemoryGateway();
    const [log] = gateway.addTopic("orders", 1);
    const openAt = log?.append({ value: "open", isTransactional: true });
    if (log !== undefined) log.openTransactionAt = openAt;
    gateway.failNext("describeProducers", new KafkaError("Too old.", { kind: "unsupported" }));
    const page = await peekInto(gateway).read({ isolation: "everything" });
    assert.ok(page.rows[0]?.kind === "message" && page.rows[0].transaction === "open");
  });
});
