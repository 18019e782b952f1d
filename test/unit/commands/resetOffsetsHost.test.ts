import assert from "node:assert/strict";
import { planReset } from "../../../src/kafka/reset/plan";
import { readResetFacts } from "../../../src/kafka/reset/readResetFacts";
import { UserError } from "../../../src/ui/userError";
import { aChange } from "../../support/changes";
import { env, fakeWindow } from "../../support/vscode";
import { group, scene, type Scene } from "./resetScene";

describe("what a reset panel is given", () => {
  beforeEach(() => {
    fakeWindow.reset();
  });

  const open = async (): Promise<Scene> => {
    const made = scene();
    await made.commands["kafkaOffsets.resetOffsetsToEarliest"](group);
    return made;
  };

  it("asks by VS Code's own modal dialog, and only its verb is a yes", async () => {
    const { host } = (await open()).shown();
    const question = {
      question: "Reset?",
      detail: "All of it.",
      verb: "Reset 3 Offsets",
      subjects: ["billing"],
    };
    assert.equal(await host.confirm(question), false);
    fakeWindow.answer("showWarningMessage", () => "Reset 3 Offsets");
    assert.equal(await host.confirm(question), true);
    assert.deepEqual(fakeWindow.calls[0]?.args, [
      "Reset?",
      { modal: true, detail: "All of it." },
      "Reset 3 Offsets",
    ]);
  });

  it("takes no yes for a cluster that became a production one while it was asked", async () => {
    const made = await open();
    const { host } = made.shown();
    const { get } = made.services.clusters;
    fakeWindow.answer(
      "showWarningMessage",
      (_question: string, _options: unknown, verb: string) => {
        Object.assign(made.services.clusters, {
          get: (id: string) => {
            const cluster = get(id);
            return cluster && { ...cluster, profile: { ...cluster.profile, isProduction: true } };
          },
        });
        return verb;
      },
    );
    const question = { question: "Reset?", detail: "", verb: "Reset", subjects: ["billing"] };
    await assert.rejects(host.confirm(question), /changed or reconnected meanwhile/);
  });

  it("writes through the one place that writes, and says that the group changed", async () => {
    const made = await open();
    const { host, request } = made.shown();
    const plan = planReset(request, await readResetFacts(made.at, request));
    const [report] = await host.apply([plan]);
    assert.equal(report?.kind, "done");
    assert.deepEqual(made.events, ["reset demo"]);
    assert.equal(made.at.committed("orders", 0), 0n);
  });

  it("asks the guard at the time of the write", async () => {
    const made = await open();
    const { host } = made.shown();
    assert.equal(host.writeObstacle(), undefined);
    made.permission = { allowed: false, reason: "Read-only." };
    assert.equal(host.writeObstacle(), "Read-only.");
  });

  it("opens the undo file as a read-only document", async () => {
    const made = await open();
    await made.shown().host.showUndoFile("change-1");
    assert.deepEqual(made.events, ["open undo-change-1.csv: undo of change-1"]);
  });

  it("opens messages on its own cluster", async () => {
    const made = await open();
    await made.shown().host.peek({ topic: "orders", partition: 1, offset: 5n });
    assert.deepEqual(made.events, ["peek demo orders-1 5"]);
  });

  it("opens the preview of an undo, of the cluster the change was made on", async () => {
    const made = await open();
    const { host } = made.shown();
    made.records = [aChange()];
    await host.undo(aChange().id);
    const undo = made.panels.at(-1);
    assert.equal(undo?.clusterId, "demo");
    assert.equal(undo.requests[0]?.target.to, "restore");
    await assert.rejects(host.undo("20261120T140000000Z-ffffffff"), UserError);
  });

  it("copies to the clipboard, and edits in an untitled document beside", async () => {
    const { host } = (await open()).shown();
    await host.copyText("kafka-consumer-groups.sh");
    assert.equal(env.clipboard.text, "kafka-consumer-groups.sh");
    const document = { isClosed: false, getText: () => "orders,0,5\n" };
    fakeWindow.answer("openTextDocument", () => document);
    const edited = await host.openCsv("orders,0,4\n");
    assert.deepEqual(fakeWindow.calls[0]?.args, [
      { content: "orders,0,4\n", language: "plaintext" },
    ]);
    assert.equal(edited.read(), "orders,0,5\n");
    document.isClosed = true;
    assert.equal(edited.read(), undefined);
  });
});
