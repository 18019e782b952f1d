import assert from "node:assert/strict";
import { KafkaError } from "../../../../src/kafka/errors";
import type { PeekRequests } from "../../../../src/panels/peek/protocol";
import type { FilterSpec } from "../../../../src/panels/peek/protocol/query";
import { eventually } from "../../../support/eventually";
import { filterWorkerScript } from "../../../support/filterWorkerScript";
import type { MemoryGateway } from "../../../support/memoryGateway";
import type { Peek } from "../../../support/peekSession";
import { never, notes, offsets, orders, peekInto, ref, values } from "../../../support/peekSession";

type Found = PeekRequests["searchPoll"]["result"];

const text = (wanted: string): FilterSpec => ({
  kind: "text",
  text: wanted,
  isCaseSensitive: true,
  parts: ["value"],
});

/** All that the search finds until it ends. */
async function rest(peek: Peek, first: Found): Promise<{ rows: Found["rows"]; last: Found }> {
  let rows = [...first.rows];
  let last = first;
  await eventually("the search is done", async () => {
    if (!last.progress.isDone || last.rows.length > 0) {
      last = await peek.handlers.searchPoll({}, never());
      rows = [...rows, ...last.rows];
    }
    return last.progress.isDone && last.rows.length === 0;
  });
  return { rows, last };
}

