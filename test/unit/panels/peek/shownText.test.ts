import assert from "node:assert/strict";
import { encode as encodeMessagePack } from "@msgpack/msgpack";
import { encode as encodeCbor } from "cborg";
import fc from "fast-check";
import { MessageDecoder } from "../../../../src/decode/messageDecoder";
import { bytePrefilter } from "../../../../src/filter/bytePrefilter";
import { createMessageFilter } from "../../../../src/filter/messageFilter";
import type { TextFilterSpec } from "../../../../src/filter/filterSpec";
import { ShownText } from "../../../../src/panels/peek/shownText";
import type { FilterSpec } from "../../../../src/panels/peek/protocol/query";
import { eventually } from "../../../support/eventually";
import { filterWorkerScript } from "../../../support/filterWorkerScript";
import { MemoryGateway } from "../../../support/memoryGateway";
import { messageOf } from "../../../support/messages";
import { never, offsets, peekInto } from "../../../support/peekSession";

const decoder = new MessageDecoder();
const auto = { key: { format: "auto" }, value: { format: "auto" } } as const;
const shown = new ShownText(decoder, auto, 10_000, false);

const textSpec = (text: string): TextFilterSpec => ({
  kind: "text",
  text,
  isCaseSensitive: true,
  parts: ["key", "value"],
});

describe("a filter of text under Auto", () => {
  let scriptFile: string;

  before(async () => {
    scriptFile = await filterWorkerScript();
  });

  function gatewayOf(...values: readonly Buffer[]): MemoryGateway {
    const gateway = new MemoryGateway();
    const [log] = gateway.addTopic("orders", 1);
    for (const value of values) log?.append({ value });
    return gateway;
  }

  const encoded = [
    Buffer.from(encodeMessagePack({ id: 4711, city: "Groningen" })),
    Buffer.from(encodeCbor({ id: 4712, city: "Groningen" })),
    Buffer.from('{"id":4711}'),
    Buffer.from([0xff, 0x00, 0x47, 0x11]),
  ];

  const cases: readonly (readonly [string, Partial<FilterSpec>, readonly string[]])[] = [
    ["a number inside MessagePack", { text: "4711" }, ["0:0", "0:2"]],
    ["a number inside CBOR", { text: "4712" }, ["0:1"]],
    ["a word inside both", { text: "Groningen" }, ["0:0", "0:1"]],
    ["what stands in a row, across keys", { text: '"id": 4711, "city"' }, ["0:0"]],
    ["without regard to case", { text: "GRONINGEN", isCaseSensitive: false }, ["0:0", "0:1"]],
    ["a pattern of digits", { kind: "regex", text: "47\\d2" }, ["0:1"]],
    ["the hex of bytes that are nothing else", { text: "ff 00 47" }, ["0:3"]],
  ];
  for (const [what, change, hits] of cases) {
    it(`finds ${what}, in a page and in a search`, async () => {
      const peek = peekInto(gatewayOf(...encoded), "orders", {
        filters: { scriptFile, timeoutMs: 5000, hasRegistry: false },
      });
      const filter = { ...textSpec(""), ...change };
      const page = await peek.read({ filter });
      assert.deepEqual(offsets(page), hits);
      let found = await peek.search({ filter });
      const rows = [...found.rows];
      await eventually("the search is done", async () => {
        found = await peek.handlers.searchPoll({}, never());
        rows.push(...found.rows);
        return found.progress.isDone && found.rows.length === 0;
      });
      assert.deepEqual(offsets({ rows }), hits);
      peek.session.dispose();
    });
  }

  it("takes a first look at bytes for nothing but what only strings hold", () => {
    const startsOf = (text: string): readonly string[] | undefined =>
      bytePrefilter(textSpec(text), true)?.map(String);
    assert.deepEqual(startsOf("Groningen"), ["Groningen", "\u007f"]);
    assert.deepEqual(startsOf('"city": "Groningen"'), ["Groningen", "\u007f"]);
    for (const text of ["4711", "true", "ff 00", "-1.5e+21", "simple(1)", '"id"', "NaN"]) {
      assert.equal(startsOf(text), undefined, text);
    }
  });

  it("finds any part of what is shown, and the first look at its bytes does not drop it", async () => {
    const leaf = fc.oneof(
      fc.integer(),
      fc.double({ noNaN: true }),
      fc.boolean(),
      fc.constant(null),
      fc.string({ maxLength: 8, unit: "grapheme" }),
      fc.uint8Array({ maxLength: 4 }),
    );
    const data = fc.dictionary(fc.string({ maxLength: 4 }), fc.oneof(leaf, fc.array(leaf)), {
      minKeys: 1,
      maxKeys: 4,
    });
    const encoder = fc.constantFrom(
      (value: unknown) => Buffer.from(encodeMessagePack(value)),
      (value: unknown) => Buffer.from(encodeCbor(value)),
    );
    const part = fc.tuple(fc.nat(), fc.integer({ min: 1, max: 12 }));
    await fc.assert(
      fc.asyncProperty(data, encoder, part, async (value, encode, [from, length]) => {
        const message = messageOf({ value: encode(value) });
        const { text } = await shown.decode(message, "value");
        const at = from % Math.max(1, text.length);
        const wanted = text.slice(at, at + length);
        fc.pre(wanted !== "" && !/[\p{Cs}\ufffd]/u.test(wanted));
        const filter = await createMessageFilter(textSpec(wanted), {
          scriptFile,
          timeoutMs: 4000,
          decoder: shown,
        });
        assert.deepEqual(await filter.select([message]), [message], wanted);
        const { value: bytes } = message;
        assert.ok(filter.anyOf?.some((each) => bytes?.includes(each)) ?? true, wanted);
        filter.close();
      }),
      { numRuns: 500 },
    );
  });
});
