import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { passwordOf } from "../../tools/kafka/secured/securedProperties";
import { closedPort } from "../support/closedPort";
import { eventually } from "../support/eventually";
import { SecuredTestKafka } from "../support/securedKafka";
import { seriousViolations } from "../support/ui/accessibility";
import { ConnectionPage } from "../support/ui/connectionPage";
import { uiEnvironment } from "../support/ui/environment";
import { pictureFailures } from "../support/ui/pictureFailures";
import { Workbench } from "../support/ui/workbench";

describe("the connection editor", () => {
  let workbench: Workbench;
  let editor: ConnectionPage;
  pictureFailures(() => workbench);

  before(async () => {
    workbench = await Workbench.open([]);
    editor = new ConnectionPage(workbench);
  });

  after(async () => {
    await workbench.close();
  });

  async function editAdded(): Promise<void> {
    await workbench.chooseFromMenu(/^added here/, "Edit Cluster…");
    await workbench.tab(/Edit added here/).waitFor();
    await editor.field("Name").waitFor();
  }

  it("adds a cluster by its name and bootstrap servers, tested before it is saved", async () => {
    await workbench.runCommand("Kafka Offsets: Add Cluster…");
    await workbench.tab(/Add Cluster/).waitFor();
    await editor.field("Name").fill("added here");
    await editor.field("Bootstrap servers").fill(uiEnvironment().bootstrapServers);
    await editor.status(/Not tested yet/).waitFor();
    await editor.button("Test Connection").click();
    await editor.status(/The connection works/).waitFor();
    await workbench.screenshot("connection-tested");
    assert.deepEqual(await seriousViolations(workbench.panel), []);
    await editor.button("Save").click();
    await workbench.tab(/Add Cluster/).waitFor({ state: "detached" });
    await workbench.expand(/^added here/);
    await workbench.row(/^Brokers, 1/).waitFor();
  });

  it("says next to the field what cannot be used, and saves nothing then", async () => {
    await workbench.runCommand("Kafka Offsets: Add Cluster…");
    await editor.field("Bootstrap servers").fill("localhost:notaport");
    await editor.text(/has no valid port/).waitFor();
    await editor.button("Save").click();
    await workbench.panel.locator(".finding.error", { hasText: "Enter a name." }).waitFor();
    assert.equal(await editor.field("Name").evaluate((input) => input.matches(":focus")), true);
    await workbench.screenshot("connection-invalid");
    assert.deepEqual(await seriousViolations(workbench.panel), []);
    await workbench.closeEditors();
  });

  it("explains an address where nothing listens, and asks before it saves that", async () => {
    await editAdded();
    const address = `127.0.0.1:${await closedPort()}`;
    await editor.field("Bootstrap servers").fill(address);
    await editor.button("Test Connection").click();
    await editor.check("failed", /refused/).waitFor();
    await editor.status(/Nothing is listening/).waitFor();
    await workbench.screenshot("connection-failed");
    await editor.button("Save").click();
    const dialog = workbench.dialog(/Save the cluster "added here" all the same/);
    await dialog.getByRole("button", { name: "Cancel" }).click();
    await dialog.waitFor({ state: "hidden" });
    await workbench.closeEditors();
  });

  it("keeps a draft while its tab is hidden, and saves what was edited", async () => {
    await editAdded();
    await editor.field("Name").fill("added and renamed");
    await workbench.runCommand("File: New Untitled Text File");
    await workbench.page.locator("iframe.webview.ready").waitFor({ state: "detached" });
    await workbench.tab(/Edit added here/).click();
    await eventually("the draft is there again", async () => {
      return (await editor.field("Name").inputValue()) === "added and renamed";
    });
    await workbench.chooseInPanel("Color", "Blue");
    await editor.button("Save").click();
    await workbench.row(/^added and renamed/).waitFor();
  });

  it("asks for what a mechanism needs, and nothing else", async () => {
    await workbench.runCommand("Kafka Offsets: Add Cluster…");
    await editor.field("Name").fill("staging");
    await editor.field("Bootstrap servers").fill("kafka.staging:9093");
    assert.equal(await editor.field("User name").isVisible(), false);
    await workbench.chooseInPanel("Security protocol", "SASL_PLAINTEXT — login, not encrypted");
    await editor.field("User name").waitFor();
    await editor.text(/password is sent unencrypted/).waitFor();
    await workbench.chooseInPanel("Security protocol", "SASL_SSL — login, encrypted (TLS)");
    await editor.field("Certificate authority").waitFor();
    await workbench.chooseInPanel("SASL mechanism", "OAUTHBEARER — OAuth 2.0 token");
    await editor.field("Token endpoint").waitFor();
    assert.equal(await editor.field("User name").isVisible(), false);
    await workbench.screenshot("connection-oauth");
    assert.deepEqual(await seriousViolations(workbench.panel), []);
    await workbench.chooseInPanel("SASL mechanism", "AWS_MSK_IAM — Amazon MSK");
    await editor.field("AWS region").waitFor();
    assert.equal(await editor.field("Token endpoint").isVisible(), false);
    await workbench.closeEditors();
  });

  it("can be read in light and high contrast themes", async () => {
    await workbench.runCommand("Kafka Offsets: Add Cluster…");
    await editor.field("Bootstrap servers").fill("localhost:notaport");
    await workbench.chooseInPanel("Security protocol", "SASL_PLAINTEXT — login, not encrypted");
    await editor.text(/password is sent unencrypted/).waitFor();
    const pictures = { "Light Modern": "light", "Dark High Contrast": "high-contrast" };
    for (const [theme, picture] of Object.entries(pictures)) {
      await workbench.chooseTheme(theme);
      assert.deepEqual(await seriousViolations(workbench.panel), [], theme);
      await workbench.screenshot(`connection-${picture}`);
    }
    await workbench.chooseTheme("Dark Modern");
    await workbench.closeEditors();
  });
});