describe("PeekSession: search", () => {
  let scriptFile: string;
  before(async () => {
    scriptFile = await filterWorkerScript();
  });

  function peekFor(gateway: MemoryGateway, maxMessages = 10_000): Peek {
    return peekInto(gateway, "orders", {
      filters: { scriptFile, timeoutMs: 5000, hasRegistry: false },
      limits: () => ({ tuning: {}, held: { maxMessages, maxBytes: 100_000_000 } }),
    });
  }

  it("looks through the whole topic where the newest page is shown, and tells how far it is", async () => {
    const [gateway] = orders(2, 5000);
    const peek = peekFor(gateway);
    const { rows, last } = await rest(peek, await peek.search({ filter: text("message 44") }));
    assert.equal(rows.length, 111);
    const { progress } = last;
    assert.deepEqual([progress.scannedOffsets, progress.totalOffsets], ["5000", "5000"]);
    assert.deepEqual([progress.hits, progress.isDone, progress.isFull], [111, true, false]);
    assert.equal(
      progress.histogram.counts.reduce((sum, count) => sum + count, 0),
      111,
    );
    peek.session.dispose();
  });

  it("begins at the position", async () => {
    const [gateway] = orders(1, 100);
    const peek = peekFor(gateway);
    const position = { kind: "offset", offset: "90" } as const;
    const { rows } = await rest(peek, await peek.search({ filter: text("message"), position }));
    assert.equal(rows.length, 10);
    assert.deepEqual(offsets({ rows })[0], "0:90");
    peek.session.dispose();
  });

  it("ends at the greatest number of hits, and goes on when asked to", async () => {
    const [gateway] = orders(1, 5000);
    const peek = peekFor(gateway, 1500);
    const first = await rest(peek, await peek.search({ filter: text("message") }));
    assert.equal(first.rows.length, 1500);
    assert.ok(first.last.progress.isFull);
    const second = await rest(peek, await peek.handlers.searchResume({}, never()));
    assert.equal(second.rows.length, 1500);
    assert.equal(offsets({ rows: second.rows })[0], "0:1500");
    assert.equal(second.last.progress.hits, 3000);
    assert.equal(second.last.progress.totalOffsets, "5000");
    peek.session.dispose();
  });

  it("keeps its hits when it is stopped, and goes on where it was", async () => {
    const [gateway] = orders(1, 3000);
    const peek = peekFor(gateway);
    const release = gateway.hold("scan");
    await peek.search({ filter: text("message") });
    const stopped = await peek.handlers.searchStop({}, never());
    assert.ok(stopped.progress.isDone);
    release();
    const { rows } = await rest(peek, await peek.handlers.searchResume({}, never()));
    assert.equal(rows.length + stopped.rows.length, 3000);
    const details = await peek.handlers.details(ref(0, "2999"), never());
    assert.equal(details.value.raw, "message 2999");
    peek.session.dispose();
  });

  it("goes on while the page is hidden, and is given again to the page that comes back", async () => {
    const [gateway] = orders(1, 50);
    const peek = peekFor(gateway);
    const { rows } = await rest(peek, await peek.search({ filter: text("message 4") }));
    const opened = await peek.handlers.open({}, never());
    assert.equal(opened.search?.hits, rows.length);
    assert.equal(opened.page?.rows.length, rows.length);
    const polled = await peek.handlers.searchPoll({}, never());
    assert.deepEqual(polled.rows, []);
    peek.session.dispose();
  });

  it("ends when something else is read, and when the panel closes", async () => {
    const [gateway] = orders(1, 50);
    const peek = peekFor(gateway);
    const release = gateway.hold("scan");
    await peek.search({ filter: text("message") });
    await peek.read();
    await assert.rejects(peek.handlers.searchPoll({}, never()), /no search any more/);
    await peek.search({ filter: text("message") });
    peek.session.dispose();
    release();
    assert.deepEqual(peek.reported, []);
  });

  it("says why it ended early, keeps what it found, and logs it", async () => {
    const [gateway] = orders(1, 10);
    const peek = peekFor(gateway);
    gateway.failNext("scan", new KafkaError("Lost the broker.", { kind: "unreachable" }));
    const { last } = await rest(peek, await peek.search({ filter: text("message") }));
    assert.match(notes(last.progress), /Lost the broker/);
    assert.equal(peek.reported.length, 1);
    const { rows } = await rest(peek, await peek.handlers.searchResume({}, never()));
    assert.equal(rows.length, 10);
    peek.session.dispose();
  });

  it("refuses a search for nothing, and a filter that cannot be used", async () => {
    const [gateway] = orders(1, 10);
    const peek = peekFor(gateway);
    await assert.rejects(peek.search({}), /what to search for/);
    const broken: FilterSpec = { ...text("("), kind: "regex" };
    await assert.rejects(peek.search({ filter: broken }), /regular expression cannot be read/);
    assert.ok(!gateway.calls.includes("scan"));
    await assert.rejects(peek.handlers.searchPoll({}, never()), /no search any more/);
    peek.session.dispose();
  });

  it("shows only what the filter lets through of a page, and says how much it left out", async () => {
    const [gateway] = orders(1, 10);
    const peek = peekFor(gateway);
    const page = await peek.read({
      filter: { ...text("MESSAGE [37]"), kind: "regex", isCaseSensitive: false },
    });
    assert.deepEqual(values(page), ["message 3", "message 7"]);
    assert.deepEqual([page.totals.messages, page.totals.filteredOut], [10, 8]);
    const shown = { timeZone: "UTC", decodings: { key: "auto", value: "auto" }, columnPaths: [] };
    assert.equal(values(await peek.handlers.format(shown, never())).length, 10);
    const filter: FilterSpec = { ...text("$"), kind: "jsonPath" };
    assert.equal(values(await peek.handlers.format({ ...shown, filter }, never())).length, 0);
    peek.session.dispose();
  });

  it("tries a filter on one message", async () => {
    const [gateway, [log]] = orders(1, 1);
    log?.append({ value: '{"total": 12, "state": "paid"}' });
    const peek = peekFor(gateway);
    await peek.read();
    const test = async (kind: FilterSpec["kind"], wanted: string): Promise<string> => {
      const filter = { ...text(wanted), kind };
      const { outcome } = await peek.handlers.testFilter({ ...ref(0, "1"), filter }, never());
      return outcome;
    };
    assert.equal(await test("jsonPath", "$.total >= 12"), "matches");
    assert.equal(await test("jsonPath", "$[?(@ == 'paid' )]"), "matches");
    assert.equal(await test("jsonPath", '$.state = "open"'), "differs");
    assert.equal(await test("expression", 'value.state == "paid" && partition == 0'), "matches");
    assert.equal(await test("expression", "value.missing == 1"), "failed");
    const filter = { ...text("1 +"), kind: "expression" as const };
    const failed = await peek.handlers.testFilter({ ...ref(0, "1"), filter }, never());
    assert.match(failed.problem ?? "", /\.$/);
    peek.session.dispose();
  });
});
