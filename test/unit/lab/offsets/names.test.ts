import assert from "node:assert/strict";
import { experiments } from "../../../../src/lab/offsets/experiments";
import { freeTopic, isOfOffsetLab } from "../../../../src/lab/offsets/names";

describe("names of the offset lab", () => {
  it("are the first that are free", () => {
    assert.equal(freeTopic("commit", new Set()), "offset-lab-commit-1");
    const taken = new Set(["offset-lab-commit-1", "offset-lab-commit-2", "offset-lab-commit-4"]);
    assert.equal(freeTopic("commit", taken), "offset-lab-commit-3");
  });

  it("are known again", () => {
    assert.ok(isOfOffsetLab("offset-lab-commit-1-each-message"));
    assert.ok(!isOfOffsetLab("orders"));
  });

  it("differ from experiment to experiment", () => {
    assert.equal(new Set(experiments.map(({ slug }) => slug)).size, experiments.length);
    assert.equal(new Set(experiments.map(({ id }) => id)).size, experiments.length);
  });
});
