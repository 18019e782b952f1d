import assert from "node:assert/strict";
import type { TestKafka } from "../support/testKafka";
import { demoCluster, demoKafka } from "../support/ui/demo";
import { PeekPage } from "../support/ui/peekPage";
import { pictureFailures } from "../support/ui/pictureFailures";
import { Workbench } from "../support/ui/workbench";

describe("sending a message again", () => {
  let workbench: Workbench;
  let page: PeekPage;
  let kafka: TestKafka;
  let topic: string;
  pictureFailures(() => workbench);

  before(async () => {
    kafka = demoKafka();
    topic = await kafka.createTopic("refunds");
    const value = '{"id":9007199254740993,"status":"failed","total":12.50}';
    await kafka.produce(topic, [{ key: "3", value, headers: { trace: "a1" } }]);
    workbench = await Workbench.open([demoCluster()]);
    page = new PeekPage(workbench);
  });

  after(async () => {
    await workbench.close();
    await kafka.close();
  });

  it("opens the message as a document, exactly", async () => {
    await workbench.runCommand("Kafka Offsets: Peek Messages…");
    await workbench.quickInput.fill(topic);
    await workbench.quickPick(topic).click();
    await page.status(/^1 message /).waitFor();
    await page.cells("value").first().click();
    await page.press("More Actions…");
    await workbench.panel.getByRole("menuitem", { name: "Re-send…" }).click();
    const lines = workbench.page.locator(".view-lines");
    await lines.getByText("9007199254740993").waitFor();
    await workbench.page.locator(".codelens-decoration", { hasText: "Send to demo…" }).waitFor();
  });

  it("asks before it is sent, edited, and writes it once", async () => {
    await workbench.page.locator(".view-lines").getByText('"failed"').dblclick();
    await workbench.page.keyboard.type("repaired");
    await workbench.page.locator(".view-lines").getByText('"repaired"').waitFor();
    await workbench.page.locator(".codelens-decoration a", { hasText: "Send to demo…" }).click();
    const dialog = workbench.dialog(`Send this message to ${topic}, partition 0, on cluster demo?`);
    await dialog.waitFor();
    await workbench.screenshot("send-message");
    await dialog.getByRole("button", { name: "Send Message" }).click();
    await workbench.notification(`Written to ${topic}, partition 0, offset 1.`).waitFor();
    const { messages } = await kafka.gateway().readForward({
      from: [{ topic, partition: 0, offset: 0n }],
      maxMessages: 10,
      isolation: "readUncommitted",
    });
    assert.deepEqual(
      messages.map(({ key, value, headers }) => [
        key?.toString(),
        value?.toString(),
        headers.map((header) => `${header.key}: ${header.value?.toString() ?? "null"}`),
      ]),
      [
        ["3", '{"id":9007199254740993,"status":"failed","total":12.50}', ["trace: a1"]],
        ["3", '{"id":9007199254740993,"status":"repaired","total":12.50}', ["trace: a1"]],
      ],
    );
  });

  it("shows it in the peek panel and among the recent changes", async () => {
    const told = workbench.notification(`Written to ${topic}`);
    await told.getByRole("button", { name: "Peek", exact: true }).click();
    await page.cells("value").filter({ hasText: "repaired" }).first().waitFor();
    await workbench.page.getByRole("button", { name: /Recent Changes Section/ }).click();
    await workbench.row(new RegExp(`^${topic} 0 @ 1`)).waitFor();
    await workbench.screenshot("send-message-peek");
  });
});
