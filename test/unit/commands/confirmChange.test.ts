import assert from "node:assert/strict";
import { confirmChange } from "../../../src/commands/confirmChange";
import { fakeWindow } from "../../support/vscode";

const question = {
  question: "Reset 3 offsets?",
  detail: "All of them.",
  verb: "Reset 3 Offsets",
  subjects: ["billing"],
};
const production = { name: "orders-prod", isProduction: true };

describe("confirmChange", () => {
  beforeEach(() => {
    fakeWindow.reset();
  });

  const asked = (): string[] => fakeWindow.calls.map(({ name }) => name);
  const agree = (): void => {
    fakeWindow.answer("showWarningMessage", () => question.verb);
  };
  const type = (text: string | undefined): void => {
    fakeWindow.answer("showInputBox", () => text);
  };

  it("asks by a modal dialog, and only its verb is a yes", async () => {
    assert.equal(await confirmChange(question, { name: "demo" }), false);
    agree();
    assert.equal(await confirmChange(question, { name: "demo" }), true);
    assert.deepEqual(asked(), ["showWarningMessage", "showWarningMessage"]);
  });

  it("wants the group's name typed too on a production cluster", async () => {
    agree();
    type("billing");
    assert.equal(await confirmChange(question, production), true);
    assert.deepEqual(asked(), ["showWarningMessage", "showInputBox"]);
    const [modal, input] = fakeWindow.calls.map(({ args }) => JSON.stringify(args));
    assert.match(modal ?? "", /production cluster/);
    assert.match(input ?? "", /Type billing to go ahead/);
  });

  for (const text of [undefined, "", "Billing", "billing2", "yes"]) {
    it(`takes ${text === undefined ? "Escape" : JSON.stringify(text)} for a no`, async () => {
      agree();
      type(text);
      assert.equal(await confirmChange(question, production), false);
    });
  }

  it("does not ask for a name when the dialog was closed", async () => {
    type("billing");
    assert.equal(await confirmChange(question, production), false);
    assert.deepEqual(asked(), ["showWarningMessage"]);
  });

  it("wants the cluster's name typed for several groups", async () => {
    agree();
    type("billing");
    const several = { ...question, subjects: ["billing", "orders"] };
    assert.equal(await confirmChange(several, production), false);
    type("orders-prod");
    assert.equal(await confirmChange(several, production), true);
  });
});
