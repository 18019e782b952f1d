import assert from "node:assert/strict";
import { readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import type { ClusterGateway } from "../../src/kafka/gateway";
import { eventually } from "../support/eventually";
import type { TestKafka } from "../support/testKafka";
import { seriousViolations } from "../support/ui/accessibility";
import { demoCluster, demoKafka } from "../support/ui/demo";
import { uiEnvironment } from "../support/ui/environment";
import { pictureFailures } from "../support/ui/pictureFailures";
import { Workbench } from "../support/ui/workbench";

const topic = "orders";

describe("changing groups", () => {
  let workbench: Workbench;
  let kafka: TestKafka;
  let gateway: ClusterGateway;
  pictureFailures(() => workbench);

  const inFolder = (name: string): string => path.join(uiEnvironment().folder, name);

  before(async () => {
    kafka = demoKafka();
    gateway = kafka.gateway();
    for (const [groupId, offset] of [
      ["nightly-export", 40n],
      ["nightly-report", 70n],
    ] as const) {
      const offsets = [0, 1, 2].map((partition) => ({ topic, partition, offset }));
      await gateway.commitOffsets(
        groupId,
        offsets.map((one) => ({ ...one, metadata: "", leaderEpoch: -1 })),
      );
    }
    workbench = await Workbench.open([demoCluster()]);
    await workbench.expand(/^demo/);
    await workbench.expand(/^Consumer Groups/);
  });

  after(async () => {
    await workbench.close();
    await gateway.close();
    await kafka.close();
  });

  /** By partition; undefined for a group or a commit that is not there. */
  async function committed(groupId: string): Promise<readonly (string | undefined)[]> {
    const partitions = [0, 1, 2].map((partition) => ({ topic, partition }));
    const [read] = await gateway.fetchCommittedOffsets([groupId], undefined, partitions);
    return (read?.value ?? [])
      .toSorted((one, other) => one.partition - other.partition)
      .map(({ offset }) => offset?.toString());
  }

  const panel = (): Workbench["panel"] => workbench.panel;
  const button = (name: string | RegExp) => panel().getByRole("button", { name });
  const target = (partition: number, groupId?: string) => {
    const whose = groupId === undefined ? "" : ` of group ${groupId}`;
    return panel().getByLabel(`Target of ${topic}-${partition}${whose}`, { exact: true });
  };

  /** A row of a list to tick. */
  const tick = (name: RegExp) =>
    workbench.page.locator(".quick-input-list").getByRole("checkbox", { name }).first();

  /** Types a path into the dialog that asks for a file. */
  async function chooseFile(file: string): Promise<void> {
    // until the folder is listed the dialog puts its path over what is typed
    await workbench.quickPick("..").waitFor();
    await workbench.quickInput.fill(file);
    await workbench.page.getByRole("button", { name: /^(OK|Plan|Save|Export)$/ }).click();
  }

  describe("several at once", () => {
    it("shows those chosen in the tree in one preview, a live one left out with the reason", async () => {
      const pick = (name: RegExp) =>
        workbench
          .row(name)
          .first()
          .click({ modifiers: ["ControlOrMeta"] });
      await workbench
        .row(/^nightly-export/)
        .first()
        .click();
      await pick(/^nightly-report/);
      await pick(/^payments-kip848-live/);
      await workbench.chooseFromMenu(/^nightly-export/, "Reset Offsets…");
      await workbench.quickPick("Earliest").click();
      await workbench.tab(/Reset 3 groups — demo/).waitFor();
      await panel()
        .getByText(/^2 of 3 groups · 6 partitions change · replays/)
        .waitFor();
      const list = panel().getByRole("list", { name: "Groups" });
      await list.getByText(/Left out: payments-kip848-live is Stable: 1 member/).waitFor();
      await workbench.screenshot("reset-groups");
      assert.deepEqual(await seriousViolations(panel()), []);
      assert.deepEqual(await committed("nightly-export"), ["40", "40", "40"]);
    });

    it("writes each by itself after one question, and offers the undo of each", async () => {
      await button("Reset 6 Offsets…").click();
      const dialog = workbench.dialog(/Reset 6 offsets of 2 groups on cluster demo/);
      await dialog.waitFor();
      await workbench.screenshot("reset-groups-confirmation");
      await dialog.getByRole("button", { name: "Reset 6 Offsets" }).click();
      await panel()
        .getByText("2 of 2 groups are reset and read back. 1 left out.")
        .first()
        .waitFor();
      await workbench.screenshot("reset-groups-result");
      const now = await committed("nightly-report");
      assert.ok(now.every((offset) => offset !== undefined && offset !== "70"));
      await panel().getByTitle("Undo the reset of nightly-report").click();
      await workbench.tab(/Undo nightly-report — demo/).waitFor();
      await workbench.closeEditors();
    });

    it("is reached from the palette by a list to tick", async () => {
      await workbench.runCommand("Kafka Offsets: Reset Offsets…");
      await workbench.quickPick("Several Groups…").click();
      await tick(/^nightly-export/).click();
      await tick(/^nightly-report/).click();
      await workbench.screenshot("pick-groups");
      await workbench.page.keyboard.press("Enter");
      await workbench.quickPick(/^orders, /).click();
      await workbench.quickPick(/^Latest/).click();
      await panel()
        .getByText(/^2 of 2 groups · 12 partitions change/)
        .waitFor();
      await workbench.closeEditors();
    });

    it("plans what a file says of several groups", async () => {
      const file = inFolder("groups.csv");
      await writeFile(file, "nightly-export,orders,0,7\nnightly-report,orders,1,8\n");
      await workbench.runCommand("Kafka Offsets: Reset Offsets from File…");
      await chooseFile(file);
      await panel()
        .getByText(/^2 of 2 groups · 2 partitions change/)
        .waitFor();
      assert.equal(await target(0, "nightly-export").inputValue(), "7");
      assert.equal(await target(1, "nightly-report").inputValue(), "8");
      await workbench.closeEditors();
      await rm(file);
    });
  });

  describe("one plan", () => {
    before(() =>
      workbench
        .row(/^nightly-export/)
        .first()
        .click(),
    );

    it("takes topics and partitions picked from the group's commits", async () => {
      await workbench.chooseFromMenu(
        /^nightly-export/,
        "Reset Offsets",
        "Reset Offsets to Latest…",
      );
      await panel()
        .getByText(/3 partitions change · skips/)
        .waitFor();
      await button("Choose…").click();
      await tick(/^orders-1/).click();
      await workbench.screenshot("reset-pick-scope");
      await workbench.page.keyboard.press("Enter");
      await panel()
        .getByText(/^1 partition changes · skips/)
        .waitFor();
      assert.equal(await panel().locator(".scope-text input").inputValue(), "orders:1");
    });

    it("is edited as a document, and taken back as exactly what stands there", async () => {
      await button("Edit as CSV").click();
      const editor = workbench.page.locator(".editor-instance .monaco-editor").last();
      await editor.locator(".view-lines", { hasText: /orders,1,\d+/ }).click();
      await workbench.page.keyboard.press("ControlOrMeta+A");
      await workbench.page.keyboard.type("orders,0,12\norders,2,13\n");
      await workbench.screenshot("reset-csv");
      await button("Apply CSV to Plan").click();
      await panel()
        .getByText(/^2 partitions change/)
        .waitFor();
      assert.equal(await target(0).inputValue(), "12");
      assert.equal(await target(2).inputValue(), "13");
    });

    it("is taken from a file, whose wrong lines are told", async () => {
      const file = inFolder("offsets.csv");
      await writeFile(file, "orders,0,5\norders,99,6\n");
      await button("From File…").click();
      await chooseFile(file);
      await panel().getByText("offsets.csv, line 2: orders-99 does not exist.").waitFor();
      await writeFile(file, "orders,0,5\norders,1,6\n");
      await button("From File…").click();
      await chooseFile(file);
      await panel()
        .getByText(/^2 partitions change/)
        .waitFor();
      assert.equal(await target(1).inputValue(), "6");
      await rm(file);
    });
  });

  describe("the History tab", () => {
    it("tells what was changed from here, and a change that comes while it is open", async () => {
      await workbench.runCommand("View: Close All Editors");
      await workbench.page.getByRole("button", { name: "Don't Save" }).click();
      await workbench.page.locator("iframe.webview.ready").waitFor({ state: "detached" });
      await workbench.clickRowAction(/^nightly-export/, /Open Group/);
      await panel().getByRole("tab", { name: "History" }).click();
      const changes = panel().locator("li.change");
      await changes.getByText("3 offsets · to earliest").waitFor();
      await workbench.screenshot("group-history");
      assert.deepEqual(await seriousViolations(panel()), []);
      await changes.getByRole("button", { name: "Undo…" }).click();
      await workbench.tab(/Undo nightly-export — demo/).waitFor();
      await button("Undo 3 Offsets…").click();
      await workbench
        .dialog(/Undo the change of 3 offsets/)
        .getByRole("button", { name: "Undo 3 Offsets" })
        .click();
      await panel()
        .getByText(/3 of 3 written and read back/)
        .first()
        .waitFor();
      assert.deepEqual(await committed("nightly-export"), ["40", "40", "40"]);
      await workbench.tab(/^nightly-export — demo/).click();
      await changes.getByText("3 offsets · undo").waitFor();
      await changes.getByText("This change was undone already.").waitFor();
      await workbench.screenshot("group-history-undone");
    });

    it("opens the record of a change", async () => {
      await panel().getByRole("button", { name: "Show" }).first().click();
      await workbench.page.locator(".view-lines", { hasText: /"action":\s"undo"/ }).waitFor();
      await workbench.closeEditors();
    });
  });

  describe("the timeline of rebalances", () => {
    it("is exported as a picture", async () => {
      const file = inFolder("timeline.svg");
      await workbench.chooseFromMenu(/^payments-kip848-live/, "Watch Rebalances…");
      await button(/SVG/).click();
      await chooseFile(file);
      const text = await eventually("the timeline is written", () =>
        readFile(file, "utf8").catch(() => undefined),
      );
      assert.match(text, /^<svg |^<\?xml/);
      await rm(file);
      await workbench.closeEditors();
    });
  });

  describe("deleting", () => {
    it("takes away the offset of a partition, named in the question, and offers the undo", async () => {
      await workbench.expand(/^nightly-export/);
      await workbench.expand(/^orders, lag/);
      await workbench.chooseFromMenu(/^0, 40 \//, "Delete Offsets…");
      const dialog = workbench.dialog(/Delete 1 committed offset of group nightly-export/);
      await dialog.getByText(/orders-0 \(40\)/).waitFor();
      await workbench.screenshot("delete-offsets");
      await dialog.getByRole("button", { name: "Delete 1 Offset" }).click();
      await workbench.notification(/1 of 1 deleted and read back/).waitFor();
      assert.deepEqual(await committed("nightly-export"), [undefined, "40", "40"]);
    });

    it("takes away a group with what goes along, and brings it back by its undo", async () => {
      await workbench.chooseFromMenu(/^nightly-report/, "Delete Group…");
      const dialog = workbench.dialog(/Delete group nightly-report on cluster demo/);
      await dialog.getByText(/With it go 3 committed offsets, in topic orders/).waitFor();
      await workbench.screenshot("delete-group");
      await dialog.getByRole("button", { name: "Delete Group" }).click();
      const told = workbench.notification(/Group nightly-report was deleted/);
      await told.getByRole("button", { name: "Undo…" }).click();
      await workbench.tab(/Undo nightly-report — demo/).waitFor();
      // what stands over the button
      await workbench.runCommand("Notifications: Clear All Notifications");
      await button("Undo 3 Offsets…").click();
      await workbench
        .dialog(/Undo the change/)
        .getByRole("button", { name: /^Undo 3/ })
        .click();
      await panel()
        .getByText(/3 of 3 written and read back/)
        .first()
        .waitFor();
      await workbench.closeEditors();
    });
  });

  describe("the panels in other themes", () => {
    for (const [theme, name] of [
      ["Light Modern", "light"],
      ["Dark High Contrast", "contrast"],
    ] as const) {
      it(`can be read in ${theme}`, async () => {
        await workbench.runCommand("Preferences: Color Theme");
        await workbench.quickInput.fill(theme);
        await workbench.quickPick(new RegExp(`^${theme}`)).click();
        await workbench.runCommand("Kafka Offsets: Open Group");
        await workbench.quickPick(/^orders-shipping/).click();
        await panel()
          .getByRole("tab", { name: /^Partitions/ })
          .waitFor();
        await workbench.screenshot(`group-${name}`);
        assert.deepEqual(await seriousViolations(panel()), []);
        await workbench.closeEditors();
        await workbench.chooseFromMenu(
          /^orders-shipping/,
          "Reset Offsets",
          "Reset Offsets to Earliest…",
        );
        await panel()
          .getByText(/partitions change/)
          .first()
          .waitFor();
        await workbench.screenshot(`reset-${name}`);
        assert.deepEqual(await seriousViolations(panel()), []);
        await workbench.closeEditors();
      });
    }
  });
});
