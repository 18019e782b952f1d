import assert from "node:assert/strict";
import { LocalKafkaStatus } from "../../../src/commands/localKafkaStatus";
import type { KafkaRun } from "../../../src/lab/local/kafkaRun";
import { eventually } from "../../support/eventually";
import { fakeWindow, windowFocus, type FakeStatusBarItem } from "../../support/vscode";

const run: KafkaRun = {
  kind: "docker",
  version: "4.3.1",
  port: 9092,
  clusterId: "x",
  containerId: "0123456789ab",
};

describe("LocalKafkaStatus", () => {
  let current: KafkaRun | undefined;
  let failures: unknown[];
  let status: LocalKafkaStatus;
  let running: () => Promise<KafkaRun | undefined>;

  beforeEach(() => {
    fakeWindow.reset();
    current = undefined;
    failures = [];
    running = () => Promise.resolve(current);
    status = new LocalKafkaStatus({ running: () => running() }, (error) => failures.push(error));
  });
  afterEach(() => {
    status.dispose();
  });

  const item = (): FakeStatusBarItem => {
    const [only] = fakeWindow.statusBarItems;
    assert.ok(only);
    return only;
  };
  const contexts = (): unknown[] =>
    fakeWindow.calls
      .filter(({ name }) => name === "executeCommand")
      .map(({ args: [, ...context] }) => context.join(" "));

  it("is there while the local Kafka runs, and tells where", async () => {
    await status.show();
    assert.equal(item().isVisible, false);
    current = run;
    await status.show();
    assert.equal(item().isVisible, true);
    assert.match(item().tooltip, /Apache Kafka 4\.3\.1 is running at 127\.0\.0\.1:9092/);
    assert.equal(item().command, "kafkaOffsets.startLocalKafka");
    assert.deepEqual(contexts(), [
      "kafkaOffsets.runsLocalKafka false",
      "kafkaOffsets.runsLocalKafka true",
    ]);
  });

  it("looks again when the window gets the focus: another may have started it", async () => {
    current = run;
    windowFocus.fire({ focused: true });
    await eventually("the item is shown", () => item().isVisible);
    current = undefined;
    windowFocus.fire({ focused: true });
    await eventually("the item is gone", () => !item().isVisible);
  });

  it("does not show what was found before a later look", async () => {
    let answer = (found: KafkaRun): void => assert.fail(found.kind);
    running = () =>
      new Promise((resolve) => {
        answer = resolve;
      });
    const early = status.show();
    running = () => Promise.resolve(undefined);
    await status.show();
    answer(run);
    await early;
    assert.equal(item().isVisible, false);
  });

  it("only logs that it could not look", async () => {
    running = () => Promise.reject(new Error("no disk"));
    await status.show();
    assert.equal(failures.length, 1);
    assert.equal(item().isVisible, false);
  });
});
