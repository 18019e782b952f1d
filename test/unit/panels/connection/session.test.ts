import assert from "node:assert/strict";
import type { Diagnosis } from "../../../../src/kafka/diagnosis/diagnosis";
import { KafkaError } from "../../../../src/kafka/errors";
import { check, draftWith, EditorScene, saslDraft } from "./connectionScene";

const canary = "canary-7f3b-secret";

const failing: Diagnosis = {
  checks: [
    check({ status: "failed", finding: "Connection refused.", advice: "Check the port." }),
    { name: "metadata", status: "skipped", finding: "Not tested.", elapsedMs: 0 },
  ],
  isUsable: false,
};

describe("ConnectionSession", () => {
  it("gives a page that begins anew the draft as it was edited last", async () => {
    const scene = new EditorScene();
    await scene.edit(draftWith({ name: "other" }), 7);
    const { draft, view } = await scene.open();
    assert.equal(draft.name, "other");
    assert.equal(view.revision, 7);
  });

  it("says what is wrong with the draft, and refuses to test or save it", async () => {
    const scene = new EditorScene(draftWith({ name: "" }));
    const { view } = await scene.open();
    assert.deepEqual(view.findings, [
      { field: "name", severity: "error", message: "Enter a name." },
    ]);
    await assert.rejects(scene.test(), /Enter a name/);
    await assert.rejects(scene.save(), /Enter a name/);
    assert.deepEqual([scene.host.tested, scene.host.saved], [[], []]);
  });

  it("refuses a name that another cluster has", async () => {
    const scene = new EditorScene();
    scene.host.taken = ["demo"];
    await assert.rejects(scene.save(), /Another cluster/);
  });

  describe("secrets", () => {
    it("are asked for outside the page, and handed to the test and to saving", async () => {
      const scene = new EditorScene(saslDraft());
      const view = await scene.enter("password", canary);
      assert.equal(view.secrets.password, "entered");
      assert.deepEqual(scene.host.questions, [{ name: "password", title: "Password of alice" }]);
      await scene.test();
      await scene.save();
      assert.deepEqual(scene.host.tested[0]?.entered, { password: canary });
      assert.deepEqual(scene.host.saved[0]?.entered, { password: canary });
    });

    it("never reach the page, in no view and no report", async () => {
      const scene = new EditorScene(saslDraft());
      const told: unknown[] = [await scene.enter("password", canary)];
      scene.host.diagnosing = (onEvent) => {
        onEvent({ kind: "ended", check: check() });
        return Promise.resolve(failing);
      };
      told.push(await scene.test(), await scene.copyReport(), scene.host.copied);
      told.push(await scene.open(), await scene.save(), await scene.forget("password"));
      assert.doesNotMatch(JSON.stringify([...told, ...scene.pushed]), new RegExp(canary));
    });

    it("stay as they are when the question is closed", async () => {
      const scene = new EditorScene(saslDraft());
      scene.host.stored = { password: "stored" };
      assert.equal((await scene.enter("password", undefined)).secrets.password, "stored");
      assert.equal((await scene.enter("password", "")).secrets.password, "stored");
    });

    it("that are stored for another server are told from those that can be used", async () => {
      const scene = new EditorScene(saslDraft());
      scene.host.stored = { password: "outdated" };
      const { view } = await scene.open();
      assert.equal(view.secrets.password, "outdated");
      assert.equal(view.secrets.token, "missing");
    });

    it("that are forgotten are deleted by saving, unless entered again", async () => {
      const scene = new EditorScene(saslDraft());
      scene.host.stored = { password: "stored" };
      assert.equal((await scene.forget("password")).secrets.password, "missing");
      await scene.save();
      assert.deepEqual(scene.host.saved[0]?.forgotten, ["password"]);
      await scene.forget("password");
      await scene.enter("password", canary);
      await scene.save();
      assert.deepEqual(scene.host.saved[1]?.forgotten, []);
    });

    it("that the chosen mechanism has no use for go nowhere", async () => {
      const scene = new EditorScene(saslDraft());
      await scene.enter("password", canary);
      scene.host.needed = ["token"];
      await scene.save();
      assert.deepEqual(scene.host.saved[0]?.entered, {});
    });

    it("that were found with the draft count as entered", async () => {
      const scene = new EditorScene(saslDraft(), { secrets: { password: canary } });
      assert.equal((await scene.open()).view.secrets.password, "entered");
      await scene.save();
      assert.deepEqual(scene.host.saved[0]?.entered, { password: canary });
    });

    it("are dropped with the panel", async () => {
      const scene = new EditorScene(saslDraft());
      await scene.enter("password", canary);
      scene.session.dispose();
      assert.equal((await scene.open()).view.secrets.password, "missing");
    });
  });

  describe("the test", () => {
    it("tells each step as it begins and ends, then what it came to", async () => {
      const scene = new EditorScene();
      scene.host.diagnosing = (onEvent) => {
        onEvent({ kind: "begun", name: "dns", address: "localhost:9092" });
        onEvent({ kind: "ended", check: check({ name: "dns", finding: "127.0.0.1" }) });
        return Promise.resolve({ checks: [check({ name: "dns" }), check()], isUsable: true });
      };
      const view = await scene.test();
      const states = scene.pushed.map(({ test }) => test.state);
      assert.equal(states[0], "running");
      assert.equal(view.test.state, "passed");
      assert.equal(view.test.summary, "The connection works.");
      assert.deepEqual(
        view.test.lines.map(({ title, status }) => [title, status]),
        [
          ["Name look-up", "passed"],
          ["TCP connection", "passed"],
        ],
      );
    });

    it("shows what a broker says with hostile characters made visible", async () => {
      const scene = new EditorScene();
      const hostile = check({ finding: "a\u202eb", status: "warning", advice: "c\u0000d" });
      scene.host.diagnosing = () => Promise.resolve({ checks: [hostile], isUsable: true });
      const { test } = await scene.test();
      assert.doesNotMatch(JSON.stringify(test), /\u202e|\\u0000/);
      assert.equal(test.summary, "The connection works, with warnings.");
    });

    it("is stopped at once, and drops what was under way", async () => {
      const scene = new EditorScene();
      scene.host.diagnosing = (onEvent, signal) => {
        onEvent({ kind: "ended", check: check({ name: "dns" }) });
        onEvent({ kind: "begun", name: "tcp", address: "localhost:9092" });
        return new Promise((_, reject) => {
          signal.addEventListener("abort", () => {
            reject(new KafkaError("Cancelled.", { kind: "cancelled" }));
          });
        });
      };
      const testing = scene.test();
      await new Promise(setImmediate);
      await scene.stop();
      const { test } = await testing;
      assert.equal(test.state, "stopped");
      assert.deepEqual(
        test.lines.map(({ status }) => status),
        ["passed"],
      );
    });

    it("is of no use any more once the draft was edited", async () => {
      const scene = new EditorScene();
      await scene.test();
      const view = await scene.edit(draftWith({ name: "other" }));
      assert.equal(view.test.isOutdated, true);
      assert.equal(view.test.summary, "Changed since the test.");
    });

    it("ends with the panel", async () => {
      const scene = new EditorScene();
      let ended: AbortSignal | undefined;
      scene.host.diagnosing = (_, signal) => {
        ended = signal;
        return new Promise(() => undefined);
      };
      void scene.test();
      await new Promise(setImmediate);
      scene.session.dispose();
      assert.equal(ended?.aborted, true);
    });

    it("tells why there is no result when it could not be done at all", async () => {
      const scene = new EditorScene();
      const missing = new KafkaError("No password is stored here.", { kind: "authentication" });
      scene.host.diagnosing = () => Promise.reject(missing);
      const { test } = await scene.test();
      assert.equal(test.state, "failed");
      assert.match(test.summary, /^No password is stored here\./);
      await assert.rejects(scene.copyReport(), /no test to report/);
    });

    it("can be copied as text, with the addresses and the advice", async () => {
      const scene = new EditorScene(saslDraft());
      scene.host.diagnosing = () => Promise.resolve(failing);
      const { test } = await scene.test();
      assert.equal(test.summary, "Connection refused.");
      assert.equal(await scene.copyReport(), "The report was copied.");
      assert.match(scene.host.copied, /^Connection of demo: does not work\n/);
      assert.match(scene.host.copied, /Security: SASL_SSL SCRAM-SHA-512/);
      assert.match(
        scene.host.copied,
        /\[failed\] TCP connection localhost:9092: Connection refused\. \(12 ms\)\n {4}Check the port\./,
      );
      assert.doesNotMatch(scene.host.copied, /alice/);
    });
  });

  describe("saving", () => {
    it("needs no test", async () => {
      const scene = new EditorScene();
      await scene.save();
      assert.equal(scene.savedTimes, 1);
      assert.deepEqual(scene.host.confirmed, []);
    });

    it("asks first when the last test failed, and saves nothing when the answer is no", async () => {
      const scene = new EditorScene();
      scene.host.diagnosing = () => Promise.resolve(failing);
      await scene.test();
      scene.host.isConfirmed = false;
      await scene.save();
      assert.deepEqual([scene.host.confirmed, scene.host.saved], [["demo"], []]);
      scene.host.isConfirmed = true;
      await scene.save();
      assert.equal(scene.savedTimes, 1);
    });

    it("asks nothing about a test of another draft", async () => {
      const scene = new EditorScene();
      scene.host.diagnosing = () => Promise.resolve(failing);
      await scene.test();
      await scene.edit(draftWith({ bootstrapServers: "localhost:9093" }));
      await scene.save();
      assert.deepEqual(scene.host.confirmed, []);
    });

    it("is refused in Restricted Mode, with the reason", async () => {
      const scene = new EditorScene();
      scene.host.restriction = "Restricted Mode.";
      assert.equal((await scene.open()).view.obstacle, "Restricted Mode.");
      await assert.rejects(scene.save(), /Restricted Mode/);
      assert.deepEqual(scene.host.saved, []);
    });
  });

  it("asks for files outside the page", async () => {
    const scene = new EditorScene();
    assert.equal(await scene.chooseFile("caFile"), null);
    scene.host.file = "/home/me/ca.pem";
    assert.equal(await scene.chooseFile("caFile"), "/home/me/ca.pem");
    assert.deepEqual(scene.host.filesAsked, ["caFile", "caFile"]);
  });
});
