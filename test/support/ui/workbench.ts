import { writeFile } from "node:fs/promises";
import path from "node:path";
import type { Browser, FrameLocator, Locator, Page } from "playwright-core";
import { launchChromium } from "../../../tools/workbench/chromium";
import { eventually } from "../eventually";
import { uiEnvironment } from "./environment";

const viewportPx = { width: 1360, height: 900 };
const waitMs = 20_000;
const attempts = 8;

/** A cluster as the settings have it. */
export interface ClusterSetting {
  readonly id: string;
  readonly name: string;
  readonly bootstrapServers: readonly string[];
  readonly readOnly?: boolean;
}

/** The real workbench in a real browser, as a person uses it. */
export class Workbench {
  private constructor(
    private readonly browser: Browser,
    readonly page: Page,
  ) {}

  /** Opens a window on a profile with these clusters, and other settings of machine scope. */
  static async open(
    clusters: readonly ClusterSetting[],
    settings: Readonly<Record<string, unknown>> = {},
  ): Promise<Workbench> {
    await setClusters(clusters, settings);
    const { url, folder } = uiEnvironment();
    const browser = await launchChromium();
    const page = await browser.newPage({ viewport: viewportPx, timezoneId: "Europe/Berlin" });
    page.setDefaultTimeout(waitMs);
    await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    await page.goto(`${url}/?folder=${encodeURIComponent(folder)}`);
    const workbench = new Workbench(browser, page);
    await workbench.showSidebar();
    // the theme stays with the profile: one that an earlier window chose would be in this one's pictures
    const dark = page.locator(".monaco-workbench.vs-dark");
    if ((await dark.count()) === 0) await workbench.chooseTheme("Dark Modern");
    return workbench;
  }

  async close(): Promise<void> {
    await this.browser.close();
  }

  async showSidebar(): Promise<void> {
    const tab = this.page.getByRole("tab", { name: "Kafka Offsets" });
    const heading = this.page.getByRole("heading", { name: /Kafka Offsets/ });
    await tab.waitFor();
    // a window that was loaded anew brings the sidebar back by itself, and a press at that moment hides it
    await eventually("the sidebar is there", async () => {
      if ((await tab.getAttribute("aria-selected")) !== "true") await tab.click();
      await heading.waitFor({ timeout: 2000 });
      return true;
    });
  }

  /** Drags the sidebar's edge, as one does to read long rows. */
  async widenSidebar(widthPx: number): Promise<void> {
    const sidebar = this.page.locator(".part.sidebar");
    const box = await sidebar.boundingBox();
    if (box === null) throw new Error("There is no sidebar to widen.");
    const y = box.y + box.height / 2;
    await this.page.mouse.move(box.x + box.width, y);
    await this.page.mouse.down();
    await this.page.mouse.move(box.x + widthPx, y, { steps: 5 });
    await this.page.mouse.up();
  }

  /** A row of the tree whose accessible name matches: label, then description. */
  row(name: RegExp): Locator {
    return this.page.getByRole("treeitem", { name });
  }

  async expand(name: RegExp): Promise<Locator> {
    const row = this.row(name).first();
    await row.scrollIntoViewIfNeeded();
    if ((await row.getAttribute("aria-expanded")) === "false") {
      await row.locator(".monaco-tl-twistie").click();
    }
    return row;
  }

  async collapseAll(): Promise<void> {
    await this.page.getByRole("button", { name: "Collapse All" }).first().click();
  }

  /** Clicks an action that a row shows while the pointer is on it. */
  async clickRowAction(name: RegExp, action: RegExp): Promise<void> {
    const row = this.row(name).first();
    await row.hover();
    await row.getByRole("button", { name: action }).click();
  }

  /** Chooses from a row's context menu; `path` names the submenus on the way. */
  async chooseFromMenu(name: RegExp, ...menu: readonly string[]): Promise<void> {
    await this.row(name).first().click({ button: "right" });
    for (const [index, label] of menu.entries()) {
      const item = this.page.getByRole("menuitem", { name: label, exact: true });
      await item.waitFor();
      if (index < menu.length - 1) await item.hover();
      else await this.clickUntilGone(item);
    }
  }

