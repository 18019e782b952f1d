import assert from "node:assert/strict";
import { element } from "../../../../webview/shared/dom";
import { Popup } from "../../../../webview/shared/popup";
import { Splitter } from "../../../../webview/shared/splitter";
import { JsdomPage } from "./jsdomPage";

describe("a popup", () => {
  let page: JsdomPage;
  let popup: Popup;
  let opens = 0;

  beforeEach(() => {
    page = new JsdomPage();
    opens = 0;
    const opener = element("button", { className: "opener" }, "Open");
    const inside = element("button", { className: "inside" }, "Inside");
    popup = new Popup(opener, element("div", {}, inside), () => {
      opens++;
    });
    page.root.append(popup.element, element("button", { className: "outside" }, "Outside"));
  });

  afterEach(() => {
    page.close();
  });

  it("opens and closes, and says so", () => {
    assert.ok(page.find(".popup").hidden);
    popup.toggle();
    assert.ok(!page.find(".popup").hidden);
    assert.equal(page.find(".opener").getAttribute("aria-expanded"), "true");
    popup.toggle();
    assert.ok(page.find(".popup").hidden);
    assert.equal(opens, 1);
  });

  it("closes by Escape, back to its button", () => {
    popup.open();
    page.find(".inside").focus();
    page.press("Escape");
    assert.ok(!popup.isOpen);
    assert.equal(page.document.activeElement, page.find(".opener"));
  });

  it("closes when the focus leaves it, and when something else is pressed", () => {
    popup.open();
    page.find(".inside").focus();
    page.find(".outside").focus();
    assert.ok(!popup.isOpen);
    popup.open();
    page.find(".outside").dispatchEvent(new window.Event("pointerdown", { bubbles: true }));
    assert.ok(!popup.isOpen);
  });
});

describe("a splitter", () => {
  it("moves by keys within bounds, and says where it is", () => {
    const page = new JsdomPage();
    const sizes: number[] = [];
    const splitter = new Splitter({
      label: "Size",
      onResize: (percent) => {
        sizes.push(percent);
        splitter.update(percent);
      },
    });
    page.root.append(splitter.element);
    splitter.update(82);
    splitter.element.focus();
    for (const key of ["ArrowLeft", "ArrowUp", "ArrowDown", "End", "Home", "a"]) page.press(key);
    assert.deepEqual(sizes, [85, 85, 81, 15, 85]);
    assert.equal(splitter.element.getAttribute("aria-valuenow"), "85");
    page.close();
  });
});
