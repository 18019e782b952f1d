import assert from "node:assert/strict";
import fc from "fast-check";
import { maxJsonCharacters, prettyJson } from "../../../src/decode/json";

describe("prettyJson", () => {
  it("keeps the digits of every number", () => {
    const pretty = prettyJson('{"id":9007199254740993,"price":1.10,"big":1e400,"zero":-0}');
    assert.equal(
      pretty,
      '{\n  "id": 9007199254740993,\n  "price": 1.10,\n  "big": 1e400,\n  "zero": -0\n}',
    );
  });

  it("keeps order and repetition of keys, and escapes as they are written", () => {
    assert.equal(
      prettyJson('{"2":"\\u0041","1":"a\\"}{","2":[]}'),
      '{\n  "2": "\\u0041",\n  "1": "a\\"}{",\n  "2": []\n}',
    );
  });

  it("indents nested arrays and leaves empty ones on one line", () => {
    assert.equal(prettyJson("[[1,2],{},[ ]]"), "[\n  [\n    1,\n    2\n  ],\n  {},\n  []\n]");
  });

  it("takes only objects and arrays for JSON", () => {
    for (const text of ["12", '"text"', "true", "null", "", "{", '{"a":}', "[1,]", "{} x"]) {
      assert.equal(prettyJson(text), undefined, text);
    }
  });

  it("changes nothing but white space between tokens", () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        const pretty = prettyJson(text);
        if (pretty === undefined) return;
        assert.deepEqual(JSON.parse(pretty), JSON.parse(text));
      }),
    );
  });

  it("does not look at text that is too long or nested too deep", () => {
    assert.equal(prettyJson(`[${" ".repeat(maxJsonCharacters)}]`), undefined);
    assert.equal(prettyJson("[".repeat(5000) + "]".repeat(5000)), undefined);
  });
});
