import assert from "node:assert/strict";
import { counted, numberFormatter, numberLocale } from "../../../src/ui/numberFormat";

describe("numberFormatter", () => {
  it("groups every digit as the language does", () => {
    assert.equal(numberFormatter("en")(9_223_372_036_854_775_807n), "9,223,372,036,854,775,807");
    assert.equal(numberFormatter("de")(20_717n), "20.717");
  });

  it("takes English for what is no language", () => {
    assert.equal(numberFormatter("not a language")(1234), "1,234");
    assert.equal(numberLocale('"><script>'), "en");
    assert.equal(numberLocale(""), "en");
  });

  it("writes languages as the standard does", () => {
    assert.equal(numberLocale("pt-br"), "pt-BR");
  });
});

describe("counted", () => {
  it("has one of one only", () => {
    const format = numberFormatter("en");
    assert.equal(counted(1n, "offset", format), "1 offset");
    assert.equal(counted(1200, "offset", format), "1,200 offsets");
  });
});
