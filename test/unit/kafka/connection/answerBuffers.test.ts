import assert from "node:assert/strict";
import { AnswerBuffers } from "../../../../src/kafka/connection/answerBuffers";

const large = 1024 * 1024;

describe("AnswerBuffers", () => {
  it("hands out again what was given back, by any part of it", () => {
    const buffers = new AnswerBuffers();
    const first = buffers.take(large);
    buffers.giveBack(first.subarray(10, 20));
    const second = buffers.take(large - 5);
    assert.equal(second.buffer, first.buffer);
    assert.ok(second.length >= large - 5);
  });

  it("hands nothing out twice at the same time", () => {
    const buffers = new AnswerBuffers();
    const first = buffers.take(large);
    buffers.giveBack(first);
    buffers.giveBack(first);
    const taken = [buffers.take(large), buffers.take(large)];
    assert.equal(new Set(taken.map(({ buffer }) => buffer)).size, 2);
  });

  it("takes nothing that is not its own, and nothing small", () => {
    const buffers = new AnswerBuffers();
    const small = buffers.take(100);
    const foreign = Buffer.allocUnsafeSlow(large);
    for (const buffer of [small, foreign]) buffers.giveBack(buffer);
    assert.notEqual(buffers.take(large).buffer, foreign.buffer);
    assert.notEqual(buffers.take(100).buffer, foreign.buffer);
  });

  it("does not hand out what is too small", () => {
    const buffers = new AnswerBuffers();
    buffers.giveBack(buffers.take(large));
    assert.ok(buffers.take(3 * large).length >= 3 * large);
  });

  it("lets go of what it was given", () => {
    const buffers = new AnswerBuffers();
    const first = buffers.take(large);
    buffers.giveBack(first);
    buffers.clear();
    assert.notEqual(buffers.take(large).buffer, first.buffer);
  });
});
