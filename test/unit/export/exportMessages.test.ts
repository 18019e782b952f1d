import assert from "node:assert/strict";
import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { ChosenFormats } from "../../../src/decode/chosenFormats";
import { MessageDecoder } from "../../../src/decode/messageDecoder";
import {
  exportMessages,
  type ExportFormat,
  type ExportOptions,
} from "../../../src/export/exportMessages";
import type { Message } from "../../../src/kafka/model";
import { hex } from "../../support/bytes";
import { MemoryLog, type MessageDraft } from "../../support/memoryLog";
import { messageOf } from "../../support/messages";

async function exported(
  messages: readonly Message[],
  format: ExportFormat,
  options: Partial<ExportOptions> = {},
): Promise<string> {
  // in batches of two
  const batches = Array.from({ length: Math.ceil(messages.length / 2) }, (_, at) => ({
    messages: messages.slice(at * 2, at * 2 + 2),
  }));
  const parts = [];
  for await (const part of exportMessages(batches, { format, ...options })) parts.push(part);
  return parts.join("");
}

type Json = null | string | { readonly base64: string };

interface ExportedLine {
  readonly topic: string;
  readonly key: Json;
  readonly value: Json;
  readonly valueDecoded?: unknown;
  readonly headers: readonly { readonly key: string; readonly value: Json }[];
}

function bytesOf(json: Json): Buffer | undefined {
  if (json === null) return undefined;
  return typeof json === "string" ? Buffer.from(json) : Buffer.from(json.base64, "base64");
}

function contentOf({ key, value, headers }: Message): unknown {
  return { key, value, headers };
}

function readBack({ key, value, headers }: ExportedLine): unknown {
  return {
    key: bytesOf(key),
    value: bytesOf(value),
    headers: headers.map((header) => ({ key: header.key, value: bytesOf(header.value) })),
  };
}

const bytes = fc.oneof(
  fc.constant(undefined),
  fc.string({ unit: "binary" }).map((text) => Buffer.from(text)),
  fc
    .constantFrom("", "=1+1", "'=1", 'a,b\r\n"c"', "null", "\ufeffx", "\u2028")
    .map((text) => Buffer.from(text)),
  fc.uint8Array().map((array) => Buffer.from(array)),
);
const messages = fc
  .array(
    fc.record({
      key: bytes,
      value: bytes,
      headers: fc.array(fc.tuple(fc.string(), bytes), { maxLength: 3 }),
    }),
    { maxLength: 5 },
  )
  .map((drafts) => drafts.map((draft) => messageOf(draft)));

const hostile: MessageDraft = {
  key: '=HYPERLINK("http://evil")',
  value: hex("ff00"),
  headers: [
    ["a", "1"],
    ["a", undefined],
    ["a", ""],
  ],
  timestampMs: 1_795_183_200_220n,
};

describe("exportMessages", () => {
  it("writes JSON Lines that give every byte back", async () => {
    await fc.assert(
      fc.asyncProperty(messages, async (all) => {
        const text = await exported(all, "jsonLines");
        const lines = text.split("\n");
        assert.equal(lines.pop(), "");
        const read = lines.map((line) => readBack(JSON.parse(line) as ExportedLine));
        assert.deepEqual(read, all.map(contentOf));
      }),
    );
  });

  it("writes one JSON array, also of nothing", async () => {
    await fc.assert(
      fc.asyncProperty(messages, async (all) => {
        const read = JSON.parse(await exported(all, "json")) as ExportedLine[];
        assert.deepEqual(read.map(readBack), all.map(contentOf));
      }),
    );
  });

  it("writes CSV that gives every byte back, once the leading apostrophe is gone", async () => {
    const bytesOfCell = (row: Record<string, string>, name: string): Buffer | undefined => {
      const encoding = row[`${name}Encoding`] ?? "";
      const text = (row[name] ?? "").replace(/^'/, "");
      return encoding === "null" ? undefined : Buffer.from(text, encoding as BufferEncoding);
    };
    await fc.assert(
      fc.asyncProperty(messages, async (all) => {
        const rows = parse<Record<string, string>>(await exported(all, "csv"), { columns: true });
        const read = rows.map((row) => ({
          key: bytesOfCell(row, "key"),
          value: bytesOfCell(row, "value"),
          headers: (JSON.parse(row["headers"] ?? "") as ExportedLine["headers"]).map(
            ({ key, value }) => ({
              key,
              value: bytesOf(value),
            }),
          ),
        }));
        assert.deepEqual(read, all.map(contentOf));
      }),
    );
  });

  it("never lets a cell of a message begin as a formula does", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom("=", "+", "-", "@", "\t", "\r", "＝", "|"),
        fc.string(),
        async (start, rest) => {
          const text = await exported([messageOf({ key: start + rest, value: start })], "csv");
          const [row] = parse<Record<string, string>>(text, { columns: true });
          assert.equal(row?.["key"]?.charAt(0), "'");
          assert.equal(row["value"]?.charAt(0), "'");
        },
      ),
    );
  });

  it("writes all there is to a message", async () => {
    const text = await exported([messageOf(hostile)], "jsonLines");
    assert.deepEqual(JSON.parse(text), {
      topic: "orders",
      partition: 0,
      offset: 0,
      timestamp: "2026-11-20T14:00:00.220Z",
      timestampMs: 1_795_183_200_220,
      timestampType: "CreateTime",
      key: '=HYPERLINK("http://evil")',
      value: { base64: "/wA=" },
      headers: [
        { key: "a", value: "1" },
        { key: "a", value: null },
        { key: "a", value: "" },
      ],
    });
  });

  it("keeps every digit of an offset", async () => {
    const log = new MemoryLog("orders", 0);
    log.skipTo(9_007_199_254_740_993n);
    log.append();
    const text = await exported(log.messages(0n, log.highWatermark, true), "jsonLines");
    assert.match(text, /"offset":9007199254740993,/);
  });

  it("adds what bytes were decoded to, digit for digit", async () => {
    const choices = { key: { format: "auto" }, value: { format: "messagePack" } } as const;
    const options = { decoder: new ChosenFormats(new MessageDecoder(), choices, 1_000_000) };
    const message = messageOf({ value: hex("81 a1 69 cf 0020000000000001") });
    assert.match(
      await exported([message], "jsonLines", options),
      /"valueDecoded":\{"i": 9007199254740993\}/,
    );
    const [row] = parse<Record<string, string>>(await exported([message], "csv", options), {
      columns: true,
    });
    assert.equal(row?.["valueDecoded"], '{"i": 9007199254740993}');
  });

  it("holds one message at a time, and stops when asked to", async () => {
    const controller = new AbortController();
    const parts = exportMessages(
      [{ messages: [messageOf({ value: "1" }), messageOf({ value: "2" })] }],
      { format: "jsonLines", signal: controller.signal },
    );
    assert.match((await parts.next()).value ?? "", /"value":"1"/);
    controller.abort(new Error("enough"));
    await assert.rejects(parts.next(), /enough/);
  });
});
