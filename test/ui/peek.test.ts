import assert from "node:assert/strict";
import { Kafka, logLevel } from "kafkajs";
import { uiEnvironment } from "../support/ui/environment";
import { seriousViolations } from "../support/ui/accessibility";
import { pictureFailures } from "../support/ui/pictureFailures";
import { Workbench } from "../support/ui/workbench";

const hostile =
  '<img src=x onerror="document.title=\'pwned\'"><script>document.title="pwned"</script>';

async function produceHostile(topic: string): Promise<void> {
  const kafka = new Kafka({
    clientId: "ui-suite",
    brokers: [uiEnvironment().bootstrapServers],
    logLevel: logLevel.NOTHING,
  });
  const admin = kafka.admin();
  await admin.connect();
  await admin.createTopics({ topics: [{ topic, numPartitions: 1 }], waitForLeaders: true });
  await admin.disconnect();
  const producer = kafka.producer();
  await producer.connect();
  const headers = { [hostile]: hostile };
  await producer.send({ topic, messages: [{ key: hostile, value: hostile, headers }] });
  await producer.disconnect();
}

async function groupIds(): Promise<string[]> {
  const kafka = new Kafka({
    brokers: [uiEnvironment().bootstrapServers],
    logLevel: logLevel.NOTHING,
  });
  const admin = kafka.admin();
  await admin.connect();
  const { groups } = await admin.listGroups();
  await admin.disconnect();
  return groups.map(({ groupId }) => groupId).sort();
}

describe("the peek panel", () => {
  let workbench: Workbench;
  pictureFailures(() => workbench);

  before(async () => {
    await produceHostile("hostile-strings");
    workbench = await Workbench.open([
      { id: "demo", name: "demo", bootstrapServers: [uiEnvironment().bootstrapServers] },
    ]);
    await workbench.expand(/^demo/);
    await workbench.expand(/^Topics/);
  });

  after(async () => {
    await workbench.close();
  });

  const status = (text: RegExp) => workbench.panel.locator(".status-text", { hasText: text });
  const cells = (name: string) => workbench.panel.locator(`[role="gridcell"].cell-${name}`);

  async function choose(dropdown: string, option: string): Promise<void> {
    const control = workbench.panel.locator(`vscode-dropdown[aria-label="${dropdown}"]`);
    await control.click();
    await control.getByRole("option", { name: option, exact: true }).click();
  }

  it("opens on a topic's latest 100 messages, newest first, and joins no group", async () => {
    const groupsBefore = await groupIds();
    await workbench.clickRowAction(/^orders, 6 partitions/, /Peek Messages/);
    await workbench.tab(/orders — demo/).waitFor();
    await status(/^100 messages/).waitFor();
    const times = await cells("time").allTextContents();
    assert.ok(times.length > 10);
    assert.deepEqual(times, [...times].sort().reverse());
    assert.deepEqual(await groupIds(), groupsBefore);
  });

  it("pages to older messages and back to the same ones", async () => {
    const first = await cells("offset").first().textContent();
    await workbench.panel.getByRole("button", { name: "Older" }).click();
    await workbench.panel
      .locator('[role="gridcell"].cell-offset')
      .first()
      .filter({ hasNotText: first ?? "" })
      .waitFor();
    await workbench.panel.getByRole("button", { name: "Newer" }).click();
    await workbench.panel
      .locator('[role="gridcell"].cell-offset')
      .first()
      .filter({ hasText: first ?? "" })
      .waitFor();
  });

  it("shows one message in full, its 64-bit numbers exact", async () => {
    await cells("value").first().click();
    const detail = workbench.panel.locator("section.detail");
    await detail.getByText(/"reference"/).waitFor();
    assert.match(await detail.innerText(), /"reference": 90071992548\d{5}/);
    await workbench.screenshot("peek");
  });

  it("has no serious accessibility violation", async () => {
    assert.deepEqual(await seriousViolations(workbench.panel), []);
  });

  it("seeks by a time in a named zone, and explains a time after the last message", async () => {
    await choose("From", "Timestamp");
    const value = workbench.panel.locator(".position-value input");
    await value.fill("2099-01-01 00:00");
    await workbench.panel.getByRole("button", { name: "Read", exact: true }).click();
    await workbench.panel
      .getByText(/No message at or after/i)
      .first()
      .waitFor();

    const hourAgo = new Date(Date.now() - 3_600_000).toISOString().slice(0, 16).replace("T", " ");
    await value.fill(hourAgo);
    await workbench.panel.getByRole("button", { name: "Read", exact: true }).click();
    await cells("time").first().filter({ hasText: hourAgo }).waitFor();
    const times = await cells("time").allTextContents();
    assert.ok(times.length > 10 && times.every((time) => time >= hourAgo), times.join("\n"));
    await workbench.screenshot("peek-timestamp");
  });

  it("refuses a position that is none, in words, and keeps the rows", async () => {
    await choose("From", "Offset");
    await workbench.panel.locator(".position-value input").fill("1e3");
    await workbench.panel.getByRole("button", { name: "Read", exact: true }).click();
    await workbench.panel.locator(".notice.error").waitFor();
    assert.ok((await cells("offset").count()) > 10);
  });

  it("leaves aborted messages out until asked for them", async () => {
    await workbench.closeEditors();
    await workbench.clickRowAction(/^payments, 3 partitions/, /Peek Messages/);
    await status(/messages/).waitFor();
    assert.equal(await workbench.panel.locator(".badge-aborted").count(), 0);
    await choose("Isolation", "Committed and aborted");
    await workbench.panel.getByRole("button", { name: "Read", exact: true }).click();
    await workbench.panel.locator(".badge-aborted").first().waitFor();
    await workbench.screenshot("peek-transactions");
  });

  it("opens a message as a read-only document", async () => {
    await cells("value").first().click();
    await workbench.panel.getByRole("button", { name: "Open as Document" }).click();
    await workbench.page.locator(".view-lines", { hasText: "payments" }).waitFor();
    await workbench.screenshot("message-document");
  });

  it("shows a hostile message as text", async () => {
    await workbench.closeEditors();
    await workbench.runCommand("Kafka Offsets: Peek Messages…");
    await workbench.quickInput.fill("hostile-strings");
    await workbench.quickPick(/hostile-strings/).click();
    await status(/^1 message /).waitFor();
    assert.equal(await cells("value").first().innerText(), hostile);
    await cells("value").first().click();
    await workbench.panel.locator("section.detail").getByText("<script>").first().waitFor();
    assert.equal(await workbench.panel.locator("img").count(), 0);
    assert.equal(await workbench.panel.locator("script", { hasText: "pwned" }).count(), 0);
    assert.ok(!(await workbench.page.title()).includes("pwned"));
  });

  it("is driven by the keyboard", async () => {
    await workbench.closeEditors();
    await workbench.clickRowAction(/^customers, 2 partitions/, /Peek Messages/);
    await status(/messages/).waitFor();
    const grid = workbench.panel.getByRole("grid");
    await cells("offset").first().click();
    await workbench.page.keyboard.press("ArrowDown");
    await grid.locator('[role="row"][aria-selected="true"][aria-rowindex="3"]').waitFor();
    await workbench.page.keyboard.press("Control+End");
    await grid.locator('[role="row"][aria-selected="true"]').waitFor();
    await workbench.screenshot("peek-keyboard");
  });
});
