import assert from "node:assert/strict";
import { Kafka, logLevel, type Admin } from "kafkajs";
import { uiEnvironment } from "../support/ui/environment";
import { pictureFailures } from "../support/ui/pictureFailures";
import { Workbench } from "../support/ui/workbench";

const topic = "orders";

describe("resetting offsets", () => {
  let workbench: Workbench;
  let admin: Admin;
  pictureFailures(() => workbench);

  before(async () => {
    const brokers = [uiEnvironment().bootstrapServers];
    admin = new Kafka({ brokers, logLevel: logLevel.NOTHING }).admin();
    await admin.connect();
    workbench = await Workbench.open([{ id: "demo", name: "demo", bootstrapServers: brokers }]);
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
