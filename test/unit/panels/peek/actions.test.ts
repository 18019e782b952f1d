import assert from "node:assert/strict";
import { KafkaError } from "../../../../src/kafka/errors";
import { MemoryGateway } from "../../../support/memoryGateway";
import { never, orders, peekInto, ref, values } from "../../../support/peekSession";
import type { Peek } from "../../../support/peekSession";

function holding(value: string | Buffer | undefined, key?: string): Peek {
  const gateway = new MemoryGateway();
  gateway.addTopic("orders", 1)[0]?.append({ key, value });
  return peekInto(gateway);
}

const open = (peek: Peek, part: "key" | "value", to: "document" | "file") =>
  peek.handlers.openContent({ ...ref(0, "0"), part, to }, never());

describe("PeekSession: what a person does with a message", () => {
  it("opens a key or value whole, indented when it is JSON", async () => {
    const peek = holding('{"id":9007199254740993}', "k".repeat(200_000));
    await open(peek, "value", "document");
    await open(peek, "key", "document");
    const [value, key] = peek.host.documents;
    assert.equal(value?.name, "orders 0 0 value.json");
    assert.equal(value.text, '{\n  "id": 9007199254740993\n}\n');
    assert.equal(key?.name, "orders 0 0 key.txt");
    assert.equal(key.text.length, 200_001);
  });

  it("saves the bytes as they are", async () => {
    const bytes = Buffer.alloc(3_000_001, "x");
    const peek = holding(bytes);
    await open(peek, "value", "file");
    const [[name, content] = []] = [...peek.host.files];
    assert.equal(name, "orders 0 0 value");
    assert.equal(content?.length, bytes.length);
  });

  it("opens nothing of a null, and nothing that is too long for an editor", async () => {
    await assert.rejects(open(holding(undefined), "value", "document"), /value is null/);
    const long = holding(Buffer.alloc(33 * 1024 * 1024, "x"));
    await assert.rejects(open(long, "value", "document"), /save it to a file/);
  });

  it("compares two messages, also when they are not held", async () => {
    const [gateway] = orders(2, 10);
    const peek = peekInto(gateway);
    await peek.handlers.compare({ left: ref(0, "1"), right: ref(1, "2") }, never());
    const [[left, right] = []] = peek.host.compared;
    assert.equal(left?.name, "orders 0 1.json");
    assert.match(left.text, /message 2/);
    assert.match(right?.text ?? "", /message 5/);
  });

  it("has a group go on at a message, or past it, without reading it", async () => {
    const [gateway] = orders(1, 3);
    const peek = peekInto(gateway);
    await peek.handlers.commitHere({ ...ref(0, "1"), skip: 0 }, never());
    await peek.handlers.commitHere({ ...ref(0, "9007199254740993"), skip: 1 }, never());
    assert.deepEqual(
      peek.host.commits.map(({ offset }) => offset),
      [1n, 9_007_199_254_740_994n],
    );
    assert.deepEqual(gateway.calls, []);
  });

  it("hands the very message over to be sent again", async () => {
    const [gateway] = orders(1, 3);
    const peek = peekInto(gateway);
    await peek.handlers.resend(ref(0, "1"), never());
    assert.deepEqual(
      peek.host.resent.map(({ topic, partition, offset }) => [topic, partition, offset]),
      [["orders", 0, 1n]],
    );
  });

  it("tells why nothing may be written", async () => {
    const [gateway] = orders(1, 1);
    const peek = peekInto(gateway, "orders", { writeObstacle: () => "It is read-only." });
    const opened = await peek.handlers.open({}, never());
    assert.equal(opened.writeObstacle, "It is read-only.");
  });

  it("opens another panel that looks at the same", async () => {
    const [gateway] = orders(1, 1);
    const peek = peekInto(gateway);
    await peek.read({ position: { kind: "earliest" } });
    await peek.handlers.openSettings({}, never());
    assert.equal(peek.host.settingsOpened, 1);
    await peek.handlers.duplicate({ order: "oldestFirst" }, never());
    assert.deepEqual(peek.host.duplicates[0]?.position, { kind: "earliest" });
  });

  it("tells what reading cost as a document that programs can read", async () => {
    const [gateway] = orders(1, 3);
    const peek = peekInto(gateway);
    await peek.read();
    await peek.handlers.showMetrics({}, never());
    const [document] = peek.host.documents;
    const metrics = JSON.parse(document?.text ?? "") as {
      readonly traffic: { readonly answerMs: number };
      readonly shown: { readonly messages: number };
      readonly lagToEnd: number;
      readonly positions: readonly object[];
    };
    assert.equal(metrics.shown.messages, 3);
    assert.ok(Number.isInteger(metrics.traffic.answerMs));
    assert.equal(metrics.lagToEnd, 0);
    const there = { topic: "orders", partition: 0, offset: 3 };
    assert.deepEqual(metrics.positions, [{ ...there, end: 3, lagToEnd: 0 }]);
  });
});

