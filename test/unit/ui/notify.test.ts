import assert from "node:assert/strict";
import { confirm, notifyError, notifyInformation } from "../../../src/ui/notify";
import { fakeWindow } from "../../support/vscode";

describe("notify", () => {
  beforeEach(() => {
    fakeWindow.reset();
  });

  it("does what the chosen button says, and nothing else", async () => {
    const done: string[] = [];
    fakeWindow.answer("showErrorMessage", () => "Second");
    await notifyError("Failed.", {
      First: () => done.push("first"),
      Second: () => done.push("second"),
    });
    assert.deepEqual(done, ["second"]);
    assert.deepEqual(fakeWindow.calls[0]?.args, ["Failed.", "First", "Second"]);
  });

  it("does nothing when the notification is closed", async () => {
    const done: string[] = [];
    await notifyInformation("Done.", { Undo: () => done.push("undo") });
    assert.deepEqual(done, []);
  });

  it("lets no broker text become a link or an icon", async () => {
    await notifyError("No topic [x](command:evil) $(trash)\u202e.");
    const [message] = fakeWindow.calls[0]?.args ?? [];
    assert.doesNotMatch(String(message), /\]\(|\$\(|\u202e/);
  });

  it("is confirmed only by the verb itself", async () => {
    fakeWindow.answer(
      "showWarningMessage",
      () => "Remove",
      () => undefined,
    );
    assert.equal(await confirm("Remove it?", "For good.", "Remove"), true);
    assert.equal(await confirm("Remove it?", "For good.", "Remove"), false);
    assert.deepEqual(fakeWindow.calls[0]?.args[1], { modal: true, detail: "For good." });
  });
});
