import assert from "node:assert/strict";
import fc from "fast-check";
import { jsonFolds } from "../../../../webview/peek/jsonFolds";
import { JsdomPage } from "../shared/jsdomPage";

describe("JSON that folds", () => {
  let page: JsdomPage;

  beforeEach(() => {
    page = new JsdomPage();
  });

  afterEach(() => {
    page.close();
  });

  function show(text: string): HTMLElement {
    const pre = document.createElement("pre");
    pre.append(...jsonFolds(text));
    page.root.replaceChildren(pre);
    return pre;
  }

  const buttons = (pre: HTMLElement): HTMLElement[] => [
    ...pre.querySelectorAll<HTMLElement>("button.json-fold"),
  ];

  /** What is not folded away. */
  function seen(pre: HTMLElement): string {
    const copy = pre.cloneNode(true) as HTMLElement;
    for (const body of copy.querySelectorAll("[hidden]")) body.remove();
    return copy.textContent;
  }

  const order = { id: 9, items: [{ sku: "a}" }, { sku: "[b" }], empty: {}, none: [] };

  it("has a button for each object and array that holds something", () => {
    const pre = show(JSON.stringify(order, undefined, 2));
    assert.equal(buttons(pre).length, 4);
    for (const button of buttons(pre)) {
      assert.equal(button.getAttribute("aria-expanded"), "true");
      assert.equal(button.getAttribute("aria-label"), "Fold");
    }
  });

  it("puts the brackets of what is folded beside each other, and brings it back", () => {
    const pre = show(JSON.stringify(order, undefined, 2));
    const [, items] = buttons(pre);
    items?.click();
    assert.equal(items?.getAttribute("aria-expanded"), "false");
    assert.equal(items.getAttribute("aria-label"), "Unfold");
    assert.match(seen(pre), /^ {2}"items": \[\],$/m);
    items.click();
    assert.equal(seen(pre), JSON.stringify(order, undefined, 2));
  });

  it("keeps the text exactly, folded or not, also where it does not nest", () => {
    const texts = fc.oneof(
      fc.json({ maxDepth: 5 }).map((json) => JSON.stringify(JSON.parse(json), undefined, 2)),
      fc
        .array(fc.constantFrom("{", "}", "  [", "  ]", "[", '"a": {', "", "x"))
        .map((lines) => lines.join("\n")),
    );
    fc.assert(
      fc.property(texts, (text) => {
        const pre = show(text);
        assert.equal(pre.textContent, text);
        for (const button of buttons(pre)) button.click();
        assert.equal(pre.textContent, text);
      }),
      { numRuns: 100 },
    );
  });

  it("does not fold a text of very many lines", () => {
    const text = JSON.stringify(new Array(6_000).fill(1), undefined, 2);
    const pre = show(text);
    assert.equal(buttons(pre).length, 0);
    assert.equal(pre.textContent, text);
  });
});
