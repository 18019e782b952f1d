import assert from "node:assert/strict";
import { AnswerBuffers } from "../../../../src/kafka/connection/answerBuffers";
import { AnswerFrames, notKafkaCode } from "../../../../src/kafka/connection/answerFrames";

function frame(answer: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeInt32BE(answer.length);
  return Buffer.concat([length, answer]);
}

describe("AnswerFrames", () => {
  const short = Buffer.from("short");
  const long = Buffer.from("a longer answer");
  const large = Buffer.alloc(300_000, "large");
  let answers: Buffer[];
  let frames: AnswerFrames;

  beforeEach(() => {
    answers = [];
    frames = new AnswerFrames(new AnswerBuffers(), (answer) => answers.push(answer));
    frames.trust();
  });

  for (const bytesAtATime of [1, 3, 7, 64 * 1024, Infinity]) {
    it(`finds every answer in pieces of ${bytesAtATime} bytes that are overwritten`, () => {
      const sent = [short, long, large, short];
      const bytes = Buffer.concat(sent.map(frame));
      const step = Math.min(bytesAtATime, bytes.length);
      const piece = Buffer.alloc(step);
      for (let start = 0; start < bytes.length; start += step) {
        frames.receive(piece.subarray(0, bytes.copy(piece, 0, start, start + step)));
        piece.fill(0xee);
      }
      assert.deepEqual(answers, sent);
    });
  }

  it("makes room as it comes where an answer claims more than is likely", () => {
    const claimed = 40 * 1024 * 1024;
    const huge = Buffer.alloc(claimed, "huge");
    frames.receive(frame(huge));
    assert.ok(answers[0]?.equals(huge));
  });

  it("forgets half an answer", () => {
    frames.receive(frame(long).subarray(0, 9));
    frames.reset();
    frames.receive(frame(short).subarray(0, 2));
    frames.reset();
    frames.receive(frame(short));
    assert.deepEqual(answers, [short]);
  });

  it("believes no long answer of whoever has not shown yet that it is Kafka", () => {
    const claim = Buffer.alloc(4);
    claim.writeInt32BE(1024 * 1024 + 1);
    frames.reset();
    assert.throws(
      () => {
        frames.receive(claim);
      },
      { code: notKafkaCode },
    );
    frames.reset();
    frames.receive(frame(large));
    frames.receive(frame(short));
    assert.deepEqual(answers, [large, short]);
  });

  for (const length of [-1, 0, 3]) {
    it(`refuses an answer of ${length} bytes`, () => {
      const bytes = Buffer.alloc(4);
      bytes.writeInt32BE(length);
      assert.throws(() => {
        frames.receive(bytes);
      }, RangeError);
    });
  }
});
