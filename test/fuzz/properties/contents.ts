import assert from "node:assert/strict";
import fc from "fast-check";
import { autoStructured, autoText } from "../../../src/decode/autoFormat";
import { bytesFormats } from "../../../src/decode/bytesFormats";
import { describeContent, summarize } from "../../../src/decode/content";
import { DecodeError } from "../../../src/decode/decodeError";
import {
  decodeInternalKey,
  decodeInternalValue,
} from "../../../src/decode/internalTopics/internalTopicFormat";
import { visibleText } from "../../../src/decode/visibleText";
import { invisibleIn } from "../../support/invisibleIn";
import { damaged } from "../arbitraries/damage";
import { failsOnlyAs } from "../failsOnlyAs";
import { fuzzProperty, type FuzzProperty } from "../fuzzProperty";

const maxCharacters = 10_000;
const limits = { maxCharacters };
const contentLimits = { textBytes: 10_000, hexBytes: 1_000 };

const hex = (digits: string): Buffer => Buffer.from(digits.replaceAll(" ", ""), "hex");

const contents: readonly Buffer[] = [
  Buffer.from('{"id":9007199254740993,"list":[1,2.50,true,null],"text":"\\u202e<b>"}'),
  Buffer.from("[".repeat(5_000)),
  Buffer.from('{"a":'.repeat(2_000) + "1" + "}".repeat(2_000)),
  Buffer.from("plain text\u202e\u0000"),
  // MessagePack: a map of text, a list, an extension; CBOR: the like, with a tag and chunks
  hex("83 a161 01 a162 93 c3 cb3ff8000000000000 d9 02 6869 a163 d6 ff 5f5e1000"),
  hex("a3 6161 01 6162 9f f5 fb3ff8000000000000 ff 6163 c1 1a5f5e1000"),
  hex("81".repeat(1_000) + "01"),
  hex("dd7fffffff"),
  hex("9b7fffffffffffffff"),
  // the brokers' own records: an offset commit's key and value
  hex("0001 0003 616263 0001 74 00000000"),
  hex("0003 0000000000004650 ffffffff 0000 0000018bcfe56800"),
];

export const contentProperties: readonly FuzzProperty[] = [
  fuzzProperty({
    title: "keys and values are decoded within the limit, or refused",
    share: 8,
    input: damaged(contents),
    check: (bytes) => {
      if (bytes.length === 0) return;
      for (const decode of Object.values(bytesFormats)) {
        failsOnlyAs(DecodeError, () => {
          assert.ok(decode(bytes, limits).text.length <= maxCharacters + 10);
        });
      }
      autoText(bytes, limits);
      autoStructured(bytes, limits);
    },
  }),
  fuzzProperty({
    title: "the brokers' own records are decoded, or refused",
    share: 3,
    input: fc.tuple(damaged(contents), damaged(contents)),
    check: ([key, value]) => {
      for (const format of ["consumerOffsets", "transactionState"] as const) {
        failsOnlyAs(DecodeError, () => decodeInternalKey(format, key, limits));
        failsOnlyAs(DecodeError, () => decodeInternalValue(format, key, value, limits));
      }
    },
  }),
  fuzzProperty({
    title: "contents are described with every hostile character visible",
    share: 3,
    input: damaged(contents),
    check: (bytes) => {
      summarize(bytes, 100);
      const { pretty = "", raw = "" } = describeContent(bytes, contentLimits);
      for (const text of [pretty, raw, visibleText(bytes.toString())]) {
        assert.equal(invisibleIn(text), undefined);
      }
    },
  }),
];
