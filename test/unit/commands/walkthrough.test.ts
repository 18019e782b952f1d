import assert from "node:assert/strict";
import { walkthroughCommands } from "../../../src/commands/walkthrough";
import { fakeWindow } from "../../support/vscode";

describe("opening the walkthrough", () => {
  beforeEach(() => {
    fakeWindow.reset();
  });

  it("asks the editor for this extension's own, in the place of what is shown", async () => {
    await walkthroughCommands()["kafkaOffsets.openWalkthrough"]();
    assert.deepEqual(
      fakeWindow.calls.map(({ args }) => args),
      [
        [
          "workbench.action.openWalkthrough",
          "kafka-offsets.kafka-offsets#kafkaOffsets.start",
          false,
        ],
      ],
    );
  });
});