  /** Runs a command from the palette, by its whole title with the category. */
  async runCommand(title: string): Promise<void> {
    for (let attempt = 1; ; attempt++) {
      try {
        await this.page.keyboard.press("F1");
        await this.quickInput.fill(`>${title}`, { timeout: 2000 });
        await this.quickPick(title).click({ timeout: 3000 });
        return;
      } catch (error) {
        // another command that ends closes the palette: it is opened again, a bounded number of times
        if (attempt === attempts) throw error;
        await this.page.keyboard.press("Escape");
      }
    }
  }

  get quickInput(): Locator {
    return this.page.locator(".quick-input-widget input.input");
  }

  quickPick(label: string | RegExp): Locator {
    return this.page.locator(".quick-input-list").getByRole("option", { name: label }).first();
  }

  /** Answers the input box that asks `prompt`. */
  async answer(prompt: RegExp, text: string): Promise<void> {
    await this.page.locator(".quick-input-widget").getByText(prompt).first().waitFor();
    await this.quickInput.fill(text);
    await this.page.keyboard.press("Enter");
  }

  /** The text in the clipboard, once it is one like this. */
  copied(text: RegExp): Promise<string> {
    return eventually(`${String(text)} is in the clipboard`, async () => {
      const copied = await this.page.evaluate(() => navigator.clipboard.readText());
      return text.test(copied) ? copied : undefined;
    });
  }

  notification(text: string | RegExp): Locator {
    return this.page.locator(".notification-toast").filter({ hasText: text });
  }

  dialog(text: string | RegExp): Locator {
    return this.page.getByRole("dialog").filter({ hasText: text });
  }

  /** The page inside the webview that is shown. */
  get panel(): FrameLocator {
    return this.page.frameLocator("iframe.webview.ready").frameLocator("iframe#active-frame");
  }

  /** Chooses from a dropdown of the webview's page. */
  async chooseInPanel(dropdown: string, option: string): Promise<void> {
    const control = this.panel.locator(`vscode-dropdown[aria-label="${dropdown}"]`);
    await control.click();
    await control.getByRole("option", { name: option, exact: true }).click();
  }

  /** By its whole name. */
  async chooseTheme(name: string): Promise<void> {
    await this.runCommand("Preferences: Color Theme");
    await this.quickInput.fill(name);
    await this.quickPick(new RegExp(`^${name}`)).click();
    await this.quickInput.waitFor({ state: "hidden" });
  }

  tab(name: string | RegExp): Locator {
    return this.page.getByRole("tab", { name });
  }

  async closeEditors(): Promise<void> {
    await this.runCommand("View: Close All Editors");
    await this.page.locator("iframe.webview.ready").waitFor({ state: "detached" });
  }

  /** Writes the picture that a person would see now. */
  async screenshot(name: string): Promise<void> {
    const file = path.join(uiEnvironment().screenshotsFolder, `${name}.png`);
    // nothing is shown for being pointed at
    await this.page.mouse.move(viewportPx.width / 2, 1);
    await this.page
      .locator(".monaco-hover:visible, .workbench-hover:visible")
      .first()
      .waitFor({ state: "hidden" });
    await this.page.screenshot({ path: file });
  }

  /** A context menu takes no click in its first moments: the click is repeated until the menu is gone. */
  private async clickUntilGone(item: Locator): Promise<void> {
    for (let attempt = 1; ; attempt++) {
      await item.click();
      try {
        await item.waitFor({ state: "hidden", timeout: 1000 });
        return;
      } catch (error) {
        if (attempt === attempts) throw error;
      }
    }
  }
}

/** Puts clusters, and nothing else but `settings`, into the settings of machine scope; an open workbench follows. */
export async function setClusters(
  clusters: readonly ClusterSetting[],
  settings: Readonly<Record<string, unknown>> = {},
): Promise<void> {
  const all = { ...settings, "kafkaOffsets.clusters": clusters };
  await writeFile(uiEnvironment().machineSettingsFile, JSON.stringify(all, undefined, 2));
}
