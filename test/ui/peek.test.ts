import assert from "node:assert/strict";
import type { IHeaders } from "kafkajs";
import { hostileMessages } from "../support/hostileMessages";
import type { TestKafka } from "../support/testKafka";
import { seriousViolations } from "../support/ui/accessibility";
import { demoCluster, demoKafka } from "../support/ui/demo";
import { PeekPage } from "../support/ui/peekPage";
import { pictureFailures } from "../support/ui/pictureFailures";
import { Workbench } from "../support/ui/workbench";

describe("the peek panel", () => {
  let workbench: Workbench;
  let page: PeekPage;
  let kafka: TestKafka;
  let hostileTopic: string;
  pictureFailures(() => workbench);

  before(async () => {
    kafka = demoKafka();
    hostileTopic = await kafka.createTopic("hostile-strings");
    for (const { key, value = null, headers = [] } of Object.values(hostileMessages)) {
      const sent = headers.map(([name, content]) => [name, content ?? ""]);
      // with a partition: to hash a key of a megabyte takes kafkajs minutes
      const message = { partition: 0, value, headers: Object.fromEntries(sent) as IHeaders };
      await kafka.produce(hostileTopic, [key === undefined ? message : { ...message, key }]);
    }
    workbench = await Workbench.open([demoCluster()]);
    page = new PeekPage(workbench);
    await workbench.expand(/^demo/);
    await workbench.expand(/^Topics/);
  });

  after(async () => {
    await workbench.close();
    await kafka.close();
  });

  async function groupIds(): Promise<string[]> {
    const gateway = kafka.gateway();
    const groups = await gateway.listGroups();
    return groups.map(({ groupId }) => groupId).sort();
  }

  it("opens on a topic's latest 100 messages, newest first, and joins no group", async () => {
    const groupsBefore = await groupIds();
    await workbench.clickRowAction(/^orders, 6 partitions/, /Peek Messages/);
    await workbench.tab(/orders — demo/).waitFor();
    await page.status(/^100 messages/).waitFor();
    const times = await page.cells("time").allTextContents();
    assert.ok(times.length > 10);
    assert.deepEqual(times, [...times].sort().reverse());
    assert.deepEqual(await groupIds(), groupsBefore);
  });

  it("pages to older messages and back to the same ones", async () => {
    const offset = page.cells("offset").first();
    const first = await offset.innerText();
    await page.press("Older");
    await offset.filter({ hasNotText: first }).waitFor();
    await page.press("Newer");
    await offset.filter({ hasText: first }).waitFor();
  });

  it("shows one message in full, its 64-bit numbers exact", async () => {
    await page.cells("value").first().click();
    const detail = workbench.panel.locator("section.detail");
    await detail.getByText(/"reference"/).waitFor();
    assert.match(await detail.innerText(), /"reference": 90071992548\d{5}/);
    await workbench.screenshot("peek");
  });

  it("has no serious accessibility violation", async () => {
    assert.deepEqual(await seriousViolations(workbench.panel), []);
  });

  it("seeks by a time in a named zone, and explains a time after the last message", async () => {
    await page.readFrom("Timestamp", "2099-01-01 00:00");
    await workbench.panel
      .getByText(/No message at or after/i)
      .first()
      .waitFor();

    const hourAgo = new Date(Date.now() - 3_600_000).toISOString().slice(0, 16).replace("T", " ");
    await page.readFrom("Timestamp", hourAgo);
    await page.cells("time").first().filter({ hasText: hourAgo }).waitFor();
    const times = await page.cells("time").allTextContents();
    assert.ok(times.length > 10 && times.every((time) => time >= hourAgo), times.join("\n"));
    await workbench.screenshot("peek-timestamp");
  });

  it("refuses a position that is none, in words, and keeps the rows", async () => {
    await page.readFrom("Offset", "1e3");
    await workbench.panel.locator(".notice.error").waitFor();
    assert.ok((await page.cells("offset").count()) > 10);
  });

  it("leaves aborted messages out until asked for them", async () => {
    await workbench.closeEditors();
    await workbench.clickRowAction(/^payments, 3 partitions/, /Peek Messages/);
    await page.status(/messages/).waitFor();
    assert.equal(await workbench.panel.locator(".badge-aborted").count(), 0);
    await workbench.chooseInPanel("Isolation", "Committed and aborted");
    await page.press("Read");
    await workbench.panel.locator(".badge-aborted").first().waitFor();
    await workbench.screenshot("peek-transactions");
  });

  it("opens a message as a read-only document", async () => {
    await page.cells("value").first().click();
    await page.press("Open as Document");
    await workbench.page.locator(".view-lines", { hasText: "payments" }).waitFor();
    await workbench.screenshot("message-document");
  });

  it("shows hostile messages as text", async () => {
    await workbench.closeEditors();
    await workbench.runCommand("Kafka Offsets: Peek Messages…");
    await workbench.quickInput.fill(hostileTopic);
    await workbench.quickPick(hostileTopic).click();
    const count = Object.keys(hostileMessages).length;
    await page.status(new RegExp(`^${count} messages `)).waitFor();
    const markup = hostileMessages["markup"]?.value?.toString() ?? "";
    await page.cells("value").getByText(markup, { exact: true }).waitFor();
    const detail = workbench.panel.locator("section.detail");
    for (let offset = 0; offset < count; offset++) {
      await page.cells("offset").getByText(offset.toString(), { exact: true }).click();
      await detail
        .getByText(new RegExp(`\\b${offset}\\b`))
        .first()
        .waitFor();
      for (const place of [detail, workbench.panel.getByRole("grid")]) {
        assert.equal(await place.locator("img, script, a, iframe, object, embed").count(), 0);
      }
    }
    await workbench.screenshot("hostile-messages");
    await page.cells("value").getByText(markup, { exact: true }).click();
    await page.press("Open as Document");
    await workbench.page.locator(".view-lines", { hasText: "onerror" }).waitFor();
    assert.ok(!(await workbench.page.title()).includes("pwned"));
  });

  it("is driven by the keyboard", async () => {
    await workbench.closeEditors();
    await workbench.clickRowAction(/^customers, 2 partitions/, /Peek Messages/);
    await page.status(/messages/).waitFor();
    const grid = workbench.panel.getByRole("grid");
    await page.cells("offset").first().click();
    await workbench.page.keyboard.press("ArrowDown");
    await grid.locator('[role="row"][aria-selected="true"][aria-rowindex="3"]').waitFor();
    await workbench.page.keyboard.press("Control+End");
    await grid.locator('[role="row"][aria-selected="true"]').waitFor();
    await workbench.screenshot("peek-keyboard");
  });
});
