import assert from "node:assert/strict";
import { KillableConsumer } from "../support/killableConsumer";
import type { TestKafka } from "../support/testKafka";
import { seriousViolations } from "../support/ui/accessibility";
import { demoCluster, demoKafka } from "../support/ui/demo";
import { PacedConsumers } from "../support/ui/pacedConsumers";
import { pictureFailures } from "../support/ui/pictureFailures";
import { Workbench } from "../support/ui/workbench";

const toggleSidebar = "View: Toggle Primary Side Bar Visibility";

/** So many make a span of the timeline wide enough to be seen. */
const readings = 3;

describe("the group panel", () => {
  const { bootstrapServers } = demoCluster();
  let workbench: Workbench;
  let kafka: TestKafka;
  let invoicing: PacedConsumers;
  pictureFailures(() => workbench);

  before(async () => {
    kafka = demoKafka();
    invoicing = await PacedConsumers.start(bootstrapServers, {
      groupId: "orders-invoicing",
      topic: "orders",
      clientIds: ["invoicing-1", "invoicing-2", "invoicing-3"],
    });
    workbench = await Workbench.open([demoCluster()]);
    await workbench.expand(/^demo/);
    await workbench.expand(/^Consumer Groups/);
  });

  after(async () => {
    await workbench.close();
    await invoicing.stop();
    await kafka.close();
  });

  const cells = (name: string) => workbench.panel.locator(`[role="gridcell"].cell-${name}`);
  const chooseTab = (name: RegExp) => workbench.panel.getByRole("tab", { name }).click();

  it("opens from the tree with the offsets, the lag and the owner of every partition", async () => {
    await workbench.clickRowAction(/^orders-invoicing/, /Open Group/);
    await workbench.tab(/orders-invoicing — demo/).waitFor();
    await workbench.panel.getByRole("heading", { name: "orders-invoicing" }).waitFor();
    await workbench.panel.getByRole("tab", { name: "Partitions (6)" }).waitFor();
    await cells("owner")
      .filter({ hasText: /^invoicing-1/ })
      .first()
      .waitFor();
    await cells("lag")
      .filter({ hasText: /^[\d,]+$/ })
      .nth(5)
      .waitFor();
    assert.match(await workbench.panel.locator(".facts").innerText(), /^Stable · classic/);
  });

  it("goes on reading by itself: the lag shrinks, and a rate and a time to the end are told", async () => {
    const first = cells("lag").first();
    const before = await first.innerText();
    await workbench.panel
      .locator('[role="gridcell"].cell-lag >> nth=0')
      .filter({ hasNotText: before })
      .waitFor();
    await cells("consumed").filter({ hasText: /\d/ }).nth(5).waitFor();
    await cells("eta").filter({ hasText: /\d/ }).nth(5).waitFor();
    await workbench.panel.locator(".trend path, .sparkline").first().waitFor();
    await workbench.runCommand(toggleSidebar);
    await workbench.screenshot("group");
    await workbench.runCommand(toggleSidebar);
  });

  it("has no serious accessibility violation", async () => {
    assert.deepEqual(await seriousViolations(workbench.panel), []);
  });

  it("reads when asked to while Live is off", async () => {
    await workbench.chooseInPanel("Live", "Off");
    const readAt = await workbench.panel.locator(".read-at").innerText();
    await workbench.panel.getByRole("button", { name: "Refresh" }).click();
    await workbench.panel.locator(".read-at").filter({ hasNotText: readAt }).waitFor();
  });

  it("tells the members with their hosts and partitions", async () => {
    await chooseTab(/^Members \(3\)/);
    await workbench.panel.getByRole("gridcell", { name: "invoicing-2", exact: true }).waitFor();
    await workbench.panel
      .getByRole("gridcell", { name: /^orders \d, \d/ })
      .first()
      .waitFor();
    await workbench.screenshot("group-members");
  });

  it("peeks at the committed offset of a partition", async () => {
    await chooseTab(/^Partitions/);
    const peek = { name: "Peek at Committed Offset of orders-2" };
    await workbench.panel.getByRole("button", peek).click();
    await workbench.tab(/^orders — demo/).waitFor();
    await workbench.panel.locator('[role="gridcell"].cell-offset').first().waitFor();
    const partitions = await workbench.panel
      .locator('[role="gridcell"].cell-partition')
      .allInnerTexts();
    assert.deepEqual([...new Set(partitions)], ["2"]);
    await workbench.closeEditors();
  });
});

