import assert from "node:assert/strict";
import { closedPort } from "../support/closedPort";
import { demoCluster } from "../support/ui/demo";
import { pictureFailures } from "../support/ui/pictureFailures";
import { Workbench, setClusters } from "../support/ui/workbench";

describe("browsing the sidebar", () => {
  let workbench: Workbench;
  pictureFailures(() => workbench);

  before(async () => {
    workbench = await Workbench.open([demoCluster()]);
  });

  after(async () => {
    await workbench.close();
  });

  it("lists brokers, topics and groups with their numbers", async () => {
    await workbench.expand(/^demo/);
    await workbench.row(/^Brokers, 1 · controller 1/).waitFor();
    await workbench.expand(/^Topics/);
    await workbench.row(/^orders, 6 partitions/).waitFor();
    await workbench.row(/^consumer-rebalancing-demo, 4 partitions/).waitFor();
    await workbench.expand(/^orders, 6 partitions/);
    await workbench.row(/^0, 0 … [\d,]+ · [\d,]+ offsets · leader 1 · ISR 1/).waitFor();
    await workbench.expand(/^orders, 6 partitions/);
  });

  it("does not list internal topics", async () => {
    assert.equal(await workbench.row(/__consumer_offsets/).count(), 0);
  });

  it("tells a group's lag apart from having no commit", async () => {
    await workbench
      .row(/^orders, 6 partitions/)
      .locator(".monaco-tl-twistie")
      .click();
    await workbench
      .row(/^Topics/)
      .locator(".monaco-tl-twistie")
      .click();
    await workbench.expand(/^Consumer Groups/);
    await workbench.row(/^orders-billing, Empty · lag 0/).waitFor();
    await workbench.row(/^orders-shipping, Empty · lag 3,150/).waitFor();
    await workbench.expand(/^orders-analytics/);
    await workbench.expand(/^orders, lag 120 · 3 without commit/);
    await workbench.row(/^0, [\d,]+ \/ [\d,]+ · lag 40/).waitFor();
    await workbench.row(/^5, no commit/).waitFor();
  });

  it("names commits outside the log for what they are", async () => {
    await workbench.expand(/^audit-past-the-end/);
    await workbench.expand(/^audit-log, .*/);
    await workbench
      .row(/past the end by 500/)
      .first()
      .waitFor();
    await workbench.expand(/^audit-before-the-start/);
    await workbench
      .row(/^audit-before-the-start/)
      .first()
      .waitFor();
  });

  it("shows a live KIP-848 group as Stable with its member and partitions", async () => {
    await workbench.collapseAll();
    await workbench.expand(/^demo/);
    await workbench.expand(/^Consumer Groups/);
    await workbench.row(/^payments-kip848-live, Stable/).waitFor();
    await workbench.expand(/^payments-kip848-live, Stable/);
    await workbench.expand(/^Members, 1/);
    await workbench.row(/payments 0, 1, 2/).waitFor();
  });

  it("is what the README shows", async () => {
    await workbench.widenSidebar(480);
    await workbench.collapseAll();
    await workbench.expand(/^demo/);
    await workbench.expand(/^Topics/);
    await workbench.expand(/^orders, 6 partitions/);
    await workbench.row(/^5, /).waitFor();
    await workbench.expand(/^Consumer Groups/);
    await workbench.expand(/^orders-analytics/);
    await workbench.expand(/^orders, lag 120/);
    await workbench.row(/^5, no commit/).waitFor();
    await workbench.screenshot("tree");
  });
});

describe("clusters", () => {
  let workbench: Workbench;
  pictureFailures(() => workbench);

  before(async () => {
    workbench = await Workbench.open([]);
  });

  after(async () => {
    await workbench.close();
  });

  it("welcomes who has none, and offers to add one", async () => {
    await workbench.page.getByRole("button", { name: "Add Cluster" }).last().waitFor();
    await workbench.screenshot("welcome");
  });

  it("says which address does not answer, and tries again when asked", async () => {
    const address = `127.0.0.1:${await closedPort()}`;
    await setClusters([{ id: "gone", name: "gone", bootstrapServers: [address] }]);
    await workbench.expand(/^gone/);
    const failure = workbench.row(new RegExp(`${address.replaceAll(".", "\\.")}.*refused`));
    await failure.waitFor();
    await workbench.screenshot("unreachable");

    await setClusters([{ ...demoCluster(), id: "gone", name: "gone" }]);
    await workbench.expand(/^gone/);
    await workbench.row(/^Brokers, 1/).waitFor();
  });
});