describe("PeekSession: export", () => {
  it("writes what is loaded", async () => {
    const [gateway] = orders(1, 5);
    const peek = peekInto(gateway);
    await peek.read({ pageSize: 2 });
    await peek.handlers.export({ what: "loaded", format: "jsonLines" }, never());
    const lines = (peek.host.files.get("orders.jsonl") ?? "").trim().split("\n");
    assert.deepEqual(
      lines.map((line) => (JSON.parse(line) as { value: string }).value),
      ["message 3", "message 4"],
    );
    assert.deepEqual(peek.host.told, ["2 messages exported."]);
  });

  it("writes the whole range from the position on, with progress", async () => {
    const [gateway] = orders(2, 3000);
    const peek = peekInto(gateway);
    const position = { kind: "offset", offset: "500" } as const;
    await peek.read({ position, pageSize: 1 });
    await peek.handlers.export({ what: "range", format: "csv" }, never());
    const rows = (peek.host.files.get("orders.csv") ?? "").trim().split("\r\n");
    assert.equal(rows.length, 2001);
    assert.equal(peek.host.reports.at(-1)?.startsWith("2,000 of 2,000 offsets"), true);
    assert.deepEqual(peek.host.told, ["2,000 messages exported."]);
  });

  it("writes nothing when it is cancelled, and fails when a partition does", async () => {
    const [gateway, logs] = orders(2, 10);
    const peek = peekInto(gateway);
    await peek.read();
    peek.host.cancel.abort();
    await peek.handlers.export({ what: "range", format: "json" }, never());
    assert.deepEqual([...peek.host.files], []);
    assert.deepEqual(peek.host.told, []);

    const failing = peekInto(gateway);
    await failing.read();
    const release = gateway.hold("scan");
    const exporting = failing.handlers.export({ what: "range", format: "json" }, never());
    await new Promise(setImmediate);
    if (logs[1] !== undefined) logs[1].leader = undefined;
    release();
    await assert.rejects(exporting, (error) => error instanceof KafkaError);
    assert.deepEqual([...failing.host.files], []);
  });
});

describe("PeekSession: how content is shown", () => {
  it("reads keys and values as they are chosen, and says why that fails", async () => {
    const gateway = new MemoryGateway();
    const key = Buffer.alloc(8);
    key.writeBigInt64BE(9_007_199_254_740_993n);
    gateway.addTopic("orders", 1)[0]?.append({ key, value: "text" });
    const page = await peekInto(gateway).read({ decodings: { key: "long", value: "int" } });
    const [row] = page.rows;
    assert.ok(row?.kind === "message");
    assert.deepEqual([row.key.kind, row.key.text], ["decoded", "9007199254740993"]);
    assert.equal(row.key.problem, undefined);
  });

  it("falls back to hex where the decoding does not fit, with the reason", async () => {
    const gateway = new MemoryGateway();
    gateway.addTopic("orders", 1)[0]?.append({ value: "three" });
    const peek = peekInto(gateway);
    const page = await peek.read({ decodings: { key: "auto", value: "long" } });
    const [row] = page.rows;
    assert.ok(row?.kind === "message");
    assert.equal(row.value.kind, "binary");
    assert.match(row.value.problem ?? "", /long/i);
    const details = await peek.handlers.details(ref(0, "0"), never());
    assert.match(details.value.problem ?? "", /long/i);
    const unknown = peek.read({ decodings: { key: "auto", value: "rot13" } });
    await assert.rejects(unknown, /no such decoding/);
  });

  it("finds structured data by itself and names what it was read as", async () => {
    const gateway = new MemoryGateway();
    const cbor = Buffer.from("a1626964182a", "hex");
    gateway.addTopic("orders", 1)[0]?.append({ value: cbor });
    const peek = peekInto(gateway);
    const page = await peek.read({ decodings: { key: "auto", value: "cbor" } });
    const [row] = page.rows;
    assert.ok(row?.kind === "message");
    assert.deepEqual([row.value.kind, row.value.text], ["decoded", '{ "id": 42 }']);
    const details = await peek.handlers.details(ref(0, "0"), never());
    assert.equal(details.value.decodedAs, "CBOR");
    assert.equal(details.value.pretty, '{\n  "id": 42\n}');
  });

  it("fills columns by JSON paths, exact to 64 bits", async () => {
    const gateway = new MemoryGateway();
    const [log] = gateway.addTopic("orders", 1);
    log?.append({ value: '{"id":9007199254740993,"items":[{"n":1},{"n":2}],"who":{"a":1}}' });
    log?.append({ value: "no json" });
    const columnPaths = ["$.id", "$.items[*].n", "$.who", "$.none"];
    const page = await peekInto(gateway).read({ columnPaths });
    assert.deepEqual(
      page.rows.map((row) => (row.kind === "message" ? row.columns : [])),
      [
        ["9007199254740993", "1, 2", '{"a":1}', ""],
        ["", "", "", ""],
      ],
    );
    assert.deepEqual(values(page).length, 2);
  });

  it("refuses a column's path that cannot be read, or that holds a filter, before it reads", async () => {
    const [gateway] = orders(1, 1);
    const peek = peekInto(gateway);
    await assert.rejects(peek.read({ columnPaths: ["$["] }), /JSON path cannot be read/);
    await assert.rejects(peek.read({ columnPaths: ["$[?match(@,'(a+)+b')]"] }), /has no filter/);
    assert.deepEqual(gateway.calls, []);
  });
});