describe("the connection editor with a secured cluster", () => {
  const password = passwordOf("alice");
  let workbench: Workbench;
  let editor: ConnectionPage;
  let secured: SecuredTestKafka;
  pictureFailures(() => workbench);

  before(async function () {
    this.timeout(60_000);
    secured = await SecuredTestKafka.start();
    await secured.allow({ user: "alice", resource: "cluster", operations: ["DESCRIBE"] });
    workbench = await Workbench.open([]);
    editor = new ConnectionPage(workbench);
  });

  after(async () => {
    await workbench.close();
    await secured.close();
  });

  it("asks for the password in VS Code's own box, and connects with it", async () => {
    await workbench.runCommand("Kafka Offsets: Add Cluster…");
    await editor.field("Name").fill("secured");
    await editor.field("Bootstrap servers").fill(secured.address("saslSsl"));
    await workbench.chooseInPanel("Security protocol", "SASL_SSL — login, encrypted (TLS)");
    await workbench.chooseInPanel("SASL mechanism", "SCRAM-SHA-512 — user and password");
    await editor.field("User name").fill("alice");
    await editor.field("Certificate authority").fill(secured.certificates.caFile);
    await editor.button("Enter Password…").click();
    await workbench.answer(/secret storage/, password);
    await editor.text("Entered, stored when you save").waitFor();
    await editor.button("Test Connection").click();
    await editor.status(/The connection works/).waitFor();
    await workbench.screenshot("connection-secured");
    assert.ok(!(await editor.content()).includes(password));
    await editor.button("Save").click();
    await workbench.expand(/^secured/);
    await workbench.row(/^Brokers, 1/).waitFor();
    const settings = await readFile(uiEnvironment().machineSettingsFile, "utf8");
    assert.match(settings, /"username": "alice"/);
    assert.ok(!settings.includes(password));
  });

  it("has the password still after the window was loaded anew", async () => {
    await workbench.page.reload();
    await workbench.showSidebar();
    await workbench.expand(/^secured/);
    await workbench.row(/^Brokers, 1/).waitFor();
    await workbench.runCommand("Kafka Offsets: Test Connection");
    await editor.check("passed", /Logged in as alice/).waitFor();
    await workbench.closeEditors();
  });

  it("asks for the password again when the user changes, or the server", async () => {
    await workbench.runCommand("Kafka Offsets: Edit Cluster…");
    const stored = workbench.panel.locator(".secret-status", { hasText: /^Stored$/ }).first();
    const outdated = editor.text(/Stored for another server/);
    await stored.waitFor();
    await editor.field("User name").fill("mallory");
    await outdated.waitFor();
    await workbench.screenshot("connection-outdated");
    await editor.field("User name").fill("alice");
    await stored.waitFor();
    await editor.field("Bootstrap servers").fill("localhost:9092");
    await outdated.waitFor();
    await workbench.closeEditors();
  });
});
