import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { eventually } from "../support/eventually";
import { seriousViolations } from "../support/ui/accessibility";
import { demoCluster } from "../support/ui/demo";
import { uiEnvironment } from "../support/ui/environment";
import { PeekPage } from "../support/ui/peekPage";
import { pictureFailures } from "../support/ui/pictureFailures";
import { Workbench } from "../support/ui/workbench";

describe("what can be done in the peek panel", () => {
  let workbench: Workbench;
  let page: PeekPage;
  pictureFailures(() => workbench);

  before(async () => {
    workbench = await Workbench.open([demoCluster()]);
    page = new PeekPage(workbench);
  });

  beforeEach(async () => {
    await workbench.closeEditors();
    await workbench.expand(/^demo/);
    await workbench.expand(/^Topics/);
    await workbench.clickRowAction(/^orders, 6 partitions/, /Peek Messages/);
    await page.status(/^100 messages/).waitFor();
  });

  after(async () => {
    await workbench.close();
  });

  /** Chooses from a menu of the page, opened by the button. */
  async function choose(button: string, item: string): Promise<void> {
    await page.press(button);
    await workbench.panel.getByRole("menuitem", { name: item, exact: true }).click();
  }

  it("exports what is loaded to a file", async () => {
    const file = path.join(uiEnvironment().folder, "exported.jsonl");
    await choose("Export…", "Loaded Messages as JSON Lines…");
    await eventually("the dialog suggests a file", async () =>
      (await workbench.quickInput.inputValue()).endsWith(".jsonl"),
    );
    await workbench.quickInput.fill(file);
    const ok = workbench.page.locator(".quick-input-action").getByText("OK");
    await ok.click();
    const lines = await eventually("the file is written", async () => {
      const written = (await readFile(file, "utf8")).trimEnd().split("\n");
      return written.length === 100 ? written : undefined;
    });
    const first = JSON.parse(lines[0] ?? "") as { topic: string; offset: unknown };
    assert.equal(first.topic, "orders");
  });

  it("compares two messages in a diff editor", async () => {
    const cells = page.cells("offset");
    await cells.nth(0).click();
    await workbench.page.keyboard.press("c");
    await cells.nth(3).click();
    await workbench.page.keyboard.press("c");
    await workbench.page.locator(".monaco-diff-editor").waitFor();
    await workbench.page.locator(".monaco-diff-editor .line-insert").first().waitFor();
    await workbench.screenshot("peek-compare");
  });

  it("opens a second panel on the same", async () => {
    await page.readFrom("Offset", "40");
    await page.cells("offset").first().filter({ hasText: /^40$/ }).waitFor();
    await page.press("Duplicate");
    await eventually("two tabs", async () => (await workbench.tab(/orders — demo/).count()) === 2);
    await page.cells("offset").first().filter({ hasText: /^40$/ }).waitFor();
  });

  it("opens what was measured as a document", async () => {
    await page.press("Metrics");
    await workbench.tab(/metrics\.json/).waitFor();
    await workbench.page.locator(".view-lines", { hasText: "requests" }).waitFor();
  });

  it("opens the reset preview to commit a group to a message", async () => {
    await page.cells("value").first().click();
    await choose("More Actions…", "Commit Group to Here…");
    await workbench.quickPick(/^orders-billing/).click();
    await workbench.tab(/Reset orders-billing — demo/).waitFor();
    await workbench.panel.getByText(/1 partition changes/).waitFor();
  });

  it("groups its rows, whose groups open and close by keys", async () => {
    await workbench.chooseInPanel("Group rows", "By partition");
    const head = workbench.panel.getByRole("gridcell", { name: /^orders, partition 0 · / });
    await head.focus();
    const shown = await page.cells("offset").count();
    await workbench.page.keyboard.press("ArrowLeft");
    await workbench.panel.locator('.group-head [aria-expanded="false"]').waitFor();
    assert.ok((await workbench.panel.locator(".group-head").count()) >= 2);
    assert.ok(shown > 0);
    await workbench.screenshot("peek-groups");
    assert.deepEqual(await seriousViolations(workbench.panel), []);
  });

  it("reads so many offsets before and after a group's commits", async () => {
    await workbench.chooseInPanel("From", "Committed of group");
    await page.position.fill("orders-shipping");
    const { panel } = workbench;
    await panel.locator('[aria-label="Offsets before the commit"] input').fill("2");
    await panel.locator('[aria-label^="Offsets from the commit on"] input').fill("1");
    await page.press("Read");
    await page.status(/^18 messages/).waitFor();
    await workbench.screenshot("peek-committed");
  });

  it("goes on where it was after the window was loaded again", async () => {
    await page.readFrom("Offset", "77");
    await page.cells("offset").first().filter({ hasText: /^77$/ }).waitFor();
    await workbench.runCommand("Developer: Reload Window");
    await workbench.tab(/orders — demo/).waitFor();
    await page.cells("offset").first().filter({ hasText: /^77$/ }).waitFor();
    assert.equal(await page.position.inputValue(), "77");
    await workbench.showSidebar();
  });

  it("stays usable at 200 % zoom", async () => {
    const { page: window } = workbench;
    const size = window.viewportSize();
    assert.ok(size !== null);
    await page.cells("value").first().click();
    await workbench.runCommand("View: Toggle Primary Side Bar Visibility");
    try {
      // what is twice as large has half the room
      await window.setViewportSize({ width: size.width / 2, height: size.height / 2 });
      await workbench.panel.getByRole("button", { name: "Read", exact: true }).waitFor();
      await workbench.screenshot("peek-zoom");
      const wide = await workbench.panel
        .locator("body")
        .evaluate((body) => body.scrollWidth > body.clientWidth);
      assert.equal(wide, false);
    } finally {
      await window.setViewportSize(size);
      await workbench.runCommand("View: Toggle Primary Side Bar Visibility");
    }
  });

  for (const [name, theme] of [
    ["light", "Light Modern"],
    ["high-contrast", "Dark High Contrast"],
    ["high-contrast-light", "Light High Contrast"],
  ] as const) {
    it(`is drawn in the colours of a ${name} theme`, async () => {
      await workbench.chooseInPanel("Group rows", "By partition");
      await page.cells("value").first().click();
      await workbench.chooseTheme(theme);
      try {
        await workbench.screenshot(`peek-${name}`);
        assert.deepEqual(await seriousViolations(workbench.panel), []);
      } finally {
        await workbench.chooseTheme("Dark Modern");
      }
    });
  }
});
