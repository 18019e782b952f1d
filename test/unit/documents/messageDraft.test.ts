import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import * as fc from "fast-check";
import { parseMessageDraft } from "../../../src/documents/messageDraft";
import { newDraftText, resendDraftText } from "../../../src/documents/messageDraftText";
import type { MessageHeader } from "../../../src/kafka/model";
import { kafkaError } from "../../support/kafkaError";
import { messageOf } from "../../support/messages";

interface Content {
  readonly key?: Buffer | undefined;
  readonly value?: Buffer | undefined;
  readonly headers?: readonly MessageHeader[];
}

function resent({ key, value, headers = [] }: Content): string {
  return resendDraftText({ ...messageOf({ key, value }), headers });
}

function assertExact(content: Content): void {
  const text = resent(content);
  const { key, value, headers } = parseMessageDraft(text);
  const { headers: expected = [] } = content;
  assert.deepEqual(
    { key, value, headers },
    { key: content.key, value: content.value, headers: expected },
    text,
  );
}

const draft =
  (members: string): (() => unknown) =>
  () =>
    parseMessageDraft(`{\n${members}\n}`);

describe("the document a message is sent again from", () => {
  it("stands for the very same bytes, whatever they are", () => {
    const contents = [
      undefined,
      Buffer.alloc(0),
      Buffer.from("plain text"),
      Buffer.from('{"id":9007199254740993,"total":12.50,"id":1e400}'),
      Buffer.from('{ "spaced" : [ 1, 2 ] }\n'),
      Buffer.from('"a string"'),
      Buffer.from("null"),
      Buffer.from("42"),
      Buffer.from('{"hidden":"a\u202eb"}'),
      Buffer.from("tab\tand \u0007 bell, größe, 😀, \u2028"),
      Buffer.from("\ufeff{}"),
      Buffer.from([0, 0, 0, 0, 12, 2, 65]),
      Buffer.from([0xff, 0xfe]),
      randomBytes(1_000),
      Buffer.from(JSON.stringify({ deep: "x".repeat(1_000_000) })),
      Buffer.from("[".repeat(150) + "]".repeat(150)),
    ];
    for (const content of contents) {
      assertExact({ key: content, value: content, headers: [{ key: "h", value: content }] });
    }
  });

  it("does so for any text and any JSON", () => {
    const texts = fc.oneof(
      fc.string({ unit: "binary" }).map((text) => text.replace(/[\ud800-\udfff]/gu, "")),
      fc.json(),
    );
    fc.assert(
      fc.property(texts, texts, (key, value) => {
        assertExact({
          key: Buffer.from(key),
          value: Buffer.from(value),
          headers: [{ key: key.replaceAll("\ufffd", ""), value: undefined }],
        });
      }),
      { numRuns: 25 },
    );
  });

  it("shows JSON as JSON, indented, number for number", () => {
    const text = resent({ value: Buffer.from('{"id":9007199254740993,"total":12.50}') });
    assert.match(text, /"value": \{\n {4}"id": 9007199254740993,\n {4}"total": 12\.50\n {2}\},/);
    assert.match(text, /"valueEncoding": "json"/);
  });

  it("shows a tombstone as null, and what is no text as base64", () => {
    const text = resent({ key: Buffer.from([0, 1, 2]) });
    assert.match(text, /"key": "AAEC",\n {2}"keyEncoding": "base64"/);
    assert.match(text, /"value": null/);
  });

  it("is refused where a header's key was not UTF-8, which would be sent as other bytes", () => {
    assert.throws(
      () => resent({ headers: [{ key: "a\ufffd", value: undefined }] }),
      kafkaError("invalidInput", /key of a header is not valid UTF-8/),
    );
  });

  it("holds no line end that an editor might take away", () => {
    for (const text of ["a\u2028b", '{"a":"\u2029\ufeff"}']) {
      assert.doesNotMatch(resent({ value: Buffer.from(text) }), /[\u2028\u2029\ufeff]/);
    }
  });

  it("names the message's topic and partition, and now as its time", () => {
    const { topic, partition, timestampMs } = parseMessageDraft(
      resendDraftText({ ...messageOf({}), partition: 3 }),
    );
    assert.deepEqual([topic, partition, timestampMs], ["orders", 3, undefined]);
  });

  it("is refused for a message that no editor would like", () => {
    assert.throws(
      () => resent({ value: Buffer.alloc(9 * 1024 * 1024) }),
      kafkaError("invalidInput", /too large to be edited/),
    );
  });
});

