import assert from "node:assert/strict";
import { KafkaError } from "../../../../src/kafka/errors";
import type { Position } from "../../../../src/panels/peek/protocol/query";
import { MemoryGateway } from "../../../support/memoryGateway";
import { at, notes, offsets, orders, peekInto, values } from "../../../support/peekSession";

describe("PeekSession: where reading begins", () => {
  it("reads the newest messages of all partitions, oldest of them first in the page", async () => {
    const [gateway] = orders(3, 30);
    const page = await peekInto(gateway).read({ pageSize: 4 });
    assert.deepEqual(values(page), ["message 26", "message 27", "message 28", "message 29"]);
    assert.ok(page.hasOlder);
    assert.ok(!page.hasNewer);
    const { requests, ...totals } = page.totals;
    assert.ok(requests > 0);
    assert.deepEqual(totals, {
      messages: 4,
      filteredOut: 0,
      offsets: "4",
      partitions: 3,
      elapsedMs: 6,
      bytes: 400,
      explained: "4 offsets, 4 messages",
    });
  });

  it("reads from the earliest on", async () => {
    const [gateway] = orders(2, 10);
    const page = await peekInto(gateway).read({ position: { kind: "earliest" }, pageSize: 3 });
    assert.deepEqual(values(page), ["message 0", "message 1", "message 2"]);
    assert.ok(!page.hasOlder);
    assert.ok(page.hasNewer);
  });

  it("reads chosen partitions only and tells how many there are", async () => {
    const [gateway] = orders(3, 9);
    const page = await peekInto(gateway).read({ partitions: [{ topic: "orders", partition: 2 }] });
    assert.deepEqual(offsets(page), ["2:0", "2:1", "2:2"]);
    assert.deepEqual([page.chosenPartitions, page.allPartitions], [1, 3]);
  });

  it("keeps offsets beyond 2^53 exact", async () => {
    const gateway = new MemoryGateway();
    const [log] = gateway.addTopic("orders", 1);
    log?.skipTo(9_007_199_254_740_993n);
    log?.deleteBefore(9_007_199_254_740_993n);
    log?.append({ value: "far" });
    const position: Position = { kind: "offset", offset: "9007199254740993" };
    const page = await peekInto(gateway).read({ position });
    assert.deepEqual(offsets(page), ["0:9007199254740993"]);
  });

  it("says the range when an offset no longer exists, and shows from its first", async () => {
    const [gateway, [log]] = orders(1, 30);
    log?.deleteBefore(10n);
    const page = await peekInto(gateway).read({
      position: { kind: "offset", offset: "5" },
      pageSize: 1,
    });
    assert.deepEqual(offsets(page), ["0:10"]);
    assert.match(notes(page), /offset 5 no longer exists, it has offsets 10–29/);
  });

  it("says the range when an offset is not written yet, and shows nothing else in its place", async () => {
    const [gateway] = orders(1, 30);
    const page = await peekInto(gateway).read({ position: { kind: "offset", offset: "50" } });
    assert.deepEqual(offsets(page), []);
    assert.match(notes(page), /offset 50 is not written yet, it has offsets 0–29/);
    assert.match(page.empty ?? "", /this is the end/);
  });

  it("reads from named offsets and says which partitions have none", async () => {
    const [gateway] = orders(3, 9);
    const position: Position = {
      kind: "offsets",
      label: "Committed by billing",
      offsets: [
        { topic: "orders", partition: 0, offset: "2" },
        { topic: "orders", partition: 1, offset: "3" },
      ],
    };
    const page = await peekInto(gateway).read({ position });
    assert.deepEqual(offsets(page), ["0:2"]);
    assert.match(notes(page), /Committed by billing: no offset in 1 partition/);
  });
});

describe("PeekSession: timestamps", () => {
  it("reads from the first message at or after the time, in the named zone", async () => {
    const [gateway] = orders(2, 60);
    const page = await peekInto(gateway).read({
      position: at("2023-11-14 23:13:30"),
      timeZone: "Europe/Paris",
      pageSize: 2,
    });
    assert.deepEqual(values(page), ["message 10", "message 11"]);
    assert.equal(page.rows[0]?.kind === "message" && page.rows[0].time, "2023-11-14 23:13:30.000");
  });

  it("explains partitions without a message at or after the time, one by one and in sum", async () => {
    const [gateway, logs] = orders(3, 30);
    logs[1]?.append({ value: "late", timestampMs: 1_800_000_000_000n });
    const page = await peekInto(gateway).read({ position: at("2024-01-01 00:00") });
    assert.deepEqual(values(page), ["late"]);
    const [note] = page.notes;
    assert.match(note?.text ?? "", /No message at or after 2024-01-01 00:00:00.000 UTC in 2 of 3/);
    assert.equal(note?.details.length, 2);
  });

  it("shows the latest messages when no partition has one, and says so", async () => {
    const [gateway] = orders(2, 10);
    const page = await peekInto(gateway).read({ position: at("2030-01-01 00:00"), pageSize: 2 });
    assert.deepEqual(values(page), ["message 8", "message 9"]);
    assert.match(notes(page), /^No message at or after .* showing the latest/);
  });

  it("asks the cluster nothing when the time cannot be read", async () => {
    const [gateway] = orders(1, 1);
    for (const text of ["-1", "tomorrow", "2026-03-29 02:30"]) {
      const read = peekInto(gateway).read({ position: at(text), timeZone: "Europe/Paris" });
      await assert.rejects(
        read,
        (error) => error instanceof KafkaError && error.kind === "invalidInput",
      );
    }
    assert.deepEqual(gateway.calls, []);
  });
});

