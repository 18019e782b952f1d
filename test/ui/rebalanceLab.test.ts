import assert from "node:assert/strict";
import type { Locator } from "playwright-core";
import { TestKafka } from "../support/testKafka";
import { seriousViolations } from "../support/ui/accessibility";
import { uiEnvironment } from "../support/ui/environment";
import { pictureFailures } from "../support/ui/pictureFailures";
import { Workbench } from "../support/ui/workbench";

/** A member that died is found out after its session's 6 s, and the rest of a rebalance. */
const crashMs = 40_000;
const topic = "rebalancing-by-hand";
const groupId = "rebalancing-lab";

describe("the rebalance lab", () => {
  let workbench: Workbench;
  let kafka: TestKafka;
  pictureFailures(() => workbench);

  before(async () => {
    const { bootstrapServers } = uiEnvironment();
    kafka = new TestKafka([bootstrapServers]);
    workbench = await Workbench.open([
      { id: "lab", name: "lab", bootstrapServers: [bootstrapServers] },
    ]);
    await workbench.row(/^lab/).first().waitFor();
  });

  after(async () => {
    await workbench.close();
    await kafka.close();
  });

  const button = (name: string): Locator =>
    workbench.panel.locator("vscode-button", { hasText: name }).first();

  async function fill(label: string, value: string): Promise<void> {
    const field = workbench.panel.locator(`vscode-text-field[aria-label="${label}"] input`);
    await field.fill(value);
    await field.press("Tab");
  }

  const consumer = (number: number): Locator =>
    workbench.panel.getByRole("article", { name: `Consumer ${number}` });

  async function assigned(number: number, ...partitions: readonly number[]): Promise<void> {
    for (const partition of partitions) {
      await consumer(number)
        .locator(".chip", { hasText: String(partition) })
        .waitFor({ timeout: crashMs });
    }
    await consumer(number).locator(".chip").nth(partitions.length).waitFor({
      state: "detached",
      timeout: crashMs,
    });
  }

  const seen = (step: string): Locator =>
    workbench.panel.locator(".step-reached", { hasText: step });

  it("shows one consumer, two, and what becomes of a crashed one's partitions", async () => {
    await workbench.runCommand("Kafka Offsets: Rebalance Lab");
    await workbench.tab(/Lab — lab/).waitFor();
    await fill("Topic", topic);
    await fill("Group", groupId);
    await button("Start Producer").click();
    const dialog = workbench.dialog(/Run the rebalance lab on lab/);
    await dialog.getByText(`Consumer group ${groupId}, with its commits`).waitFor();
    await dialog.getByRole("button", { name: "Run" }).click();
    await workbench.panel.getByText(/reach only partitions 0 and 3 of 4/).waitFor();
    await button("Add Consumer").click();
    await assigned(1, 0, 1, 2, 3);
    await seen("0, 1, 2, 3").waitFor();
    await workbench.panel
      .getByText(/\[rebalancing-lab\] Received Message-\d+ from/)
      .first()
      .waitFor();
    await workbench.screenshot("lab-one-consumer");

    await button("Add Consumer").click();
    await assigned(1, 0, 1);
    await assigned(2, 2, 3);
    await seen("0 & 1 / 2 & 3").waitFor();
    await workbench.screenshot("lab-two-consumers");
    assert.deepEqual(await seriousViolations(workbench.panel), []);

    await consumer(2).locator("vscode-button", { hasText: "Crash" }).click();
    await consumer(2)
      .getByText(/Kafka keeps its partitions/)
      .waitFor();
    await workbench.screenshot("lab-crashed");
    await assigned(1, 0, 1, 2, 3);
    await consumer(2)
      .getByText(/Kafka noticed after/)
      .waitFor();
  });

  it("can be read in a light and a high contrast theme", async () => {
    const pictures = { "Light Modern": "light", "Dark High Contrast": "high-contrast" };
    for (const [theme, picture] of Object.entries(pictures)) {
      await workbench.chooseTheme(theme);
      assert.deepEqual(await seriousViolations(workbench.panel), [], theme);
      await workbench.screenshot(`lab-${picture}`);
    }
    await workbench.chooseTheme("Dark Modern");
  });

  it("opens the timeline beside it", async () => {
    await button("Open Timeline").click();
    await workbench.tab(/rebalancing-lab — lab/).waitFor();
    const beside = workbench.page
      .frameLocator("iframe.webview.ready >> nth=1")
      .frameLocator("iframe#active-frame");
    await beside.getByRole("tab", { name: "Rebalances", selected: true }).waitFor();
    await beside.locator("svg").first().waitFor();
    await workbench.screenshot("lab-timeline");
    await workbench.runCommand("View: Close Editor");
    await workbench.tab(/rebalancing-lab — lab/).waitFor({ state: "detached" });
  });

  it("prints what a consumer reads in a terminal, and stops it by Ctrl+C there", async () => {
    await consumer(1).locator('vscode-button[aria-label="Show what Consumer 1 prints"]').click();
    await workbench.page.locator(".terminal-wrapper.active").waitFor();
    await workbench.screenshot("lab-terminal");
    await workbench.page.locator(".terminal-wrapper.active").click();
    await workbench.page.keyboard.press("Control+c");
    await consumer(1)
      .getByText(/Left the group/)
      .waitFor();
    await workbench.runCommand("View: Toggle Panel Visibility");
  });

  it("removes what it created", async () => {
    await button("Clean Up…").click();
    const dialog = workbench.dialog(/Delete everything the lab created on lab/);
    await dialog.getByText(`Topic ${topic}, with its messages`).waitFor();
    await workbench.screenshot("lab-clean-up");
    await dialog.getByRole("button", { name: "Clean Up" }).click();
    await workbench.panel.getByText(/No consumer yet/).waitFor({ timeout: crashMs });
    const gateway = kafka.gateway();
    const [described] = await gateway.describeTopics([topic]);
    assert.equal(described?.failure?.code, 3);
    const groups = await gateway.listGroups();
    assert.equal(
      groups.some((group) => group.groupId === groupId),
      false,
    );
  });
});
