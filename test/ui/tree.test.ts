import assert from "node:assert/strict";
import { eventually } from "../support/eventually";
import { seriousViolations } from "../support/ui/accessibility";
import { demoCluster } from "../support/ui/demo";
import { pictureFailures } from "../support/ui/pictureFailures";
import { Workbench } from "../support/ui/workbench";

describe("arranging the tree", () => {
  let workbench: Workbench;
  pictureFailures(() => workbench);

  before(async () => {
    workbench = await Workbench.open([demoCluster()]);
    await workbench.widenSidebar(480);
    await workbench.expand(/^demo/);
    await workbench.expand(/^Consumer Groups/);
    await workbench.row(/^orders-shipping, Empty · lag 3,150/).waitFor();
  });

  after(async () => {
    await workbench.close();
  });

  /** The labels of the rows from top to bottom, once they are in this order. */
  const inOrder = (...names: readonly string[]): Promise<true> =>
    eventually(`the order is ${names.join(", ")}`, async () => {
      const labels = await workbench.row(/^/).locator(".label-name").allInnerTexts();
      const places = names.map((name) => labels.indexOf(name));
      const isSorted = places.every((place, at) => place >= 0 && place > (places[at - 1] ?? -1));
      return isSorted ? true : undefined;
    });

  async function filterBy(text: string): Promise<void> {
    await workbench.runCommand("Kafka Offsets: Filter…");
    await workbench.quickInput.fill(text);
    await workbench.quickPick(`Filter by ${text}`).waitFor();
    await workbench.page.keyboard.press("Enter");
  }

  it("says what a filter is made of, and what is wrong with one", async () => {
    await workbench.runCommand("Kafka Offsets: Filter…");
    await workbench.quickPick(/^lag>0, groups that are behind/).waitFor();
    await workbench.quickInput.fill("stat:Empty");
    await workbench.quickPick(/"stat:" is not known/).waitFor();
    await workbench.screenshot("filter-problem");
    await workbench.quickInput.fill("state:Empty lag>100");
    await workbench.quickPick("Filter by state:Empty lag>100").waitFor();
    await workbench.screenshot("filter-prompt");
    await workbench.page.keyboard.press("Enter");
    await workbench.row(/^Consumer Groups, \d+ of \d+ groups/).waitFor();
    await workbench.row(/^orders-analytics, Empty · lag 120/).waitFor();
    await workbench.row(/^orders-billing/).waitFor({ state: "detached" });
    await workbench.page.getByText("Filter: state:Empty lag>100").waitFor();
    await workbench.screenshot("tree-filtered");
  });

  it("is still filtered after the window is opened again", async () => {
    await workbench.page.reload();
    // which shows the sidebar, whether the window has brought it back by then or not
    await workbench.runCommand("Kafka Offsets: Focus on Clusters View");
    await workbench.expand(/^demo/);
    await workbench.page.getByText("Filter: state:Empty lag>100").waitFor();
    await workbench.expand(/^Consumer Groups/);
    await workbench.row(/^orders-analytics, Empty · lag 120/).waitFor();
    assert.equal(await workbench.row(/^orders-billing/).count(), 0);
  });

  it("says so when nothing fits, and takes the filter away from there", async () => {
    await filterBy("no-such-*");
    await workbench.row(/^No group fits the filter/).waitFor();
    await workbench.screenshot("tree-nothing-fits");
    await workbench.clickRowAction(/^No group fits the filter/, /Clear Filter/);
    await workbench.row(/^orders-billing/).waitFor();
    await workbench.page.getByText("Filter: no-such-*").waitFor({ state: "detached" });
  });

  it("sorts the groups by lag, the largest first, and pins one before them", async () => {
    await workbench.runCommand("Kafka Offsets: Sort Groups By…");
    await workbench.quickPick(/^Lag/).click();
    await inOrder("orders-shipping", "orders-analytics", "orders-billing");
    await workbench.chooseFromMenu(/^orders-billing/, "Pin");
    await workbench
      .row(/^orders-billing/)
      .locator(".codicon-pinned")
      .first()
      .waitFor();
    await inOrder("orders-billing", "orders-shipping", "orders-analytics");
    await workbench.screenshot("tree-pinned");
    await workbench.chooseFromMenu(/^orders-billing/, "Unpin");
    await workbench.runCommand("Kafka Offsets: Sort Groups By…");
    await workbench.quickPick(/^Name/).click();
  });

  it("finds a topic or a group by a part of its name, and shows its row", async () => {
    await workbench.collapseAll();
    await workbench.runCommand("Kafka Offsets: Find Topic or Group…");
    await workbench.quickPick(/^orders/).waitFor();
    await workbench.quickInput.fill("shipp");
    await workbench.quickPick(/^orders-shipping/).waitFor();
    await workbench.screenshot("find");
    await workbench.quickPick(/^orders-shipping, group/).click();
    const row = workbench.row(/^orders-shipping/);
    await row.waitFor();
    assert.equal(await row.getAttribute("aria-selected"), "true");
  });

  it("takes the filter away when that hides what was found", async () => {
    await filterBy("shipping");
    await workbench.row(/^orders-billing/).waitFor({ state: "detached" });
    await workbench.runCommand("Kafka Offsets: Find Topic or Group…");
    await workbench.quickPick(/^orders/).waitFor();
    await workbench.quickInput.fill("billing");
    await workbench.quickPick(/^orders-billing, group/).click();
    await workbench.page
      .locator('[role="treeitem"][aria-selected="true"]', { hasText: "orders-billing" })
      .waitFor();
    await workbench.page.getByText("Filter: shipping").waitFor({ state: "detached" });
  });
});