describe("PeekSession: pages", () => {
  it("goes older and newer without losing or repeating a message", async () => {
    const [gateway] = orders(3, 50);
    const peek = peekInto(gateway);
    const pages = [await peek.read({ pageSize: 20 })];
    pages.unshift(await peek.more("older"));
    pages.unshift(await peek.more("older"));
    assert.deepEqual(
      pages.flatMap(values),
      Array.from({ length: 50 }, (_, index) => `message ${index}`),
    );
    assert.ok(!pages[0]?.hasOlder);
  });

  it("shows exactly the same page when it comes back, though more was written", async () => {
    const gateway = new MemoryGateway();
    const logs = gateway.addTopic("orders", 3);
    for (let index = 0; index < 90; index++) {
      const timestampMs = 1_700_000_000_000n + BigInt((index * 37) % 50);
      logs[index % 3]?.append({ value: `message ${index}`, timestampMs });
    }
    const peek = peekInto(gateway);
    const first = await peek.read({ pageSize: 25 });
    const older = await peek.more("older");
    for (const log of logs) log.append({ value: "new", timestampMs: 1n });
    const back = await peek.more("newer");
    assert.deepEqual(offsets(back), offsets(first));
    assert.deepEqual(offsets(await peek.more("older")), offsets(older));
  });

  it("finds what was written since when asked for newer at the end", async () => {
    const [gateway, logs] = orders(2, 4);
    const peek = peekInto(gateway);
    const first = await peek.read();
    const none = await peek.more("newer");
    assert.deepEqual(values(none), values(first));
    assert.match(notes(none), /no newer messages yet/);
    logs[1]?.append({ value: "new" });
    assert.deepEqual(values(await peek.more("newer")), ["new"]);
  });

  it("goes on behind what was deleted since the page before, and shows it as a gap", async () => {
    const [gateway, [log]] = orders(1, 10);
    const peek = peekInto(gateway);
    await peek.read({ position: { kind: "earliest" }, pageSize: 2 });
    log?.deleteBefore(6n);
    const page = await peek.more("newer");
    const [gap] = page.rows;
    assert.ok(gap?.kind === "gap");
    assert.equal(gap.text, "offsets 2–5 were deleted; continuing at 6");
    assert.equal(page.totals.explained, "6 offsets, 2 messages, 4 deleted");
    assert.deepEqual(values(page), ["message 6", "message 7"]);
  });

  it("says so when the topic was deleted and created again since the page before", async () => {
    const [gateway] = orders(1, 10);
    const peek = peekInto(gateway);
    await peek.read({ position: { kind: "earliest" }, pageSize: 2 });
    gateway.deleteTopic("orders");
    const [log] = gateway.addTopic("orders", 1);
    for (let index = 0; index < 10; index++) log?.append({ value: "other" });
    const page = await peek.more("newer");
    assert.deepEqual(values(page), []);
    assert.match(notes(page), /deleted and created again since reading began/);
  });

  it("puts gaps where they are, with what they hold", async () => {
    const gateway = new MemoryGateway();
    const [log] = gateway.addTopic("orders", 1);
    log?.append({ value: "a" });
    log?.append({ value: "b", isAborted: true });
    log?.appendControl();
    log?.append({ value: "c" });
    log?.compact(log.append({ value: "d" }));
    const page = await peekInto(gateway).read();
    assert.deepEqual(
      page.rows.map((row) =>
        row.kind === "gap" ? `${row.firstOffset}-${row.lastOffset}` : row.value.text,
      ),
      ["a", "1-2", "c", "4-4"],
    );
    const gap = page.rows[1];
    assert.ok(gap?.kind === "gap");
    assert.equal(gap.text, "offsets 1–2 hold no messages: 1 transaction marker, 1 aborted");
    const { explained } = page.totals;
    assert.equal(explained, "5 offsets, 2 messages, 1 transaction marker, 1 aborted, 1 compacted");
  });

  it("shows aborted messages, marked, when asked to", async () => {
    const gateway = new MemoryGateway();
    const [log] = gateway.addTopic("orders", 1);
    log?.append({ value: "b", isAborted: true });
    const page = await peekInto(gateway).read({ isolation: "withAborted" });
    assert.ok(page.rows[0]?.kind === "message" && page.rows[0].transaction === "aborted");
  });

  it("ends at the last stable offset and says what belongs to an open transaction", async () => {
    const [gateway, [log]] = orders(1, 17);
    if (log !== undefined) log.openTransactionAt = 15n;
    const peek = peekInto(gateway);
    const committed = await peek.read({ pageSize: 1 });
    assert.deepEqual(offsets(committed), ["0:14"]);
    assert.match(notes(committed), /2 offsets at the end belong to an open transaction/);
    const all = await peek.read({ pageSize: 1, isolation: "uncommitted" });
    assert.deepEqual(offsets(all), ["0:16"]);
    assert.equal(notes(all), "");
  });

  it("merges partitions by timestamp without reordering inside a partition", async () => {
    const gateway = new MemoryGateway();
    const [zero, one] = gateway.addTopic("orders", 2);
    zero?.append({ value: "late first", timestampMs: 500n });
    zero?.append({ value: "early second", timestampMs: 100n });
    one?.append({ value: "middle", timestampMs: 300n });
    const page = await peekInto(gateway).read();
    assert.deepEqual(values(page), ["middle", "late first", "early second"]);
  });
});
