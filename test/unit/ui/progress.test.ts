import assert from "node:assert/strict";
import { showViewProgress, withCancellableProgress } from "../../../src/ui/progress";
import { fakeWindow } from "../../support/vscode";

describe("withCancellableProgress", () => {
  beforeEach(() => {
    fakeWindow.reset();
  });

  it("aborts the task's signal when the user cancels", async () => {
    const running = withCancellableProgress(
      "Connecting",
      (signal) =>
        new Promise<string>((resolve) => {
          signal.addEventListener("abort", () => {
            resolve("ended");
          });
        }),
    );
    fakeWindow.progress.cancel();
    assert.equal(await running, "ended");
  });

  it("passes on the task's result and its failure", async () => {
    assert.equal(await withCancellableProgress("x", () => Promise.resolve(7)), 7);
    await assert.rejects(
      withCancellableProgress("x", () => Promise.reject(new Error("late"))),
      /late/,
    );
  });
});

describe("showViewProgress", () => {
  it("ends with the task, also when that fails", async () => {
    fakeWindow.reset();
    await showViewProgress("kafkaOffsets.clusters", Promise.reject(new Error("late")));
    const location = { viewId: "kafkaOffsets.clusters" };
    assert.deepEqual(fakeWindow.calls, [{ name: "withProgress", args: [{ location }] }]);
  });
});