describe("the document a new message is written in", () => {
  it("is a message already", () => {
    assert.deepEqual(parseMessageDraft(newDraftText('a"b', undefined)), {
      topic: 'a"b',
      partition: undefined,
      key: undefined,
      value: Buffer.from("{}"),
      headers: [],
      timestampMs: undefined,
    });
    assert.equal(parseMessageDraft(newDraftText("orders", 5)).partition, 5);
  });

  it("takes every encoding, and times in two ways", () => {
    const message = parseMessageDraft(`{
      "topic": "orders", "partition": 0,
      "key": "00 0aFF", "keyEncoding": "hex",
      "value": [ 1.0, "a b" ], "valueEncoding": "json",
      "headers": [{ "key": "", "value": "/w==", "encoding": "base64" }, { "key": "k" }],
      "timestamp": "2026-11-20T15:00:00.5+01:00"
    }`);
    assert.deepEqual(message, {
      topic: "orders",
      partition: 0,
      key: Buffer.from([0, 10, 255]),
      value: Buffer.from('[1.0,"a b"]'),
      headers: [
        { key: "", value: Buffer.from([255]) },
        { key: "k", value: undefined },
      ],
      timestampMs: BigInt(Date.parse("2026-11-20T14:00:00.500Z")),
    });
    assert.equal(
      parseMessageDraft('{"topic":"t","timestamp":1700000000000}').timestampMs,
      1_700_000_000_000n,
    );
  });

  it("says in which line it is wrong, and how", () => {
    const wrong: readonly (readonly [members: string, words: RegExp])[] = [
      ['"topic": ""', /^Line 2: "topic" is a string that is not empty\.$/],
      ['"partition": 1', /^Line 1: The message has no "topic"\.$/],
      ['"topic": "t",\n"partition": -1', /^Line 3: "partition" is a number from 0 on, or null/],
      ['"topic": "t",\n"partition": 1.0', /^Line 3: "partition"/],
      ['"topic": "t",\n"partition": "0"', /^Line 3: "partition"/],
      ['"topic": "t",\n"vlaue": 1', /^Line 3: "vlaue" is not known here; there are topic, /],
      ['"topic": "t",\n"topic": "u"', /^Line 3: "topic" is there twice\.$/],
      ['"topic": "t",\n"value": {}', /^Line 3: With the encoding "text" "value" is a string/],
      ['"topic": "t",\n"keyEncoding": "utf8"', /^Line 3: "keyEncoding" is one of "text", "json"/],
      ['"topic": "t", "key": "xyz",\n"keyEncoding": "hex"', /^Line 2: "key" is not hex/],
      ['"topic": "t", "key": "a*b",\n"keyEncoding": "base64"', /^Line 2: "key" is not base64/],
      ['"topic": "t",\n"headers": {}', /^Line 3: "headers" is a list/],
      ['"topic": "t",\n"headers": [\n{"value": "v"}]', /^Line 4: A header has no "key"/],
      ['"topic": "t",\n"timestamp": "yesterday"', /^Line 3: "timestamp" is null for now/],
      ['"topic": "t",\n"timestamp": "2026-02-30T00:00:00Z"', /^Line 3: "timestamp"/],
      ['"topic": "t",\n"timestamp": "1969-12-31T00:00:00Z"', /^Line 3: "timestamp"/],
      ['"topic": "t",\n"value": "\\ud800"', /^Line 3: "value" holds half of a character/],
      ['"topic": "t",\n"value": ["\ud800"], "valueEncoding": "json"', /^Line 3: "value" holds/],
      ['"topic": "t",\n"headers": [{"key": "\\udc00"}]', /^Line 3: "key" holds half/],
      ['"topic": "t",\n"timestamp": -1', /^Line 3: "timestamp"/],
      ['"topic": "t",\n"timestamp": 1000000000000000', /^Line 3: "timestamp"/],
      ['"topic": "t",', /^Line 3: A name in double quotes is missing\.$/],
      ['"topic": "t"\n"key": null', /^Line 3: A comma or "}" is missing\.$/],
      ['"topic" "t"', /^Line 2: A colon is missing after "topic"\.$/],
      ['"topic": "t\nu"', /^Line 2: A string holds a line break or an unknown escape\.$/],
      ['"topic": "t', /A string has no end\.$/],
      ['"topic": tru', /^Line 2: A value is missing, or not JSON\.$/],
      [`"topic": "t", "value": ${"[".repeat(300)}`, /^Line 2: It is nested deeper/],
    ];
    for (const [members, words] of wrong) {
      assert.throws(draft(members), kafkaError("invalidInput", words), members);
    }
    assert.throws(() => parseMessageDraft("[]"), kafkaError("invalidInput", /is an object/));
    assert.throws(() => parseMessageDraft("{} {}"), kafkaError("invalidInput", /after the end/));
    assert.throws(() => parseMessageDraft(""), kafkaError("invalidInput", /^Line 1: /));
  });
});
