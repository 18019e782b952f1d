import assert from "node:assert/strict";
import { describeError } from "../../../src/ui/errorLog";

describe("describeError", () => {
  it("tells the whole chain of causes", () => {
    const text = describeError(new Error("outer", { cause: new TypeError("inner") }));
    assert.match(text, /outer[^]*caused by: TypeError: inner/);
  });

  it("ends on a chain that bites its tail", () => {
    const error = new Error("round");
    error.cause = error;
    assert.equal(describeError(error).match(/Error: round/g)?.length, 1);
  });

  it("tells thrown values that are no errors", () => {
    assert.match(describeError({ code: 7 }), /code: 7/);
    assert.match(describeError("text"), /text/);
  });
});
