import assert from "node:assert/strict";
import fc from "fast-check";
import { parseChangeRecord } from "../../../src/changes/changeRecord";
import { parseTypedTime } from "../../../src/decode/typedTime";
import { parseMessageDraft } from "../../../src/documents/messageDraft";
import { parseDuration } from "../../../src/kafka/reset/duration";
import { parseOffsetsFile } from "../../../src/kafka/reset/offsetsFile";
import { parseScope } from "../../../src/kafka/reset/parseScope";
import { changedJson } from "../arbitraries/json";
import { changedText, textOf, textMebibytes } from "../arbitraries/text";
import { failsOnlyOf } from "../failsOnlyAs";
import { fuzzProperty, type FuzzProperty } from "../fuzzProperty";
import { changeRecords, messageDraft, offsetsFiles } from "../samples/files";

const offsetsWords = [
  "orders",
  ",",
  "0",
  "18000",
  "\n",
  "\r\n",
  '"',
  " ",
  "\t",
  "-1",
  "\ufeff",
  "group",
];
const draftWords = [
  '"',
  "{",
  "[",
  "]",
  "}",
  ",",
  ":",
  "\\u",
  "null",
  "1e999",
  "\n",
  "\u0000",
  '"key"',
];
const timeWords = [
  "2026-11-20",
  "T14:00",
  "Z",
  "now",
  " ago",
  "2 h",
  "P1D",
  "+99:99",
  "9",
  "-",
  "[UTC]",
];

const nowMs = Date.UTC(2026, 10, 20);

export const typedTextProperties: readonly FuzzProperty[] = [
  fuzzProperty({
    title: "files of offsets are offsets in range, or refused by line",
    maxMebibytes: textMebibytes,
    share: 4,
    input: fc.oneof(textOf(offsetsWords, 40), changedText(offsetsFiles, offsetsWords)),
    check: (text) => {
      const parsed = parseOffsetsFile(text);
      if (!parsed.ok) {
        assert.ok(parsed.problems.length > 0);
        return;
      }
      const isInRange = (offset: bigint): boolean => offset >= 0n && offset < 2n ** 63n;
      assert.ok(parsed.lines.every(({ offset }) => isInRange(offset)));
    },
  }),
  fuzzProperty({
    title: "scopes, durations and times are understood, or refused with a reason",
    maxMebibytes: textMebibytes,
    share: 2,
    input: fc.oneof(textOf(["orders", ":0,1", ",", " ", "a.b"]), textOf(timeWords)),
    check: (text) => {
      for (const parsed of [
        parseScope(text),
        parseDuration(text),
        parseTypedTime(text, "UTC", nowMs),
      ]) {
        assert.ok(parsed.ok || parsed.reason !== "");
      }
    },
  }),
  fuzzProperty({
    title: "messages written down are read, or refused by line",
    maxMebibytes: textMebibytes,
    share: 3,
    input: changedText([messageDraft], draftWords),
    check: (text) => {
      failsOnlyOf(["invalidInput"], () => parseMessageDraft(text));
    },
  }),
  fuzzProperty({
    title: "records of the journal are read, or told as unreadable",
    maxMebibytes: textMebibytes,
    share: 3,
    input: fc.oneof(
      textOf(draftWords),
      changedText(
        changeRecords.map((record) => JSON.stringify(record)),
        draftWords,
      ),
      changedJson(changeRecords).map((json) => (JSON.stringify(json) as string | undefined) ?? ""),
    ),
    check: (text) => {
      const record = parseChangeRecord(text);
      if (record !== undefined) assert.match(record.id, /^\d{8}T\d{9}Z-[0-9a-f]{8}$/);
    },
  }),
];
