import assert from "node:assert/strict";
import { commandFailures, commandTitles } from "../../../src/commands/commandFailures";
import { KafkaError } from "../../../src/kafka/errors";
import { fakeWindow } from "../../support/vscode";

describe("commandFailures", () => {
  let shown: number;
  let logged: unknown[];

  beforeEach(() => {
    fakeWindow.reset();
    shown = 0;
    logged = [];
  });

  const report = (error: unknown): Promise<void> => {
    const titles = commandTitles({
      contributes: { commands: [{ command: "kafkaOffsets.addCluster", title: "Add Cluster…" }] },
    });
    const log = { show: () => shown++ };
    return commandFailures(titles, log, (failure) => logged.push(failure))(
      "kafkaOffsets.addCluster",
      error,
    );
  };

  it("tells the title, the sentence and the advice, and logs the error", async () => {
    const error = new KafkaError("No answer from a:1 in 2.5 s.", { kind: "unreachable" });
    await report(error);
    assert.match(
      String(fakeWindow.calls[0]?.args[0]),
      /^Add Cluster: No answer from a:1 in 2\.5 s\. Check the bootstrap servers/,
    );
    assert.deepEqual(logged, [error]);
    assert.equal(shown, 0);
  });

  it("opens the log on request", async () => {
    fakeWindow.answer("showErrorMessage", () => "Show Log");
    await report(new Error("boom"));
    assert.equal(shown, 1);
  });

  it("says nothing of what the user has cancelled", async () => {
    await report(new KafkaError("Cancelled.", { kind: "cancelled" }));
    assert.deepEqual([fakeWindow.calls, logged], [[], []]);
  });

  it("does not reject when even the message cannot be shown", async () => {
    fakeWindow.answer("showErrorMessage", () => Promise.reject(new Error("window gone")));
    await report(new Error("boom"));
    assert.equal(logged.length, 2);
  });
});
