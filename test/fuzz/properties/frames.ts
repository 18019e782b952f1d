import assert from "node:assert/strict";
import fc from "fast-check";
import { AnswerBuffers } from "../../../src/kafka/connection/answerBuffers";
import { AnswerFrames } from "../../../src/kafka/connection/answerFrames";
import { i32, join } from "../../support/bytes";
import { noise } from "../arbitraries/damage";
import { failsOnlyAs } from "../failsOnlyAs";
import { fuzzProperty, type FuzzProperty } from "../fuzzProperty";

const pieces = fc.array(fc.integer({ min: 1, max: 64 }), { minLength: 1, maxLength: 20 });

function feed(bytes: Buffer, lengths: readonly number[]): readonly Buffer[] {
  const answers: Buffer[] = [];
  const frames = new AnswerFrames(new AnswerBuffers(), (answer) => answers.push(answer));
  for (let at = 0, turn = 0; at < bytes.length; turn++) {
    const end = at + (lengths[turn % lengths.length] ?? 1);
    frames.receive(bytes.subarray(at, end));
    at = end;
  }
  return answers;
}

export const frameProperties: readonly FuzzProperty[] = [
  fuzzProperty({
    title: "answers are the same in whatever pieces they come",
    input: fc.tuple(
      fc.array(fc.uint8Array({ minLength: 4, maxLength: 200 }), { maxLength: 6 }),
      pieces,
    ),
    check: ([sent, lengths]) => {
      const bytes = join(...sent.map((answer) => join(i32(answer.length), Buffer.from(answer))));
      assert.deepEqual(
        feed(bytes, lengths),
        sent.map((answer) => Buffer.from(answer)),
      );
    },
  }),
  fuzzProperty({
    title: "an answer takes no more memory than came of it",
    maxMebibytes: 18,
    input: fc.tuple(
      fc.oneof(fc.integer(), fc.constantFrom(0x7fff_ffff, 0x1000_0000, 4)),
      noise(300),
      pieces,
    ),
    check: ([claimed, bytes, lengths]) => {
      failsOnlyAs(RangeError, () => feed(join(i32(claimed), bytes), lengths));
    },
  }),
];
