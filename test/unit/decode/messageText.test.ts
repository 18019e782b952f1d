import assert from "node:assert/strict";
import { exactText, messageText } from "../../../src/decode/messageText";
import type { MessageDraft } from "../../support/memoryLog";
import { MemoryLog } from "../../support/memoryLog";

function textOf(draft: MessageDraft, offset = 0n): string {
  const log = new MemoryLog("orders", 3);
  log.skipTo(offset);
  log.append(draft);
  const [message] = log.messages(0n, log.highWatermark, true);
  assert.ok(message);
  return messageText(message);
}

describe("messageText", () => {
  it("holds a JSON value as it is, with exact numbers and offsets", () => {
    const text = textOf({ value: '{"id":9007199254740993}' }, 9_007_199_254_740_995n);
    assert.match(text, /"offset": 9007199254740995,/);
    assert.match(
      text,
      /"value": \{\n {4}"id": 9007199254740993\n {2}\},\n {2}"valueFormat": "json"/,
    );
  });

  it("tells a tombstone from an empty value", () => {
    assert.match(textOf({ value: undefined }), /"value": null,/);
    assert.match(textOf({ value: "" }), /"value": "",\n {2}"valueFormat": "text"/);
  });

  it("shows other bytes as hex", () => {
    assert.match(
      textOf({ value: Buffer.from([0, 255]) }),
      /"value": "00 ff",\n {2}"valueFormat": "hex"/,
    );
  });

  it("keeps repeated headers in order, null ones included", () => {
    const text = textOf({
      headers: [
        ["a", "1"],
        ["a", undefined],
      ],
    });
    const read = JSON.parse(text) as { headers: { key: string; value: string | null }[] };
    assert.deepEqual(
      read.headers.map(({ key, value }) => [key, value]),
      [
        ["a", "1"],
        ["a", null],
      ],
    );
  });

  it("is valid JSON without invisible characters, whatever the message holds", () => {
    const text = textOf({
      key: 'a\u202e"\\',
      value: '{"x\u2066":"\u200b\u{e0041}"}',
      headers: [["\u0007", "b"]],
    });
    const read = JSON.parse(text) as { key: string; value: unknown };
    assert.equal(read.key, 'a\u202e"\\');
    assert.deepEqual(read.value, { "x\u2066": "\u200b\u{e0041}" });
    assert.doesNotMatch(text, /\p{Cf}/u);
  });
});

describe("exactText", () => {
  it("is the text itself, or hex for what is no text", () => {
    assert.equal(exactText(Buffer.from("a\u202e")), "a\u202e");
    assert.equal(exactText(Buffer.from([255, 0])), "ff 00");
    assert.equal(exactText(undefined), "");
  });
});
