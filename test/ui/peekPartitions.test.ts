import assert from "node:assert/strict";
import { seriousViolations } from "../support/ui/accessibility";
import { demoCluster } from "../support/ui/demo";
import { PeekPage } from "../support/ui/peekPage";
import { pictureFailures } from "../support/ui/pictureFailures";
import { Workbench } from "../support/ui/workbench";

describe("positions and partitions of the peek panel", () => {
  let workbench: Workbench;
  let page: PeekPage;
  pictureFailures(() => workbench);

  before(async () => {
    workbench = await Workbench.open([demoCluster()]);
    page = new PeekPage(workbench);
    await workbench.expand(/^demo/);
    await workbench.expand(/^Topics/);
    await workbench.clickRowAction(/^orders, 6 partitions/, /Peek Messages/);
    await page.status(/^100 messages/).waitFor();
  });

  after(async () => {
    await workbench.close();
  });

  const table = () => workbench.panel.getByRole("table", { name: "Partitions" });
  it("reads the last offsets of every partition", async () => {
    await page.readFrom("Last N offsets", "5");
    await page.status(/^30 messages/).waitFor();
    const partitions = await page.cells("partition").allInnerTexts();
    assert.deepEqual([...new Set(partitions)].sort(), ["0", "1", "2", "3", "4", "5"]);
  });

  it("reads from where a group is committed", async () => {
    await page.readFrom("Committed of group", "orders-shipping");
    await page.status(/^100 messages/).waitFor();
  });

  it("shows a table of the partitions with the commits of a chosen group", async () => {
    await page.press("6 partitions");
    await table().getByRole("columnheader", { name: "Committed" }).waitFor();
    await workbench.chooseInPanel("Commits of group", "orders-analytics");
    await table().getByRole("cell", { name: "no commit" }).nth(2).waitFor();
    await workbench.screenshot("peek-partitions");
    assert.deepEqual(await seriousViolations(workbench.panel), []);
  });

  it("reads the ticked partitions alone, and seeks in one of them", async () => {
    await page.press("None");
    await workbench.panel.getByLabel("Read partition 3 of orders").check();
    await page.readFrom("Latest");
    await page.status(/^100 messages .* 1 partition /).waitFor();
    const seek = workbench.panel.locator('[aria-label="Seek in partition 3 of orders"] input');
    await seek.fill("41");
    await seek.press("Enter");
    await page.cells("offset").first().filter({ hasText: /^41$/ }).waitFor();
    const partitions = await page.cells("partition").allInnerTexts();
    assert.deepEqual([...new Set(partitions)], ["3"]);
    await page.press("All");
  });

  it("merges several topics, which then name their messages", async () => {
    await workbench.panel.locator(".topics input").fill("orders, customers");
    await page.readFrom("Last N offsets", "2");
    await page.press("8 partitions");
    await page.status(/^16 messages/).waitFor();
    const topics = await page.cells("topic").allInnerTexts();
    assert.deepEqual([...new Set(topics)].sort(), ["customers", "orders"]);
    const times = await page.cells("time").allInnerTexts();
    assert.deepEqual(times, times.toSorted().reverse());
    await workbench.screenshot("peek-topics");
  });

  it("takes a pattern for the topics", async () => {
    await page.press("8 partitions");
    const topics = workbench.panel.locator(".topics input");
    await topics.fill("/events-.*/");
    await topics.press("Enter");
    await page.cells("topic").filter({ hasText: "events-zstd" }).first().waitFor();
    await page.cells("topic").filter({ hasText: "events-gzip" }).first().waitFor();
  });
});
