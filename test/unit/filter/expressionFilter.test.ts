import assert from "node:assert/strict";
import { expressionJudge } from "../../../src/filter/expressionFilter";
import { toFilterInput } from "../../../src/filter/filterInput";
import type { FilterVerdict } from "../../../src/filter/filterSpec";
import { FilterSyntaxError } from "../../../src/filter/filterSyntaxError";
import type { MessageDraft } from "../../support/memoryLog";
import { messageOf } from "../../support/messages";

async function judge(expression: string, draft: MessageDraft): Promise<FilterVerdict> {
  const input = await toFilterInput(messageOf(draft), undefined);
  return expressionJudge({ kind: "expression", expression })(input);
}

async function isHit(expression: string, draft: MessageDraft): Promise<boolean> {
  return (await judge(expression, draft)).isHit;
}

function syntaxError(expression: string): FilterSyntaxError {
  try {
    expressionJudge({ kind: "expression", expression });
  } catch (error) {
    assert.ok(error instanceof FilterSyntaxError, String(error));
    return error;
  }
  return assert.fail("The expression was accepted");
}

describe("an expression", () => {
  it("sees every field of a message, integers exactly", async () => {
    const drafted = {
      key: "k-1",
      value: '{"id":9007199254740993,"price":10.5,"tags":["a","b"],"__proto__":1}',
      headers: [["trace", "x"]],
      timestampMs: 1_795_183_200_220n,
    } as const;
    for (const text of [
      "value.id == 9007199254740993 && value.id != 9007199254740992",
      "value.price > 10 && value.price < 10.6",
      'value.tags.exists(tag, tag == "b")',
      'key.startsWith("k-")',
      "offset == 0 && partition == 0",
      'topic == "orders"',
      'timestamp > timestamp("2026-01-01T00:00:00Z")',
      "timestampMs == 1795183200220",
      'headers.exists(h, h.key == "trace" && h.value == "x")',
      'header["trace"] == "x"',
      "!has(value.missing)",
      "!has(value.constructor)",
    ]) {
      const { isHit: hit, problem } = await judge(text, drafted);
      assert.equal(hit, true, `${text}: ${problem?.message ?? "no hit"}`);
    }
  });

  it("tells a tombstone from empty, and takes what is not JSON for text", async () => {
    assert.equal(await isHit("value == null", { value: undefined }), true);
    assert.equal(await isHit('value == ""', { value: "" }), true);
    assert.equal(await isHit('value.contains("plain")', { value: "plain text" }), true);
  });

  it("that one message cannot answer says why, with the place", async () => {
    const verdict = await judge("value.missing == 1", { value: "{}" });
    assert.equal(verdict.isHit, false);
    assert.match(verdict.problem?.message ?? "", /^No such key: missing\.$/);
    assert.equal(verdict.problem?.position, 6);
    assert.match((await judge("value", { value: "5" })).problem?.message ?? "", /true or false/);
  });

  it("that is none is refused with the place", () => {
    assert.equal(syntaxError("offset >").position, 8);
    assert.match(
      syntaxError("unknown == 1").message,
      /^The expression cannot be read: unknown variable: unknown/,
    );
    assert.match(syntaxError("offset + 1").message, /gives int, not true or false/);
    assert.match(syntaxError("(".repeat(500)).message, /./);
  });

  it("reaches nothing of the engine", async () => {
    for (const text of [
      'value.constructor.constructor("return 1")()',
      "value.toString()",
      "this",
      "process",
      "globalThis",
    ]) {
      let hit = false;
      try {
        hit = await isHit(text, { value: "{}" });
      } catch (error) {
        assert.ok(error instanceof FilterSyntaxError);
      }
      assert.equal(hit, false);
    }
  });
});
