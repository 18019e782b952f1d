import assert from "node:assert/strict";
import { KafkaError } from "../../../../src/kafka/errors";
import type { Peek } from "../../../support/peekSession";
import { never, notes, offsets, orders, peekInto, ref, values } from "../../../support/peekSession";

const poll = (peek: Peek) => peek.handlers.livePoll({}, never());

describe("PeekSession: live", () => {
  it("shows what comes after its start, with rates and what is left", async () => {
    const [gateway, logs] = orders(2, 4);
    const peek = peekInto(gateway);
    const begun = await peek.live();
    assert.deepEqual([begun.rows, begun.left], [[], "0"]);
    logs[0]?.append({ value: "new" });
    const page = await poll(peek);
    assert.deepEqual(values(page), ["new"]);
    assert.ok(page.messagesPerSecond > 0 && page.bytesPerSecond > 0);
    assert.ok(page.requests > begun.requests && page.bytes > begun.bytes);
    assert.deepEqual([begun.allPartitions, page.allPartitions], [2, 2]);
    peek.session.dispose();
  });

  it("tells the mean latency of what was answered since it was last asked", async () => {
    const [gateway, logs] = orders(1, 1);
    gateway.traffic.requests = 100;
    gateway.traffic.answerMs = 5000;
    const peek = peekInto(gateway);
    assert.equal((await peek.live()).fetchMs, undefined);
    gateway.traffic.requests += 4;
    gateway.traffic.answerMs += 50;
    logs[0]?.append({ value: "a" });
    assert.equal((await poll(peek)).fetchMs, 12.5);
    logs[0]?.append({ value: "b" });
    assert.equal((await poll(peek)).fetchMs, undefined);
    peek.session.dispose();
  });

  it("tells the lag to the end in the metrics", async () => {
    const [gateway, logs] = orders(2, 4);
    const peek = peekInto(gateway);
    await peek.read({ pageSize: 2 });
    for (const value of ["a", "b", "c"]) logs[1]?.append({ value });
    await peek.live({}, "page");
    await peek.handlers.showMetrics({}, never());
    const metrics = JSON.parse(peek.host.documents[0]?.text ?? "") as object;
    assert.deepEqual(
      { ...metrics, cluster: 0, traffic: 0, shown: 0 },
      {
        cluster: 0,
        traffic: 0,
        shown: 0,
        lagToEnd: 3,
        positions: [
          { topic: "orders", partition: 0, offset: 2, end: 2, lagToEnd: 0 },
          { topic: "orders", partition: 1, offset: 2, end: 5, lagToEnd: 3 },
        ],
      },
    );
    peek.session.dispose();
  });

  it("goes on from where the page ends, without a hole", async () => {
    const [gateway, logs] = orders(1, 10);
    const peek = peekInto(gateway);
    await peek.read({ pageSize: 2 });
    logs[0]?.append({ value: "written meanwhile" });
    const begun = await peek.live({}, "page");
    assert.equal(begun.left, "1");
    assert.deepEqual(values(await poll(peek)), ["written meanwhile"]);
    peek.session.dispose();
  });

  it("fetches nothing unless it is polled", async () => {
    const [gateway, logs] = orders(1, 1);
    const peek = peekInto(gateway);
    await peek.live();
    logs[0]?.append({ value: "new" });
    await new Promise(setImmediate);
    assert.ok(!gateway.calls.includes("openTail"));
    await poll(peek);
    assert.ok(gateway.calls.includes("openTail"));
    peek.session.dispose();
  });

  it("gives again what a page did not get because it gave up waiting", async () => {
    const [gateway, logs] = orders(1, 1);
    const peek = peekInto(gateway);
    await peek.live();
    logs[0]?.append({ value: "new" });
    const gaveUp = new AbortController();
    const first = peek.handlers.livePoll({}, gaveUp.signal);
    // the gateway's turn comes first, so that the answer is there when the page gives up
    setImmediate(() => {
      setImmediate(() => {
        gaveUp.abort();
      });
    });
    const got = await first.then(values, () => []);
    const second = got.length === 0 ? values(await poll(peek)) : [];
    assert.deepEqual([...got, ...second], ["new"]);
    peek.session.dispose();
  });

  it("holds partitions back, and catches up afterwards", async () => {
    const [gateway, logs] = orders(2, 2);
    const peek = peekInto(gateway);
    await peek.live();
    const partitions = [{ topic: "orders", partition: 0 }];
    await peek.handlers.livePause({ partitions, isPaused: true }, never());
    logs[0]?.append({ value: "held back" });
    logs[1]?.append({ value: "shown" });
    assert.deepEqual(values(await poll(peek)), ["shown"]);
    const table = await peek.handlers.partitions({}, never());
    assert.deepEqual(
      table.rows.map(({ isPaused }) => isPaused),
      [true, false],
    );
    await peek.handlers.livePause({ partitions, isPaused: false }, never());
    assert.deepEqual(values(await poll(peek)), ["held back"]);
    peek.session.dispose();
  });

  it("goes on elsewhere in one partition", async () => {
    const [gateway] = orders(1, 5);
    const peek = peekInto(gateway);
    await peek.live();
    await peek.handlers.liveSeek(ref(0, "3"), never());
    assert.deepEqual(offsets(await poll(peek)), ["0:3", "0:4"]);
    peek.session.dispose();
  });

  it("keeps what it showed when it ends, and closes its tail", async () => {
    const [gateway, logs] = orders(1, 1);
    const peek = peekInto(gateway);
    await peek.live();
    logs[0]?.append({ value: "new" });
    await poll(peek);
    const page = await peek.handlers.liveStop({}, never());
    assert.deepEqual(values(page), ["new"]);
    assert.ok(gateway.tails[0]?.isClosed);
    const details = await peek.handlers.details(ref(0, "1"), never());
    assert.equal(details.value.raw, "new");
    await assert.rejects(poll(peek), /no live view any more/);
  });

  it("holds no more than it may, and reads again what it let go", async () => {
    const [gateway, logs] = orders(1, 0);
    const held = { maxMessages: 3, maxBytes: 1_000_000 };
    const peek = peekInto(gateway, "orders", { limits: () => ({ tuning: {}, held }) });
    await peek.live();
    for (let index = 0; index < 10; index++) logs[0]?.append({ value: `${index}` });
    assert.equal(values(await poll(peek)).length, 10);
    assert.deepEqual(values(await peek.handlers.liveStop({}, never())), ["7", "8", "9"]);
    const details = await peek.handlers.details(ref(0, "0"), never());
    assert.equal(details.value.raw, "0");
  });

  it("ends when something else is read, when the panel closes, and when the page begins anew", async () => {
    const [gateway] = orders(1, 3);
    const peek = peekInto(gateway);
    await peek.live();
    await peek.read();
    await peek.live();
    const opened = await peek.handlers.open({}, never());
    assert.ok(opened.page);
    await peek.live();
    peek.session.dispose();
    assert.deepEqual(
      gateway.tails.map(({ isClosed }) => isClosed),
      [true, true, true],
    );
  });

  it("says why a partition waits, and goes on by itself", async () => {
    const [gateway, [log]] = orders(1, 1);
    const peek = peekInto(gateway);
    await peek.live();
    if (log !== undefined) log.leader = undefined;
    assert.match(notes(await poll(peek)), /Partition 0/);
    if (log !== undefined) log.leader = 1;
    log?.append({ value: "back" });
    const page = await poll(peek);
    assert.deepEqual([values(page), notes(page)], [["back"], ""]);
    peek.session.dispose();
  });

  it("goes on after a poll that failed", async () => {
    const [gateway, logs] = orders(1, 1);
    const peek = peekInto(gateway);
    await peek.live();
    logs[0]?.append({ value: "new" });
    gateway.failNext("openTail", new KafkaError("Gone.", { kind: "unreachable" }));
    await assert.rejects(poll(peek), /Gone/);
    assert.deepEqual(values(await poll(peek)), ["new"]);
    peek.session.dispose();
  });

  it("allows one poll at a time", async () => {
    const [gateway] = orders(1, 1);
    const peek = peekInto(gateway);
    await peek.live();
    const first = poll(peek);
    await assert.rejects(poll(peek), /asked already/);
    peek.session.dispose();
    await assert.rejects(first);
  });
});
