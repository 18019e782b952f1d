import assert from "node:assert/strict";
import type { Finding } from "../../../../src/panels/connection/protocol";
import { draft, PageScene, testView, view } from "./connectionScene";

const nameless: Finding = { field: "name", severity: "error", message: "Enter a name." };

describe("the connection editor's page", () => {
  let scene: PageScene;

  beforeEach(() => {
    scene = new PageScene();
  });
  afterEach(() => {
    scene.close();
  });

  it("shows the draft that the host holds", async () => {
    await scene.open(
      draft({ name: "demo", protocol: "SSL", skipsVerification: true }),
      view({ mode: "edit" }),
    );
    assert.equal(scene.control("Name").value, "demo");
    assert.equal(scene.control("Security protocol").value, "SSL");
    assert.equal(scene.root.querySelector("h1")?.textContent, "Edit Cluster");
  });

  it("tells the host every edit, with the whole draft and a number that counts up", async () => {
    await scene.open();
    scene.type("Name", "d");
    scene.type("Name", "de");
    const { params } = scene.last("edit");
    assert.deepEqual([params.revision, params.draft.name], [2, "de"]);
  });

  it("shows no view of an earlier draft", async () => {
    await scene.open();
    scene.type("Name", "d");
    scene.push(view({ revision: 0, test: testView({ summary: "old" }) }));
    assert.equal(scene.status, "Not tested yet.");
    scene.push(view({ revision: 1, test: testView({ summary: "new" }) }));
    assert.equal(scene.status, "new");
  });

  it("asks only for what the protocol and the mechanism need, and keeps what was typed", async () => {
    await scene.open();
    for (const label of ["User name", "Certificate authority", "Token endpoint"]) {
      assert.equal(scene.isShown(label), false, label);
    }
    scene.choose("Security protocol", "SASL_SSL");
    assert.ok(scene.isShown("User name") && scene.isShown("Certificate authority"));
    assert.ok(scene.isShown("Enter Password…"));
    scene.type("User name", "alice");
    scene.choose("SASL mechanism", "OAUTHBEARER");
    assert.ok(scene.isShown("Token endpoint") && !scene.isShown("User name"));
    scene.choose("Token", "token");
    assert.ok(!scene.isShown("Token endpoint") && scene.isShown("Enter Token…"));
    scene.choose("SASL mechanism", "AWS_MSK_IAM");
    assert.ok(scene.isShown("AWS region") && !scene.isShown("Access key ID"));
    scene.choose("AWS credentials", "keys");
    assert.ok(scene.isShown("Access key ID") && scene.isShown("Enter Secret Access Key…"));
    scene.choose("SASL mechanism", "PLAIN");
    assert.equal(scene.control("User name").value, "alice");
    scene.choose("Client certificate", "pkcs12");
    assert.ok(scene.isShown("PKCS#12 file") && !scene.isShown("Private key file"));
  });

  it("names Kerberos as what cannot be had, with what can be had instead", async () => {
    await scene.open(draft({ protocol: "SASL_SSL" }));
    assert.match(scene.root.textContent, /Kerberos \(GSSAPI\).*SCRAM, OAUTHBEARER or client/);
  });

  describe("what is wrong", () => {
    it("with an empty field of a new cluster is said once it was left, not before", async () => {
      await scene.open(draft(), view({ findings: [nameless] }));
      assert.deepEqual(scene.findings, []);
      scene.leave("Name");
      assert.deepEqual(scene.findings, ["Enter a name."]);
      assert.equal(scene.control("Name").getAttribute("aria-invalid"), "true");
      assert.match(scene.control("Name").getAttribute("aria-description") ?? "", /Enter a name\./);
    });

    it("with a saved cluster is said at once", async () => {
      await scene.open(draft(), view({ mode: "edit", findings: [nameless] }));
      assert.deepEqual(scene.findings, ["Enter a name."]);
    });

    it("keeps it from being tested and saved, and takes the cursor to the field", async () => {
      await scene.open(draft(), view({ findings: [nameless] }));
      let focused = false;
      scene.control("Name").focus = () => {
        focused = true;
      };
      await scene.click("Save");
      await scene.click("Test Connection");
      assert.ok(focused);
      assert.equal(scene.status, "Enter a name.");
      assert.ok(!scene.sent.some(({ method }) => method === "save" || method === "test"));
    });

    it("is not waited for longer than the host takes to see the last edit", async () => {
      await scene.open(draft(), view({ findings: [nameless] }));
      scene.type("Name", "demo");
      await scene.click("Save");
      assert.ok(!scene.sent.some(({ method }) => method === "save"));
      await scene.answer("edit", view({ revision: 1 }));
      scene.last("save");
    });

    it("is warned of before anything was attempted", async () => {
      const message = "The password is sent unencrypted.";
      await scene.open(
        draft({ protocol: "SASL_PLAINTEXT" }),
        view({ findings: [{ field: "mechanism", severity: "warning", message }] }),
      );
      assert.deepEqual(scene.findings, [message]);
    });
  });

  describe("a secret", () => {
    const sasl = draft({ protocol: "SASL_SSL", username: "alice" });
    const status = (): string => scene.root.querySelector(".secret-status")?.textContent ?? "";

    it("has no field to be typed in: the host is asked to ask for it", async () => {
      await scene.open(sasl);
      assert.equal(scene.root.querySelector("[type=password]"), null);
      assert.equal(status(), "Not entered yet");
      await scene.click("Enter Password…");
      assert.deepEqual(scene.last("enterSecret").params, { name: "password" });
      const { secrets } = view();
      await scene.answer("enterSecret", view({ secrets: { ...secrets, password: "entered" } }));
      assert.equal(status(), "Entered, stored when you save");
    });

    it("that is stored can be replaced and forgotten", async () => {
      const { secrets } = view();
      await scene.open(sasl, view({ secrets: { ...secrets, password: "stored" } }));
      assert.equal(status(), "Stored");
      scene.button("Replace Password…");
      await scene.click("Forget Password");
      assert.deepEqual(scene.last("forgetSecret").params, { name: "password" });
    });

    it("that is stored for another server is to be entered again", async () => {
      const { secrets } = view();
      await scene.open(sasl, view({ secrets: { ...secrets, password: "outdated" } }));
      assert.match(status(), /another server, protocol or user: enter it again/);
      scene.button("Enter Password…");
    });
  });

  it("puts a chosen file's path into its field, and nothing when the dialog was closed", async () => {
    await scene.open(draft({ protocol: "SSL" }));
    await scene.click("Browse… Certificate authority");
    assert.deepEqual(scene.last("chooseFile").params, { field: "caFile" });
    await scene.answer("chooseFile", null);
    assert.equal(scene.control("Certificate authority").value, "");
    await scene.click("Browse… Certificate authority");
    await scene.answer("chooseFile", "/ca.pem");
    assert.equal(scene.control("Certificate authority").value, "/ca.pem");
    assert.equal(scene.last("edit").params.draft.caFile, "/ca.pem");
  });

  it("adds, edits and removes rows of address overrides", async () => {
    await scene.open();
    await scene.click("Add Address");
    scene.type("Advertised address 1", "broker-1:9092");
    scene.type("Reachable address 1", "localhost:19092");
    await scene.click("Add Address");
    const rows = (): unknown => scene.last("edit").params.draft.addressMap;
    const first = { advertised: "broker-1:9092", reachable: "localhost:19092" };
    assert.deepEqual(rows(), [first, { advertised: "", reachable: "" }]);
    await scene.click("Remove address overrides 2");
    assert.deepEqual(rows(), [first]);
  });

  it("opens the folded parts that have something in them, and no others", async () => {
    await scene.open(draft({ registryUrl: "https://r.example.com" }));
    const folded = [...scene.root.querySelectorAll("details")].map(({ open }) => open);
    assert.deepEqual(folded, [true, false]);
  });

  describe("a cluster that is called production", () => {
    it("is protected as soon as it is new and called so", async () => {
      await scene.open();
      scene.type("Name", "eu-prod");
      await scene.answer("edit", view({ revision: 1, looksLikeProduction: true }));
      const { draft: told } = scene.last("edit").params;
      assert.deepEqual([told.isProduction, told.isReadOnly], [true, true]);
    });

    it("stays as the person said", async () => {
      await scene.open();
      scene.check("Read-only", false);
      scene.type("Name", "eu-prod");
      await scene.answer("edit", view({ revision: 2, looksLikeProduction: true }));
      assert.equal(scene.last("edit").params.draft.isProduction, false);
    });
  });

  describe("the test", () => {
    const line = {
      title: "TCP connection",
      address: "a:1",
      status: "failed",
      finding: "Connection refused.",
      advice: "Check the port.",
      elapsed: "3 ms",
    } as const;

    it("is shown step by step, and can be stopped", async () => {
      await scene.open();
      await scene.click("Test Connection");
      const running = testView({
        state: "running",
        summary: "Testing…",
        lines: [{ ...line, status: "running", finding: "", advice: null, elapsed: "" }],
      });
      scene.push(view({ test: running }));
      assert.match(scene.root.querySelector(".check")?.textContent ?? "", /Running: TCP/);
      assert.ok(scene.button("Test Connection").hidden);
      await scene.click("Stop");
      scene.last("stopTest");
    });

    it("says what failed and what to do, as text", async () => {
      await scene.open();
      await scene.click("Test Connection");
      const hostile = { ...line, finding: "<img src=x onerror=alert(1)>" };
      const test = testView({ state: "failed", summary: "It does not work.", lines: [hostile] });
      await scene.answer("test", view({ test }));
      const text = scene.root.querySelector(".check")?.textContent ?? "";
      assert.match(text, /Failed: .*a:1.*<img src=x onerror=alert\(1\)>.*Check the port\./);
      assert.equal(scene.root.querySelector("img"), null);
      assert.equal(scene.status, "It does not work.");
      await scene.click("Copy Report");
      await scene.answer("copyReport", "The report was copied.");
      assert.equal(scene.status, "The report was copied.");
    });

    it("is begun by Enter in a field", async () => {
      await scene.open();
      const enter = new KeyboardEvent("keydown", { key: "Enter" });
      scene.control("Bootstrap servers").dispatchEvent(enter);
      for (let turn = 0; turn < 20; turn++) await Promise.resolve();
      scene.last("test");
    });
  });

  it("saves once, and tells why it could not", async () => {
    await scene.open(draft({ name: "demo" }));
    await scene.click("Save");
    assert.ok(scene.button("Save").hasAttribute("disabled"));
    await scene.click("Save");
    assert.equal(scene.sent.filter(({ method }) => method === "save").length, 1);
    await scene.refuse("save", "The settings cannot be written.");
    assert.equal(scene.status, "The settings cannot be written.");
    assert.ok(!scene.button("Save").hasAttribute("disabled"));
  });

  it("says what keeps it from being saved, and where the draft came from", async () => {
    await scene.open(draft(), view({ obstacle: "Restricted Mode.", notes: ["Ignored: a."] }));
    const notices = [...scene.root.querySelectorAll(".notice")].map((one) => one.textContent);
    assert.deepEqual(notices, ["Restricted Mode.", "Ignored: a."]);
    assert.ok(scene.button("Save").hasAttribute("disabled"));
  });
});
