import assert from "node:assert/strict";

import { median } from "../../../../tools/bench/medians";

describe("median", () => {
  it("is the value in the middle, whatever the order", () => {
    assert.equal(median([9, 1, 5]), 5);
  });

  it("is the mean of the two in the middle of an even number of values", () => {
    assert.equal(median([4, 1, 3, 100]), 3.5);
  });

  it("refuses to make one up from nothing", () => {
    assert.throws(() => median([]), /No values/);
  });
});
