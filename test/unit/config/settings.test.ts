import assert from "node:assert/strict";
import { peekSettings } from "../../../src/config/settings";
import { fakeConfiguration } from "../../support/vscode";

describe("peekSettings", () => {
  beforeEach(() => {
    fakeConfiguration.reset({
      "kafkaOffsets.peek.pageSize": 100,
      "kafkaOffsets.peek.timeZone": "UTC",
      "kafkaOffsets.peek.maxBytes": 0,
      "kafkaOffsets.peek.maxPartitionBytes": 0,
      "kafkaOffsets.peek.maxWaitMs": 0,
      "kafkaOffsets.peek.minBytes": 0,
      "kafkaOffsets.peek.heldMessages": 10_000,
    });
  });

  it("leaves to the reader what is 0", () => {
    const { tuning, held } = peekSettings();
    assert.deepEqual(tuning, {});
    assert.equal(held.maxMessages, 10_000);
  });

  it("brings sizes into what Kafka's requests can hold", () => {
    fakeConfiguration.set("kafkaOffsets.peek.maxBytes", 1e15);
    fakeConfiguration.set("kafkaOffsets.peek.maxWaitMs", 250.4);
    fakeConfiguration.set("kafkaOffsets.peek.minBytes", -5);
    fakeConfiguration.set("kafkaOffsets.peek.heldMessages", 0);
    const { tuning, held } = peekSettings();
    assert.deepEqual(tuning, { maxBytes: 2 ** 31 - 1, maxWaitMs: 250 });
    assert.equal(held.maxMessages, 1);
  });
});
