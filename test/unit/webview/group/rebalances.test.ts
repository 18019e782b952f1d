import assert from "node:assert/strict";
import { RebalancesTab } from "../../../../webview/group/rebalancesTab";
import { initialState } from "../../../../webview/group/state";
import type { Timeline } from "../../../../src/panels/group/protocol";
import { JsdomPage } from "../shared/jsdomPage";
import { sampleTimeline, span } from "./samples";

describe("the rebalances tab", () => {
  let page: JsdomPage;
  let exported: string[];
  let tab: RebalancesTab;
  beforeEach(() => {
    page = new JsdomPage();
    exported = [];
    tab = new RebalancesTab({ onExport: (format) => exported.push(format) });
    page.root.append(tab.element);
  });
  afterEach(() => {
    page.close();
  });

  const show = (timeline: Timeline | undefined): void => {
    tab.update({ ...initialState, intervalMs: 1000, timeline });
  };
  const spans = (): HTMLElement[] => page.findAll("[role=gridcell]");
  const focused = (): string | null | undefined =>
    page.document.activeElement?.getAttribute("aria-label");

  it("draws one lane for each partition, in order, with its members by label and colour", () => {
    show(sampleTimeline());
    assert.deepEqual(
      page.findAll("[role=rowheader]").map((one) => one.textContent),
      ["0", "1"],
    );
    assert.deepEqual(
      spans().map((one) => one.querySelector(".span-label")?.textContent),
      ["M1", "M1", "nobody", "M2"],
    );
    const boxes = spans().map((one) => one.querySelector(".box")?.getAttribute("class"));
    assert.deepEqual(boxes, ["box box-0", "box box-0", "box box-gap", "box box-1"]);
    assert.equal(spans()[2]?.getAttribute("x"), "40.000%");
    assert.equal(spans()[2]?.getAttribute("width"), "2.000%");
  });

  it("gives members beyond its colours a pattern", () => {
    const [member] = sampleTimeline().members;
    assert.ok(member);
    show(sampleTimeline({ members: [{ ...member, colorIndex: 6 }], spans: [span(0, "M1", 0, 9)] }));
    const [one] = spans();
    assert.ok(one);
    assert.equal(one.querySelector(".box")?.getAttribute("class"), "box box-0");
    assert.ok(one.querySelector('rect[fill="url(#timeline-stripes)"]'));
    assert.ok(page.find("#timeline-stripes"));
  });

  it("goes from span to span by arrows, and tells who had the partition and when", () => {
    show(sampleTimeline());
    page.findAll("[role=gridcell][tabindex='0']")[0]?.focus();
    assert.match(
      focused() ?? "",
      /^orders-0: M1 \(billing-1, \/10\.0\.0\.1\) from .*, 1 min 40 s$/,
    );
    page.press("ArrowDown");
    assert.match(focused() ?? "", /^orders-1: M1/);
    page.press("ArrowRight");
    assert.match(focused() ?? "", /^orders-1: nobody consumed it from .*, 2 s$/);
    assert.equal(page.find(".told").textContent, focused());
    page.press("End");
    assert.match(focused() ?? "", /^orders-1: M2/);
    page.press("Home");
    assert.match(focused() ?? "", /^orders-1: M1/);
    assert.equal(page.findAll("[role=gridcell][tabindex='0']").length, 1);
  });

  it("keeps the focus while spans grow, and where new ones come", () => {
    const later = sampleTimeline();
    show(later);
    page.findAll("[role=gridcell][tabindex='0']")[0]?.focus();
    show({ ...later, toMs: later.toMs + 5000, spans: [span(0, "M1", 0, 105)] });
    assert.match(focused() ?? "", /^orders-0: M1 .*1 min 45 s$/);
    const before = page.document.activeElement;
    show({ ...later, toMs: later.toMs + 9000, spans: [span(0, "M1", 0, 109)] });
    assert.match(focused() ?? "", /1 min 49 s$/);
    assert.equal(page.document.activeElement, before);
  });

  it("lists what happened, newest first, and for how long nobody consumed", () => {
    show(sampleTimeline());
    const events = page.findAll(".events li").map((one) => one.textContent);
    assert.equal(events.length, 2);
    assert.match(events[0] ?? "", /1 went to M2\.paused 2 s$/);
    assert.match(events[1] ?? "", /M1 was there\.$/);
  });

  it("begins with topics closed beyond sixty lanes, and opens them by their name", () => {
    const many = (topic: string): Timeline["spans"] =>
      Array.from({ length: 50 }, (_, partition) => ({ ...span(partition, "M1", 0, 9), topic }));
    show(sampleTimeline({ spans: [...many("a"), ...many("b")] }));
    const topics = page.findAll(".topic");
    assert.deepEqual(
      topics.map((one) => [one.textContent, one.getAttribute("aria-expanded")]),
      [
        ["a · 50 partitions", "true"],
        ["b · 50 partitions", "false"],
      ],
    );
    assert.equal(spans().length, 50);
    topics[1]?.click();
    assert.equal(spans().length, 100);
  });

  it("exports in three formats, once there is something", () => {
    const buttons = (): HTMLElement[] => page.findAll(".exports vscode-button");
    show(undefined);
    for (const one of buttons()) one.click();
    assert.deepEqual(exported, []);
    show(sampleTimeline());
    for (const one of buttons()) one.click();
    assert.deepEqual(exported, ["json", "csv", "svg"]);
  });

  it("says that it waits, or that Live is off", () => {
    show(undefined);
    assert.match(page.find(".empty").textContent, /Waiting/);
    tab.update({ ...initialState, intervalMs: 0, timeline: undefined });
    assert.match(page.find(".empty").textContent, /Turn Live on/);
  });
});
