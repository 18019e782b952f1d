import assert from "node:assert/strict";
import type { BrokerConnection } from "../../../../src/kafka/connection/brokerConnection";
import { sendReconnecting } from "../../../../src/kafka/connection/sendReconnecting";
import { KafkaError, type KafkaErrorKind } from "../../../../src/kafka/errors";
import type { Api } from "../../../../src/kafka/protocol/api";
import { kafkaError } from "../../../support/kafkaError";

const read: Api<string, string> = {
  key: 3,
  name: "Metadata",
  minVersion: 0,
  maxVersion: 0,
  flexibleFrom: 1,
  isRead: true,
  encode: () => undefined,
  decode: () => "",
};

describe("sendReconnecting", () => {
  let sent: number;

  beforeEach(() => {
    sent = 0;
  });

  /** One connection after the other: each fails as said, or answers. */
  function connections(
    ...fates: readonly (KafkaErrorKind | "answers")[]
  ): () => Promise<BrokerConnection> {
    const left = [...fates];
    return (): Promise<BrokerConnection> => {
      const fate = left.shift() ?? "answers";
      return Promise.resolve({
        address: "broker:9092",
        isOpen: () => true,
        supports: () => true,
        close: () => undefined,
        retire: () => undefined,
        send: <Question, Answer>(api: Api<Question, Answer>) => {
          sent++;
          if (fate !== "answers") return Promise.reject(new KafkaError(fate, { kind: fate }));
          return Promise.resolve(api.name as Answer);
        },
      });
    };
  }

  it("sends a read over another connection when the first is lost", async () => {
    assert.equal(
      await sendReconnecting(connections("unreachable"), read, "", undefined),
      "Metadata",
    );
    assert.equal(sent, 2);
  });

  it("gives up when the other one is lost too", async () => {
    const connect = connections("unreachable", "unreachable");
    await assert.rejects(sendReconnecting(connect, read, "", undefined), kafkaError("unreachable"));
  });

  it("outlives as many lost connections as there may be", async () => {
    const connect = connections("unreachable", "unreachable", "unreachable");
    const answer = await sendReconnecting(connect, read, "", undefined, { maxLosses: 3 });
    assert.equal(answer, "Metadata");
    assert.equal(sent, 4);
  });

  it("waits for another broker after one that did not answer only where it may", async () => {
    const call = sendReconnecting(connections("timeout"), read, "", undefined);
    await assert.rejects(call, kafkaError("timeout"));
    const options = { maxTimeouts: 1 };
    assert.equal(
      await sendReconnecting(connections("timeout"), read, "", undefined, options),
      "Metadata",
    );
    const twice = connections("timeout", "timeout");
    await assert.rejects(
      sendReconnecting(twice, read, "", undefined, options),
      kafkaError("timeout"),
    );
  });

  it("sends a write once, whatever it may", async () => {
    const options = { maxLosses: 5, maxTimeouts: 5 };
    const write = { ...read, isRead: false };
    for (const kind of ["unreachable", "timeout"] as const) {
      sent = 0;
      const call = sendReconnecting(connections(kind), write, "", undefined, options);
      await assert.rejects(call, kafkaError(kind));
      assert.equal(sent, 1);
    }
  });

  it("does not repeat what failed for other reasons", async () => {
    const call = sendReconnecting(connections("authorization"), read, "", undefined);
    await assert.rejects(call, kafkaError("authorization"));
    assert.equal(sent, 1);
  });
});