describe("explaining a group", () => {
  let workbench: Workbench;
  pictureFailures(() => workbench);

  before(async () => {
    workbench = await Workbench.open([demoCluster()]);
    await workbench.expand(/^demo/);
    await workbench.expand(/^Consumer Groups/);
  });

  after(async () => {
    await workbench.close();
  });

  it("names what is wrong with a group without members, what shows it, and what to do", async () => {
    await workbench.chooseFromMenu(/^audit-before-the-start/, "Explain Group…");
    const findings = workbench.panel.getByRole("list", { name: "Findings" });
    await findings.getByRole("heading", { name: /No member is connected/ }).waitFor();
    await findings.getByRole("heading", { name: /log start/ }).waitFor();
    await findings.getByText("Next:").first().waitFor();
    await workbench.screenshot("group-explain");
    assert.deepEqual(await seriousViolations(workbench.panel), []);
  });

  it("says so when nothing is wrong", async () => {
    await workbench.closeEditors();
    await workbench.chooseFromMenu(/^payments-kip848-live/, "Explain Group…");
    await workbench.panel.getByText(/Nothing is wrong/).waitFor();
  });
});

describe("watching rebalances", () => {
  const { bootstrapServers } = demoCluster();
  const group = { groupId: "group-1", topic: "consumer-rebalancing-demo" };
  const joined: KillableConsumer[] = [];
  let workbench: Workbench;
  pictureFailures(() => workbench);

  before(async () => {
    workbench = await Workbench.open([demoCluster()]);
    await workbench.expand(/^demo/);
    await workbench.expand(/^Consumer Groups/);
  });

  after(async () => {
    await workbench.close();
    await Promise.all(joined.map((consumer) => consumer.stop()));
  });

  async function join(clientId: string): Promise<KillableConsumer> {
    const consumer = await KillableConsumer.start(bootstrapServers, { ...group, clientId });
    joined.push(consumer);
    return consumer;
  }

  /** Until the panel has read the group so many times more. */
  async function watchedFor(times: number): Promise<void> {
    const readAt = workbench.panel.locator(".read-at");
    for (let reading = 0; reading < times; reading++) {
      await readAt.filter({ hasNotText: await readAt.innerText() }).waitFor();
    }
  }

  const legend = (name: RegExp) =>
    workbench.panel.getByRole("list", { name: "Members" }).getByText(name);
  const event = (text: RegExp) => workbench.panel.locator("li.event").filter({ hasText: text });

  it("draws who owned which partition as members come and go, and lists what happened", async () => {
    await workbench.chooseFromMenu(/^group-1/, "Watch Rebalances…");
    await workbench.tab(/group-1 — demo/).waitFor();
    await workbench.chooseInPanel("Live", "Every 1 s");
    await legend(/consumer-2/).waitFor();
    await watchedFor(readings);
    const [third] = await Promise.all([join("consumer-3"), join("consumer-4")]);
    await legend(/consumer-3/).waitFor();
    await legend(/consumer-4/).waitFor();
    await event(/M\d has \S+ \d; M\d has \S+ \d; M\d has \S+ \d; M\d has \S+ \d/).waitFor();
    await watchedFor(readings);
    await third.stop();
    await event(/\(consumer-3\) (left|is gone)/).waitFor();
    await event(/M\d has \S+ \d, \d/).waitFor();
    await watchedFor(readings);
    await workbench.panel
      .getByRole("grid", { name: "Who consumed consumer-rebalancing-demo" })
      .getByRole("row")
      .nth(3)
      .waitFor();
    await workbench.screenshot("timeline");
  });

  it("has no serious accessibility violation", async () => {
    assert.deepEqual(await seriousViolations(workbench.panel), []);
  });
});