describe("the groups of a topic", () => {
  let workbench: Workbench;
  pictureFailures(() => workbench);

  before(async () => {
    workbench = await Workbench.open([demoCluster()]);
    await workbench.widenSidebar(420);
    await workbench.expand(/^demo/);
    await workbench.expand(/^Topics/);
    await workbench.expand(/^orders, 6 partitions/);
  });

  after(async () => {
    await workbench.close();
  });

  it("stand below it, each with its lag on this topic alone", async () => {
    await workbench.expand(/^Groups/);
    await workbench.row(/^Groups, \d+ · max lag [\d,]+/).waitFor();
    await workbench.row(/^orders-analytics, lag 120 · Empty · 3 of 6 partitions/).waitFor();
    await workbench.screenshot("tree-topic-groups");
  });

  it("are compared side by side, partition by partition", async () => {
    await workbench.clickRowAction(/^Groups, /, /Compare Groups/);
    await workbench.tab(/Groups of orders — demo/).waitFor();
    await workbench.panel.getByRole("heading", { name: "Groups of orders" }).waitFor();
    await workbench.panel.getByRole("columnheader", { name: /orders-analytics/ }).waitFor();
    await workbench.panel.locator(".cell-lag").nth(5).waitFor();
    await workbench.runCommand("View: Toggle Primary Side Bar Visibility");
    await workbench.screenshot("topic-groups");
    assert.deepEqual(await seriousViolations(workbench.panel), []);
    await workbench.runCommand("View: Toggle Primary Side Bar Visibility");
  });

  it("are sorted by a group's lag, and filtered by name", async () => {
    await workbench.panel
      .getByRole("button", { name: /orders-analytics/ })
      .last()
      .click();
    await workbench.panel.locator("[aria-sort=descending]").waitFor();
    await workbench.panel.getByRole("textbox", { name: /Filter the groups/ }).fill("analy");
    await workbench.panel.getByText(/^1 of \d+ groups/).waitFor();
    await workbench.screenshot("topic-groups-filtered");
  });

  it("lead to the messages at a committed offset", async () => {
    await workbench.panel
      .getByRole("button", { name: /^Peek at Committed Offset/ })
      .first()
      .click();
    await workbench.tab(/^orders — demo/).waitFor();
    await workbench.closeEditors();
  });
});
