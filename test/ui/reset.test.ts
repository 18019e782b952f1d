import assert from "node:assert/strict";
import type { Admin } from "kafkajs";
import { seriousViolations } from "../support/ui/accessibility";
import { demoCluster, demoKafka } from "../support/ui/demo";
import { pictureFailures } from "../support/ui/pictureFailures";
import { Workbench } from "../support/ui/workbench";

const topic = "orders";

describe("resetting offsets", () => {
  let workbench: Workbench;
  let admin: Admin;
  /** What the group was committed at before it was reset. */
  let offsetsBefore: string[];
  pictureFailures(() => workbench);

  before(async () => {
    admin = demoKafka().kafka.admin();
    await admin.connect();
    workbench = await Workbench.open([demoCluster()]);
    await workbench.expand(/^demo/);
    await workbench.expand(/^Consumer Groups/);
  });

  after(async () => {
    await workbench.close();
    await admin.disconnect();
  });

  async function committed(groupId: string): Promise<string[]> {
    const [offsets] = await admin.fetchOffsets({ groupId, topics: [topic] });
    return (offsets?.partitions ?? [])
      .toSorted((a, b) => a.partition - b.partition)
      .map(({ offset }) => offset);
  }

  it("shows what a reset to a time would replay, and changes nothing by showing", async () => {
    const before = await committed("orders-billing");
    await workbench.chooseFromMenu(/^orders-billing/, "Reset Offsets", "Reset Offsets to Time…");
    await workbench.quickPick("UTC").click();
    const dayAgo = new Date(Date.now() - 86_400_000).toISOString().slice(0, 16).replace("T", " ");
    await workbench.answer(/UTC/, dayAgo);
    await workbench.tab(/Reset orders-billing — demo/).waitFor();
    await workbench.panel.getByText(/6 partitions change · replays/).waitFor();
    await workbench.panel.getByRole("button", { name: "Reset 6 Offsets…" }).waitFor();
    await workbench.screenshot("reset");
    assert.deepEqual(await committed("orders-billing"), before);
  });

  it("has no serious accessibility violation", async () => {
    assert.deepEqual(await seriousViolations(workbench.panel), []);
  });

  it("copies the plan as a command of Kafka's own tool", async () => {
    await workbench.panel.getByRole("button", { name: "Copy Command" }).click();
    const brokers = demoCluster().bootstrapServers.join(",");
    const copied = await workbench.copied(/kafka-consumer-groups/);
    assert.ok(copied.includes(`--bootstrap-server ${brokers}`), copied);
    assert.match(copied, /--group orders-billing/);
  });

  it("writes nothing when the dialog is cancelled", async () => {
    const before = await committed("orders-billing");
    await workbench.panel.getByRole("button", { name: "Reset 6 Offsets…" }).click();
    const dialog = workbench.dialog(/orders-billing/);
    await dialog.waitFor();
    await workbench.screenshot("reset-confirmation");
    await dialog.getByRole("button", { name: "Cancel" }).click();
    await dialog.waitFor({ state: "hidden" });
    assert.deepEqual(await committed("orders-billing"), before);
  });

  it("writes once confirmed, reads back, and reports per partition", async () => {
    const before = await committed("orders-billing");
    offsetsBefore = before;
    await workbench.panel.getByRole("button", { name: "Reset 6 Offsets…" }).click();
    const dialog = workbench.dialog(/orders-billing/);
    await dialog.getByRole("button", { name: "Reset 6 Offsets" }).click();
    await workbench.panel
      .getByText(/6 of 6 written and read back/)
      .first()
      .waitFor();
    await workbench.screenshot("reset-result");
    const now = await committed("orders-billing");
    assert.ok(now.every((offset, partition) => BigInt(offset) < BigInt(before[partition] ?? "0")));
    await workbench.row(/^orders-billing, Empty · lag [1-9]/).waitFor();
  });

  it("keeps the offsets of before in a file Kafka's own tool can read", async () => {
    await workbench.panel.getByRole("button", { name: "Show Undo File" }).click();
    await workbench.page
      .locator(".view-lines", { hasText: /orders-billing,orders,0,\d+/ })
      .waitFor();
    await workbench.screenshot("reset-undo-file");
    await workbench.closeEditors();
  });

  it("edits a row by hand and plans with it", async () => {
    await workbench.chooseFromMenu(/^orders-billing/, "Reset Offsets", "Reset Offsets to Latest…");
    await workbench.panel.getByText(/6 partitions change · skips/).waitFor();
    await workbench.panel.getByLabel("Target of orders-2").fill("17");
    await workbench.page.keyboard.press("Enter");
    await workbench.panel.getByText("edited").waitFor();
    await workbench.panel.getByText(/6 partitions change · replays \S+ · skips/).waitFor();
    await workbench.screenshot("reset-edited");
    await workbench.panel.getByLabel("Target of orders-2").fill("a few");
    await workbench.page.keyboard.press("Enter");
    await workbench.panel.getByText(/digits only/).waitFor();
    const apply = workbench.panel.getByRole("button", { name: "Reset 6 Offsets…" });
    assert.ok(await apply.isDisabled());
    await workbench.closeEditors();
  });

  it("plans again for another target chosen in the panel", async () => {
    await workbench.chooseFromMenu(/^orders-billing/, "Reset Offsets", "Reset Offsets to Latest…");
    await workbench.panel.getByText(/6 partitions change · skips/).waitFor();
    await workbench.panel.getByRole("combobox", { name: "Move to" }).click();
    await workbench.panel.getByRole("option", { name: "Shift by" }).click();
    await workbench.panel.locator(".target-text input").fill("-5");
    await workbench.panel.getByText("6 partitions change · replays 30").waitFor();
    await workbench.closeEditors();
  });

  it("lists what was changed, and undoes it after another preview and question", async () => {
    const changed = /^orders-billing, orders · 6 offsets · to /;
    await workbench.page.getByRole("button", { name: /Recent Changes Section/ }).click();
    await workbench.row(changed).waitFor();
    await workbench.clickRowAction(changed, /Undo Change/);
    await workbench.tab(/Undo orders-billing — demo/).waitFor();
    await workbench.panel.getByRole("button", { name: "Undo 6 Offsets…" }).click();
    const dialog = workbench.dialog(/Undo the change of 6 offsets/);
    await dialog.getByRole("button", { name: "Undo 6 Offsets" }).click();
    await workbench.panel
      .getByText(/6 of 6 written and read back/)
      .first()
      .waitFor();
    await workbench.row(/^orders-billing, orders · 6 offsets · undo/).waitFor();
    await workbench.screenshot("recent-changes");
    assert.deepEqual(await committed("orders-billing"), offsetsBefore);
    await workbench.closeEditors();
  });

  it("refuses a live group, says who is connected, and disables the button", async () => {
    const live = "payments-kip848-live";
    await workbench.chooseFromMenu(new RegExp(`^${live}`), "Reset Offsets…");
    await workbench.quickPick("Earliest").click();
    await workbench.panel
      .locator(".notice.warning", { hasText: /member/ })
      .first()
      .waitFor();
    const apply = workbench.panel.getByRole("button", { name: /^Reset \d+ Offsets?…$/ });
    assert.ok(await apply.isDisabled());
    await workbench.screenshot("reset-live-group");
    await workbench.closeEditors();
  });

  it("is reached from the palette by quick picks alone", async () => {
    await workbench.runCommand("Kafka Offsets: Reset Offsets…");
    await workbench.quickPick(/orders-shipping/).click();
    await workbench.quickPick(/^orders/).click();
    await workbench.quickPick(/Latest/).click();
    await workbench.panel.getByText(/6 partitions change · skips/).waitFor();
  });
});
