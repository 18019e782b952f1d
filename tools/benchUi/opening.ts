import { median, type Measure } from "./measure";
import type { PanelBrowser } from "./panelBrowser";

const runs = 9;
const goalMs = 300;

/** From the press on a topic's button to the first row painted, a new panel each time. */
export async function measureOpening(browser: PanelBrowser, topic: string): Promise<Measure[]> {
  // the extension starts, the cluster is connected to, and the browser compiles the page
  const coldMs = await browser.openPanel(topic);
  await browser.closePanel();
  const timesMs: number[] = [];
  for (let run = 0; run < runs; run++) {
    timesMs.push(await browser.openPanel(topic));
    await browser.closePanel();
  }
  const [least, most] = [Math.min(...timesMs), Math.max(...timesMs)].map(Math.round);
  return [
    {
      name: "first rows",
      unit: "ms",
      value: median(timesMs),
      goal: goalMs,
      remark: `median of ${runs}, ${least} to ${most}`,
    },
    {
      name: "first rows of the first panel",
      unit: "ms",
      value: coldMs,
      remark: "of a window just opened",
    },
  ];
}
