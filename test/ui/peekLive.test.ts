import assert from "node:assert/strict";
import type { TestKafka } from "../support/testKafka";
import { seriousViolations } from "../support/ui/accessibility";
import { demoCluster, demoKafka } from "../support/ui/demo";
import { PeekPage } from "../support/ui/peekPage";
import { pictureFailures } from "../support/ui/pictureFailures";
import { Workbench } from "../support/ui/workbench";

const early = 3;

describe("the live view of the peek panel", () => {
  let workbench: Workbench;
  let page: PeekPage;
  let kafka: TestKafka;
  let topic: string;
  let sent = 0;
  pictureFailures(() => workbench);

  before(async () => {
    kafka = demoKafka();
    topic = await kafka.createTopic("live", { partitions: 2 });
    await send(early);
    workbench = await Workbench.open([demoCluster()]);
    page = new PeekPage(workbench);
    await workbench.expand(/^demo/);
    await workbench.expand(/^Topics/);
    await workbench.clickRowAction(new RegExp(`^${topic}`), /Peek Messages/);
    await page.status(/^3 messages/).waitFor();
  });

  after(async () => {
    await workbench.close();
    await kafka.close();
  });

  async function send(count: number): Promise<void> {
    const messages = Array.from({ length: count }, () => {
      sent += 1;
      return { key: `key-${sent}`, value: `live message ${sent}`, partition: sent % 2 };
    });
    await kafka.produce(topic, messages);
  }

  const value = (text: string) => page.cells("value").filter({ hasText: text }).first();

  it("shows messages as they are produced", async () => {
    await page.press("Live");
    await page.activity(/^Live/).waitFor();
    await send(5);
    await value(`live message ${sent}`).waitFor();
    await workbench.screenshot("peek-live");
    assert.deepEqual(await seriousViolations(workbench.panel), []);
  });

  it("catches up without a hole after a pause", async () => {
    await page.press("Pause");
    await page.activity(/^Paused/).waitFor();
    await send(10);
    await page.press("Resume");
    await value(`live message ${sent}`).waitFor();
    await page.press("Stop");
    const shown = await page.cells("value").allInnerTexts();
    const expected = Array.from(
      { length: sent - early },
      (_, at) => `live message ${early + at + 1}`,
    );
    const live = shown.filter((text) => expected.includes(text));
    assert.equal(new Set(live).size, expected.length);
  });
});

describe("filters and searches of the peek panel", () => {
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

  it("shows only what the filter matches", async () => {
    const value = await page.cells("value").first().innerText();
    const id = /"id":(\d+)/.exec(value)?.[1] ?? "";
    assert.notEqual(id, "");
    await page.filter.fill(`"id":${id}`);
    await page.filter.press("Enter");
    await page.cells("value").nth(1).waitFor({ state: "detached" });
    assert.equal(await page.cells("value").first().innerText(), value);
  });

  it("filters by an expression over the value", async () => {
    await workbench.panel.getByRole("button", { name: "Expression (CEL)" }).click();
    await page.filter.fill("value.id < 0");
    await page.filter.press("Enter");
    await page.cells("value").first().waitFor({ state: "detached" });
    await page.filter.fill("value.id > 0");
    await page.filter.press("Enter");
    await page.cells("value").nth(5).waitFor();
  });

  it("searches the topic from its start, and tells what it found", async () => {
    await workbench.panel.getByRole("button", { name: "Expression (CEL)" }).click();
    await workbench.chooseInPanel("From", "Earliest");
    await page.filter.fill('"id":4711,');
    await page.press("Search from Here");
    await page.activity(/^Search done: \S+ hit/).waitFor();
    assert.match(await page.cells("value").first().innerText(), /"id":4711,/);
    await workbench.screenshot("peek-search");
    assert.deepEqual(await seriousViolations(workbench.panel), []);
  });

  it("stops a search when told to, and goes on with it", async () => {
    await workbench.panel.getByRole("button", { name: "Expression (CEL)" }).click();
    await page.filter.fill("value.id == 0");
    await page.press("Search from Here");
    await page.activity(/^Searching/).waitFor();
    await workbench.panel.locator(".toolbar").getByRole("button", { name: "Stop" }).click();
    await page.activity(/^Search stopped: .* of 120,000 offsets/).waitFor();
    await page.press("Resume");
    await page.activity(/^Search done: 1 hit · 120,000 of 120,000 offsets/).waitFor();
  });

  it("adds a column by a JSON path", async () => {
    await workbench.closeEditors();
    await workbench.clickRowAction(/^orders, 6 partitions/, /Peek Messages/);
    await page.status(/^100 messages/).waitFor();
    await page.press("Columns…");
    const columns = workbench.panel.getByRole("dialog", { name: "Columns" });
    await columns.getByRole("textbox", { name: "JSON path of another column" }).fill("$.id");
    await columns.getByRole("button", { name: "Add" }).click();
    await workbench.panel.getByRole("columnheader", { name: "$.id" }).waitFor();
    await page.cells("path").first().filter({ hasText: /^\d+$/ }).waitFor();
    await workbench.screenshot("peek-columns");
  });
});
