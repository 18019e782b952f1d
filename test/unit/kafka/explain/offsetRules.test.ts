import assert from "node:assert/strict";
import { KafkaError } from "../../../../src/kafka/errors";
import { readProducers } from "../../../../src/kafka/explain/readProducers";
import { explainSamples, found } from "../../../support/explainedGroup";
import { member, orders, sampleOf } from "../../../support/groupSamples";
import { MemoryGateway } from "../../../support/memoryGateway";
import { empty, watched } from "./scene";

describe("explaining a group", () => {
  describe("with commits out of the log", () => {
    it("tells what earliest and latest would do below the log start, in numbers", () => {
      const findings = explainSamples(empty({ committed: 1n, start: 6n, end: 10n }));
      const one = found(findings, "Committed offsets are below the log start");
      assert.equal(one.severity, "error");
      assert.deepEqual(one.evidence, [
        "orders-0: committed 1, log start 6, 5 offsets already deleted; earliest goes on at 6 and reads 4 offsets, latest goes on at 10 and skips 4.",
      ]);
    });

    it("tells how far past the end", () => {
      const findings = explainSamples(empty({ committed: 15n, end: 10n }));
      const one = found(findings, "Committed offsets are past the end");
      assert.match(one.evidence.join(), /committed 15, end 10, 5 past the end/);
    });

    it("tells what decides where nothing is committed", () => {
      const idle = found(explainSamples(empty({ end: 10n })), "1 partition without a commit");
      assert.equal(idle.severity, "info");
      assert.match(idle.evidence.join(), /earliest goes on at 0 and reads 10/);
      const owned = explainSamples([
        sampleOf({ members: [member("a", ...orders(0))], partitions: [{ end: 10n }] }),
      ]);
      const one = found(owned, "1 partition without a commit");
      assert.equal(one.severity, "warning");
      assert.match(one.nextStep, /enable\.auto\.commit/);
    });

    it("tells that commits went back", () => {
      const findings = explainSamples(watched([[9n, 10n]], [[9n, 10n]], [[3n, 10n]], [[3n, 10n]]));
      assert.deepEqual(found(findings, "Committed offsets went back").evidence, [
        "orders-0: from 9 to 3.",
      ]);
    });
  });

  describe("with an open transaction", () => {
    const held = empty({ committed: 5n, end: 9n, lastStableOffset: 5n });

    it("names the producer that holds readers back, and since when", () => {
      const findings = explainSamples(held, [
        {
          topic: "orders",
          partition: 0,
          failure: undefined,
          producers: [
            {
              producerId: 7n,
              producerEpoch: 2,
              lastSequence: 0,
              lastTimestampMs: 12_000n,
              coordinatorEpoch: 0,
              openTransactionStart: 5n,
            },
          ],
        },
      ]);
      assert.deepEqual(found(findings, "An open transaction holds readers back").evidence, [
        "orders-0: last stable offset 5, end 9, 4 offsets held back.",
        "orders-0: producer id 7, epoch 2, open since offset 5, last wrote at 12s.",
      ]);
    });

    it("asks the brokers only where something is held back, and goes on when they cannot tell", async () => {
      const gateway = new MemoryGateway();
      const [log] = gateway.addTopic("orders", 1);
      assert.ok(log);
      log.openTransactionAt = 5n;
      const [sample] = held;
      const [free] = empty({ committed: 5n, end: 9n });
      assert.ok(sample && free);
      assert.deepEqual(await readProducers(gateway, free), []);
      assert.deepEqual(gateway.calls, []);
      const [told] = await readProducers(gateway, sample);
      assert.equal(told?.producers[0]?.openTransactionStart, 5n);
      gateway.failNext("describeProducers", new KafkaError("Old.", { kind: "unsupported" }));
      assert.deepEqual(await readProducers(gateway, sample), []);
    });
  });
});
