import assert from "node:assert/strict";
import type { Page } from "../../src/panels/peek/protocol/page";
import type { PeekRequests } from "../../src/panels/peek/protocol";
import type { Query } from "../../src/panels/peek/protocol/query";
import { eventually } from "../support/eventually";
import { filterWorkerScript } from "../support/filterWorkerScript";
import { latestQuery, never, peekInto, values, type Peek } from "../support/peekSession";
import { sharedKafka, uniqueName, type TestKafka } from "../support/testKafka";

describe("a peek panel over a real cluster", () => {
  let cluster: TestKafka;
  let scriptFile: string;
  const peeks: Peek[] = [];

  before(async () => {
    cluster = sharedKafka();
    scriptFile = await filterWorkerScript();
  });

  after(async () => {
    for (const { session } of peeks) session.dispose();
    await cluster.close();
  });

  function peekAt(topic: string): Peek {
    const gateway = cluster.gateway();
    const peek = peekInto(undefined, topic, {
      gateway: () => gateway,
      filters: { scriptFile, timeoutMs: 5000, hasRegistry: false },
    });
    peeks.push(peek);
    return peek;
  }

  const marks = (page: Page): unknown[] =>
    page.rows.flatMap((row) => (row.kind === "message" ? [[row.value.text, row.transaction]] : []));

  it("marks aborted and open transactions", async () => {
    const topic = await cluster.createTopic("transactions");
    const producer = (name: string) =>
      cluster.kafka.producer({ transactionalId: uniqueName(name), maxInFlightRequests: 1 });
    const [done, open] = [producer("done"), producer("open")];
    await Promise.all([done.connect(), open.connect()]);
    try {
      const aborted = await done.transaction();
      await aborted.send({ topic, messages: [{ value: "aborted" }] });
      await aborted.abort();
      const committed = await done.transaction();
      await committed.send({ topic, messages: [{ value: "committed" }] });
      await committed.commit();
      const unfinished = await open.transaction();
      await unfinished.send({ topic, messages: [{ value: "open" }] });
      const behind = await done.transaction();
      await behind.send({ topic, messages: [{ value: "behind, committed" }] });
      await behind.commit();
      await cluster.produce(topic, [{ value: "behind, plain" }]);

      const everything = await peekAt(topic).read({ isolation: "everything" });
      assert.deepEqual(marks(everything), [
        ["aborted", "aborted"],
        ["committed", undefined],
        ["open", "open"],
        ["behind, committed", undefined],
        ["behind, plain", undefined],
      ]);
      const page = await peekAt(topic).read();
      assert.deepEqual(values(page), ["committed"]);
      assert.equal(page.totals.explained, "4 offsets, 1 message, 2 transaction markers, 1 aborted");
      await unfinished.abort();
    } finally {
      await Promise.all([done.disconnect(), open.disconnect()]);
    }
  });

  it("follows several topics by pattern from where a page ends", async () => {
    const purpose = uniqueName("live");
    const [one, other] = [`${purpose}-a`, `${purpose}-b`];
    await cluster.createTopicNamed(one, { partitions: 2 });
    await cluster.createTopicNamed(other);
    await cluster.produce(one, [{ value: "before" }]);
    const peek = peekAt(one);
    const query: Query = { ...latestQuery, topics: { kind: "pattern", pattern: `${purpose}-.` } };
    assert.deepEqual(values(await peek.handlers.read(query, never())), ["before"]);
    await cluster.produce(other, [{ value: "between" }]);
    await peek.handlers.live({ ...query, from: "page" }, never());
    await cluster.produce(one, [{ value: "after" }]);
    const seen: string[] = [];
    await eventually("both have come", async () => {
      seen.push(...values(await peek.handlers.livePoll({}, never())));
      return seen.length >= 2;
    });
    assert.deepEqual(seen.sort(), ["after", "between"]);
    const table = await peek.handlers.partitions({}, never());
    assert.deepEqual(
      table.rows.map(({ left }) => left),
      ["0", "0", "0"],
    );
  });

  it("finds by text, path and expression what is far behind", async () => {
    const topic = await cluster.createTopic("searched", { partitions: 2 });
    for (let batch = 0; batch < 10; batch++) {
      await cluster.produce(
        topic,
        Array.from({ length: 1000 }, (_, index) => {
          const id = batch * 1000 + index;
          return { value: JSON.stringify({ id }), partition: id % 2 };
        }),
      );
    }
    const peek = peekAt(topic);
    const found = async (kind: "text" | "jsonPath" | "expression", text: string) => {
      const filter = { kind, text, isCaseSensitive: true, parts: ["value"] } as const;
      const rows: PeekRequests["searchPoll"]["result"]["rows"][number][] = [];
      const first = await peek.search({ filter });
      rows.push(...first.rows);
      const last = await eventually("the search is done", async () => {
        const { rows: more, progress } = await peek.handlers.searchPoll({}, never());
        rows.push(...more);
        return progress.isDone && more.length === 0 && progress;
      });
      assert.equal(last.scannedOffsets, "10000");
      return rows.map((row) => row.value.text).sort();
    };
    assert.deepEqual(await found("text", ":9876}"), ['{"id":9876}']);
    assert.deepEqual(await found("jsonPath", "$.id >= 9998"), ['{"id":9998}', '{"id":9999}']);
    assert.deepEqual(await found("expression", "value.id == 4321"), ['{"id":4321}']);
  });

  it("exports a topic whole, each message once", async () => {
    const topic = await cluster.createTopic("exported", { partitions: 3 });
    const messages = Array.from({ length: 3000 }, (_, index) => ({ value: `${index}` }));
    await cluster.produce(topic, messages);
    const peek = peekAt(topic);
    await peek.read({ position: { kind: "earliest" }, pageSize: 1 });
    await peek.handlers.export({ what: "range", format: "jsonLines" }, never());
    const lines = (peek.host.files.get(`${topic}.jsonl`) ?? "").trim().split("\n");
    const exported = lines.map((line) => (JSON.parse(line) as { value: string }).value);
    assert.equal(new Set(exported).size, 3000);
    assert.equal(exported.length, 3000);
  });

  it("opens and saves a value of 50 MB whole", async () => {
    const topic = await cluster.createTopic("large", {
      configEntries: [{ name: "max.message.bytes", value: String(60 * 1024 * 1024) }],
    });
    const value = Buffer.alloc(50 * 1024 * 1024, "abcdefghij");
    await cluster.produce(topic, [{ value }]);
    const peek = peekAt(topic);
    const page = await peek.read();
    const [row] = page.rows;
    assert.ok(row?.kind === "message");
    assert.equal(row.value.sizeBytes, value.length);
    const message = { topic, partition: 0, offset: "0" };
    const details = await peek.handlers.details(message, never());
    assert.equal(details.value.shownBytes, 64 * 1024);
    await peek.handlers.openContent({ ...message, part: "value", to: "file" }, never());
    const [saved] = [...peek.host.files.values()];
    assert.equal(saved, value.toString());
  });
});
