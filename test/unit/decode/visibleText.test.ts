import assert from "node:assert/strict";
import fc from "fast-check";
import { visibleLine, visibleText } from "../../../src/decode/visibleText";

describe("visibleText", () => {
  it("shows characters that turn the reading direction", () => {
    assert.equal(visibleText("a\u202Egnp.exe\u2069"), "a⟨U+202E⟩gnp.exe⟨U+2069⟩");
  });

  it("shows control characters, zero-width characters and halves of pairs", () => {
    assert.equal(visibleText("\u0000\u001b\u007f\u0085"), "⟨U+0000⟩⟨U+001B⟩⟨U+007F⟩⟨U+0085⟩");
    assert.equal(visibleText("a\u200bb\ufeffc\ud800"), "a⟨U+200B⟩b⟨U+FEFF⟩c⟨U+D800⟩");
  });

  it("keeps line breaks and tabs only where asked", () => {
    assert.equal(visibleText("a\n\tb"), "a↵⇥b");
    assert.equal(visibleText("a\n\tb", { keepLines: true }), "a\n\tb");
  });

  it("leaves readable text of any script alone", () => {
    const text = "Grüße, 日本語, עברית, 😀";
    assert.equal(visibleText(text), text);
  });

  it("never lets an invisible character through", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        assert.doesNotMatch(visibleText(text), /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u);
      }),
    );
  });
});

describe("visibleLine", () => {
  it("cuts after whole characters and says so", () => {
    assert.equal(visibleLine("😀😀😀", 2), "😀😀…");
    assert.equal(visibleLine("😀😀", 2), "😀😀");
  });
});
