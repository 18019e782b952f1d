import assert from "node:assert/strict";
import { resetSchemas } from "../../../../src/panels/reset/parseRequest";
import type { ResetRequests } from "../../../../src/panels/reset/protocol";
import { parseMessage } from "../../../../src/panels/rpc";

const kindOf = (method: string, params: unknown): string =>
  parseMessage<ResetRequests>({ id: 1, method, params }, resetSchemas).kind;

describe("what the reset page may say", () => {
  it("names a plan, and nothing of what to write", () => {
    assert.equal(kindOf("apply", { planId: "1" }), "request");
    assert.equal(kindOf("apply", { planId: "1", offset: "0" }), "invalid");
    assert.equal(kindOf("apply", {}), "invalid");
    assert.equal(kindOf("commit", { planId: "1" }), "invalid");
  });

  it("names a row by its place", () => {
    const at = "target";
    assert.equal(kindOf("peek", { planId: "1", row: 0, at }), "request");
    assert.equal(kindOf("peek", { planId: "1", row: 0, at: "end" }), "invalid");
    for (const row of [-1, 0.5, "0", null]) {
      assert.equal(kindOf("peek", { planId: "1", row, at }), "invalid");
    }
  });

  it("asks for the view without parameters", () => {
    for (const method of ["open", "refresh", "applyCsv", "chooseFile"]) {
      assert.equal(kindOf(method, {}), "request");
      assert.equal(kindOf(method, { groupId: "other" }), "invalid");
    }
  });

  it("chooses a target and a scope among those there are, and types the rest", () => {
    const draft = {
      target: "offset",
      targetText: "5",
      timeZone: "UTC",
      scope: "named",
      scopeText: "a",
    };
    assert.equal(kindOf("aim", draft), "request");
    assert.equal(kindOf("aim", { ...draft, target: "restore" }), "invalid");
    assert.equal(kindOf("aim", { ...draft, scope: "everything" }), "invalid");
    assert.equal(kindOf("aim", { ...draft, targetText: 5 }), "invalid");
    assert.equal(kindOf("aim", { ...draft, groupId: "other" }), "invalid");
    assert.equal(kindOf("aim", { ...draft, scopeText: "a".repeat(32_769) }), "invalid");
  });

  it("types a row's target as text", () => {
    assert.equal(kindOf("editRow", { planId: "1", row: 0, text: "9007199254740993" }), "request");
    assert.equal(kindOf("editRow", { planId: "1", row: 0, text: 5 }), "invalid");
    assert.equal(kindOf("editRow", { planId: "1", row: 0, text: "1".repeat(65) }), "invalid");
  });

  it("is short", () => {
    assert.equal(kindOf("apply", { planId: "1".repeat(65) }), "invalid");
  });
});
