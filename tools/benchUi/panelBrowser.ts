import { setTimeout } from "node:timers/promises";

import type { Browser, Frame, Locator, Page } from "playwright-core";

import { ToolError } from "../bootstrap/steps.mjs";
import { launchChromium } from "../workbench/chromium";
import type { DemoScene } from "../workbench/demoScene";

const viewportPx = { width: 1360, height: 900 };
const waitMs = 90_000;
const askMs = 20;
/** Of a search that fills the grid. */
const searchWaitMs = 300_000;

/**
 * Runs in every frame. Notes when a press on the workbench came, and when the first row was painted: the frame after
 * the one in which it is in the document begins then. Both by the clock that all frames share.
 */
const stopwatch = `{
  const now = () => performance.timeOrigin + performance.now();
  addEventListener("click", () => { globalThis.pressedMs = now(); }, true);
  const look = () => {
    if (document.querySelector('[role="gridcell"].cell-offset') === null) requestAnimationFrame(look);
    else requestAnimationFrame(() => { globalThis.paintedMs = now(); });
  };
  setInterval(() => {
    if (globalThis.isLooking || document.querySelector(".message-grid") === null) return;
    globalThis.isLooking = true;
    look();
  }, 1);
}`;

/** The workbench in a real browser, as far as the measurements need it. */
export class PanelBrowser {
  private constructor(
    private readonly browser: Browser,
    private readonly page: Page,
  ) {}

  static async open({ server, workspace }: DemoScene): Promise<PanelBrowser> {
    const browser = await launchChromium();
    const page = await browser.newPage({ viewport: viewportPx });
    page.setDefaultTimeout(waitMs);
    await page.addInitScript(stopwatch);
    await page.goto(`${server.url}/?folder=${encodeURIComponent(workspace)}`);
    const opened = new PanelBrowser(browser, page);
    await opened.showTopics();
    return opened;
  }

  async close(): Promise<void> {
    await this.browser.close();
  }

  /** Opens the panel by the topic's own button. Milliseconds from the press to the first row painted. */
  async openPanel(topic: string): Promise<number> {
    const row = this.row(new RegExp(`^${topic},`));
    await row.hover();
    await row.getByRole("button", { name: /Peek Messages/ }).click();
    const frame = await this.panelFrame();
    const paintedMs = await firstRowPainted(frame);
    const pressedMs = await this.page.evaluate<number>("globalThis.pressedMs");
    return paintedMs - pressedMs;
  }

  async closePanel(): Promise<void> {
    await this.page.keyboard.press("F1");
    await this.page.locator(".quick-input-widget input.input").fill(">View: Close All Editors");
    await this.page
      .locator(".quick-input-list")
      .getByRole("option", { name: "View: Close All Editors" })
      .first()
      .click();
    await this.page.locator("iframe.webview").waitFor({ state: "detached" });
  }

  /** Fills the open panel's grid with so many hits of a search for text that every message has. */
  async fillBySearch(text: string, rows: number): Promise<void> {
    const { panel } = this;
    const from = panel.locator('vscode-dropdown[aria-label="From"]');
    await from.click();
    await from.getByRole("option", { name: "Earliest", exact: true }).click();
    await panel.locator(".filter-text input").fill(text);
    await panel.getByRole("button", { name: "Search from Here", exact: true }).click();
    const frame = await this.panelFrame();
    const count = `Number(document.querySelector(".message-grid .grid").getAttribute("aria-rowcount"))`;
    await until(searchWaitMs, `The grid has no ${rows} rows`, async () =>
      (await frame.evaluate<number>(count)) > rows ? true : undefined,
    );
  }

  /** Runs in the panel's frame. */
  async evaluate<Result>(script: string): Promise<Result> {
    const frame = await this.panelFrame();
    return frame.evaluate<Result>(script);
  }

  private get panel(): ReturnType<Page["frameLocator"]> {
    return this.page.frameLocator("iframe.webview.ready").frameLocator("iframe#active-frame");
  }

  private async panelFrame(): Promise<Frame> {
    const body = await this.panel.locator(".message-grid").elementHandle();
    const frame = await body.ownerFrame();
    if (frame === null) throw new ToolError("The panel has no frame.");
    return frame;
  }

  private row(name: RegExp): Locator {
    return this.page.getByRole("treeitem", { name }).first();
  }

  private async showTopics(): Promise<void> {
    const tab = this.page.getByRole("tab", { name: "Kafka Offsets" });
    await tab.waitFor();
    if ((await tab.getAttribute("aria-selected")) !== "true") await tab.click();
    for (const name of [/^demo/, /^Topics/]) {
      const row = this.row(name);
      await row.waitFor();
      if ((await row.getAttribute("aria-expanded")) === "false") {
        await row.locator(".monaco-tl-twistie").click();
      }
    }
  }
}

/** Asked by the debugger: the page's own policy does not let a script of ours wait in it. */
function firstRowPainted(frame: Frame): Promise<number> {
  return until(waitMs, "No row was painted", () =>
    frame.evaluate<number | undefined>("globalThis.paintedMs"),
  );
}

async function until<Value>(
  longestMs: number,
  otherwise: string,
  ask: () => Promise<Value | undefined>,
): Promise<Value> {
  const endMs = performance.now() + longestMs;
  while (performance.now() < endMs) {
    const value = await ask();
    if (value !== undefined) return value;
    await setTimeout(askMs);
  }
  throw new ToolError(`${otherwise} within ${longestMs / 1000} s.`);
}
