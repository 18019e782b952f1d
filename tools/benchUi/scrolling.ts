import type { Measure } from "./measure";
import type { PanelBrowser } from "./panelBrowser";

/** What the panel may hold is set to as much. */
export const scrolledRows = 100_000;
const slowFrameMs = 32;
const goalPercent = 2;

interface Scrolled {
  readonly rows: number;
  readonly framesMs: readonly number[];
  readonly mostRowsInDocument: number;
}

const paces = [
  { name: "slow frames, end to end in 10 s", remark: "every frame shows other rows", seconds: 10 },
  {
    name: "slow frames, by 100 px a frame",
    remark: "as by a wheel",
    pixelsPerFrame: 100,
    seconds: 5,
  },
] as const;

/** A grid of many rows, all scrolled through; a frame is slow when it comes later than every second refresh. */
export async function measureScrolling(browser: PanelBrowser): Promise<Measure[]> {
  await browser.fillBySearch('"id"', scrolledRows);
  const measures: Measure[] = [];
  let inDocument = 0;
  for (const { name, remark, ...pace } of paces) {
    const scrolled = await browser.evaluate<Scrolled>(scrollScript(pace));
    if (scrolled.rows < scrolledRows) {
      throw new Error(`The grid has ${scrolled.rows} rows, not ${scrolledRows}.`);
    }
    const { framesMs } = scrolled;
    const slow = framesMs.filter((each) => each > slowFrameMs).length;
    inDocument = Math.max(inDocument, scrolled.mostRowsInDocument);
    measures.push({
      name,
      unit: "% of frames",
      value: (slow / framesMs.length) * 100,
      goal: goalPercent,
      remark: `${remark}; ${framesMs.length} frames, the longest ${Math.round(Math.max(...framesMs))} ms`,
    });
  }
  const remark = `of ${scrolledRows.toLocaleString("en")} in the grid`;
  return [...measures, { name: "rows in the document", unit: "rows", value: inDocument, remark }];
}

/** Moves the grid in every frame, from the top. Without a pace, from end to end. */
function scrollScript(pace: {
  readonly pixelsPerFrame?: number;
  readonly seconds: number;
}): string {
  return `new Promise((resolve) => {
    const box = document.querySelector(".message-grid .grid");
    const rows = Number(box.getAttribute("aria-rowcount")) - 1;
    const seconds = ${pace.seconds};
    const framesMs = [];
    let mostRowsInDocument = 0;
    box.scrollTop = 0;
    const whole = box.scrollHeight - box.clientHeight;
    let beganMs;
    let lastMs;
    const step = (nowMs) => {
      beganMs ??= nowMs;
      if (lastMs !== undefined) framesMs.push(nowMs - lastMs);
      lastMs = nowMs;
      const share = (nowMs - beganMs) / 1000 / seconds;
      mostRowsInDocument = Math.max(mostRowsInDocument, box.querySelectorAll(".grid-body .grid-row").length);
      if (share >= 1) { resolve({ rows, framesMs, mostRowsInDocument }); return; }
      box.scrollTop = ${pace.pixelsPerFrame === undefined ? "whole * share" : `box.scrollTop + ${pace.pixelsPerFrame}`};
      requestAnimationFrame(step);
    };
    requestAnimationFrame(step);
  })`;
}
