import assert from "node:assert/strict";
import {
  KafkaJSConnectionError,
  KafkaJSNumberOfRetriesExceeded,
  KafkaJSProtocolError,
} from "kafkajs";
import {
  connectTimedOut,
  isClosedByServer,
  toKafkaError,
} from "../../../../src/kafka/connection/toKafkaError";
import { KafkaError, type KafkaErrorKind } from "../../../../src/kafka/errors";

const address = "broker.example:9092";

function connectionError(code: string | undefined): KafkaJSConnectionError {
  const error = new KafkaJSConnectionError("Connection error: some text", { broker: address });
  return Object.assign(error, { code });
}

/** kafkajs exports the class, not its type. */
function closedError(): Error {
  const error = new KafkaJSConnectionError("Closed connection", { broker: address });
  return Object.assign(error, { name: "KafkaJSConnectionClosedError" });
}

describe("toKafkaError", () => {
  const cases: readonly (readonly [code: string, kind: KafkaErrorKind, message: string])[] = [
    ["ECONNREFUSED", "unreachable", `Nothing is listening at ${address} (connection refused).`],
    ["ENOTFOUND", "unreachable", "Cannot find host broker.example. Check the name or the VPN."],
    ["EAI_AGAIN", "unreachable", "Cannot find host broker.example. Check the name or the VPN."],
    ["ECONNRESET", "unreachable", `${address} broke off the connection (ECONNRESET).`],
  ];
  for (const [code, kind, message] of cases) {
    it(`says what ${code} means`, () => {
      const error = toKafkaError(connectionError(code), address);
      assert.equal(error.kind, kind);
      assert.equal(error.message, message);
      assert.equal(error.broker, address);
    });
  }

  it("looks through the causes", () => {
    const cause = connectionError("ECONNREFUSED");
    const wrapped = new KafkaJSNumberOfRetriesExceeded(cause, { retryCount: 5, retryTime: 1 });
    assert.match(toKafkaError(wrapped, address).message, /^Nothing is listening/);
    const twice = new Error("outer", { cause: wrapped });
    assert.match(toKafkaError(twice, address).message, /^Nothing is listening/);
  });

  it("does not go round in circles", () => {
    const error = new Error("a");
    error.cause = error;
    assert.equal(toKafkaError(error, address).kind, "unexpected");
  });

  it("does not look at the text", () => {
    assert.equal(toKafkaError(new Error("ECONNREFUSED"), address).kind, "unexpected");
  });

  it("keeps a KafkaError as it is", () => {
    const error = new KafkaError("Said already.", { kind: "groupActive" });
    assert.equal(toKafkaError(error, address), error);
  });

  it("takes the kind of a protocol error from its code", () => {
    const { type, ...rest } = { type: "TOPIC_AUTHORIZATION_FAILED", code: 29, message: "text" };
    const error = toKafkaError(
      new KafkaJSProtocolError(Object.assign(new Error(), rest, { type })),
      address,
    );
    assert.equal(error.kind, "authorization");
    assert.equal(error.code, 29);
  });

  it("keeps the cause for the log", () => {
    const cause = connectionError("ECONNREFUSED");
    assert.equal(toKafkaError(cause, address).cause, cause);
  });

  it("shows nothing of an error it does not know", () => {
    const error = toKafkaError(new Error("password=hunter2"), address);
    assert.doesNotMatch(error.message, /hunter2/);
    assert.equal(error.kind, "unexpected");
  });
});

describe("connectTimedOut", () => {
  it("tells a silent network from a server that does not speak Kafka", () => {
    assert.match(connectTimedOut(address, 2500, false).message, /^No answer from .* in 2.5 s/);
    assert.match(connectTimedOut(address, 2500, true).message, /accepted the connection but/);
  });
});

describe("isClosedByServer", () => {
  it("is true where the server hung up", () => {
    assert.ok(isClosedByServer(closedError()));
    assert.ok(isClosedByServer(connectionError("ECONNRESET")));
    assert.ok(!isClosedByServer(connectionError("ECONNREFUSED")));
  });
});
