import assert from "node:assert/strict";
import { mechanismsOf } from "../../../../../src/kafka/connection/sasl/mechanismsOf";

describe("mechanismsOf", () => {
  it("names what a listener accepts", () => {
    const names = ["PLAIN", "SCRAM-SHA-256", "AWS_MSK_IAM"];
    assert.equal(mechanismsOf(names), "PLAIN, SCRAM-SHA-256, AWS_MSK_IAM");
  });

  it("repeats nothing that no mechanism is called, and no list without end", () => {
    const hostile = ["[x](command:evil)", "A".repeat(1_000_000), "", "plain text", "\u202eNIALP"];
    assert.equal(mechanismsOf([...hostile, "PLAIN"]), "PLAIN");
    const many = Array.from({ length: 1000 }, (_, index) => `M${index}`);
    assert.match(mechanismsOf(many), /^M0, .* and \d+ more$/);
  });
});
