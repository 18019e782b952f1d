import assert from "node:assert/strict";
import { seriousViolations } from "../support/ui/accessibility";
import { demoCluster, demoKafka } from "../support/ui/demo";
import { pictureFailures } from "../support/ui/pictureFailures";
import { Workbench } from "../support/ui/workbench";

const toggleSidebar = "View: Toggle Primary Side Bar Visibility";
/** Brokers hold new groups back for some seconds, and crashed members count as alive for some more. */
const experimentMs = 60_000;

/** A step's title, and words of its picture. */
const pictures = [
  ["Browse topics and groups", "Consumer Groups"],
  ["Peek at messages", "in every partition, without a group"],
  ["Understand lag", "lag = end of the log"],
  ["Watch a rebalance", "partitions over time"],
  ["Reset offsets safely", "replays 5"],
] as const;

describe("the walkthrough", () => {
  let workbench: Workbench;
  pictureFailures(() => workbench);

  before(async () => {
    workbench = await Workbench.open([]);
  });

  after(async () => {
    await workbench.close();
  });

  it("opens from the welcome text, and begins with connecting", async () => {
    await workbench.page.getByRole("button", { name: "Open Walkthrough" }).click();
    await workbench.page.getByText("Get Started with Kafka Offsets").first().waitFor();
    const steps = workbench.page.locator(".getting-started-step");
    await steps.filter({ hasText: "Reset offsets safely, and undo it" }).waitFor();
    assert.equal(await steps.count(), 6);
    await workbench.page.getByRole("button", { name: "Start Local Kafka" }).last().waitFor();
    await workbench.runCommand(toggleSidebar);
    await workbench.screenshot("walkthrough");
  });

  it("has a picture for each step", async () => {
    for (const [title, words] of pictures) {
      await workbench.page.locator(".getting-started-step").filter({ hasText: title }).click();
      await workbench.panel.locator("svg text").filter({ hasText: words }).first().waitFor();
    }
    await workbench.screenshot("walkthrough-reset");
    await workbench.runCommand(toggleSidebar);
  });
});

describe("the offset lab", () => {
  let workbench: Workbench;
  pictureFailures(() => workbench);

  before(async () => {
    workbench = await Workbench.open([demoCluster()]);
    await workbench.expand(/^demo/);
  });

  after(async () => {
    await workbench.close();
    const kafka = demoKafka();
    const gateway = kafka.gateway();
    const made = (name: string): boolean => name.startsWith("offset-lab-");
    const groups = (await gateway.listGroups()).map(({ groupId }) => groupId).filter(made);
    const topics = (await gateway.listTopics()).map(({ topic }) => topic).filter(made);
    if (groups.length > 0) await gateway.deleteGroups(groups);
    if (topics.length > 0) await gateway.deleteTopics(topics);
    await kafka.close();
  });

  const experiment = (title: string) =>
    workbench.panel.locator("article").filter({ hasText: title });

  it("runs an experiment with real consumers, and says step by step what was seen and why", async () => {
    await workbench.chooseFromMenu(/^demo/, "Offset Lab");
    await workbench.tab(/^Lab — demo/).waitFor();
    const card = experiment("A group that has never committed");
    await card.getByRole("button", { name: /^Run/ }).click();
    const dialog = workbench.dialog(/Run the experiments on demo/);
    await dialog.getByRole("button", { name: "Run" }).click();
    await card.getByText("Done", { exact: true }).waitFor({ timeout: experimentMs });
    const observed = await card.locator(".step-check strong").allInnerTexts();
    assert.deepEqual(observed, [
      "offsets 0–7 (8 messages)",
      "offsets 5–7 (3 messages)",
      "offset 8 (1 message)",
    ]);
    await workbench.runCommand(toggleSidebar);
    await workbench.screenshot("offset-lab");
    await workbench.runCommand(toggleSidebar);
  });

  it("has no serious accessibility violation", async () => {
    assert.deepEqual(await seriousViolations(workbench.panel), []);
  });

  it("ticks off the exercises that the cluster shows to be done", async () => {
    await workbench.panel.getByRole("tab", { name: "Exercises" }).click();
    await workbench.panel
      .locator(".task-done")
      .filter({ hasText: "One began at the start, one at the end" })
      .waitFor();
    await workbench.screenshot("exercises");
    assert.deepEqual(await seriousViolations(workbench.panel), []);
  });

  it("opens a group that an experiment left, and finds it in the tree", async () => {
    await workbench.panel.getByRole("tab", { name: "Offsets" }).click();
    const group = "offset-lab-new-group-1-latest";
    await experiment("A group that has never committed")
      .getByRole("button", { name: group })
      .click();
    await workbench.tab(new RegExp(`^${group} — demo`)).waitFor();
    await workbench.expand(/^Consumer Groups/);
    await workbench.row(new RegExp(`^${group}, Empty · lag 0`)).waitFor();
  });

  it("removes what it created, after it has asked", async () => {
    await workbench.runCommand("View: Close Editor");
    await workbench.tab(/^offset-lab-new-group-1-latest/).waitFor({ state: "detached" });
    await workbench.panel.getByRole("tab", { name: "Offsets" }).waitFor();
    await workbench.panel.getByRole("button", { name: "Clean Up" }).click();
    const dialog = workbench.dialog(/Delete everything the lab created/);
    await dialog.getByText(/offset-lab-new-group-1-earliest/).waitFor();
    await dialog.getByRole("button", { name: "Clean Up" }).click();
    await workbench.panel.getByRole("button", { name: "Clean Up" }).waitFor({ state: "hidden" });
    await workbench.row(/^offset-lab-new-group-1-latest/).waitFor({ state: "detached" });
  });
});
