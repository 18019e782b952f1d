import assert from "node:assert/strict";
import { commitText, offsetsText, rangeText } from "../../../../src/lab/offsets/offsetsText";

describe("offsets in words", () => {
  it("are ranges with their number, in order", () => {
    assert.equal(offsetsText([0n, 1n, 2n, 7n]), "offsets 0–2, 7 (4 messages)");
    assert.equal(offsetsText([9n, 8n]), "offsets 8–9 (2 messages)");
    assert.equal(offsetsText([8n]), "offset 8 (1 message)");
    assert.equal(offsetsText([]), "no message");
  });

  it("count what came twice as often as it came", () => {
    assert.equal(offsetsText([3n, 3n]), "offsets 3 (2 messages)");
  });

  it("stay exact above 2^53", () => {
    assert.equal(offsetsText([9007199254740993n]), "offset 9007199254740993 (1 message)");
  });

  it("are written alike for what is expected", () => {
    assert.equal(rangeText(2, 5), offsetsText([2n, 3n, 4n]));
    assert.equal(rangeText(5, 5), "no message");
  });

  it("tell no commit apart from offset 0", () => {
    assert.equal(commitText(undefined), "no commit");
    assert.equal(commitText(0n), "offset 0");
  });
});
