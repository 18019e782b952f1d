import assert from "node:assert/strict";
import { AddressMap } from "../../../../src/kafka/connection/addressMap";
import { kafkaError } from "../../../support/kafkaError";

describe("AddressMap", () => {
  const map = new AddressMap({
    "kafka-1:9092": "localhost:19092",
    "Kafka-2": "10.0.0.2",
    "[::1]:9092": "[fe80::1]:29092",
    "kafka-2:7": "exact:8",
    "any-port": "SASL_SSL://tunnel:443/",
  });

  function reached(host: string, port: number): string {
    const { host: name, port: number } = map.reachable({ host, port });
    return `${name} ${number}`;
  }

  it("leads one address elsewhere, and others where they say", () => {
    assert.equal(reached("kafka-1", 9092), "localhost 19092");
    assert.equal(reached("kafka-1", 9093), "kafka-1 9093");
    assert.equal(reached("::1", 9092), "fe80::1 29092");
  });

  it("leads all ports of a host to another host, unless one is told exactly", () => {
    assert.equal(reached("kafka-2", 9094), "10.0.0.2 9094");
    assert.equal(reached("KAFKA-2", 1), "10.0.0.2 1");
    assert.equal(reached("kafka-2", 7), "exact 8");
    assert.equal(reached("any-port", 9092), "tunnel 443");
  });

  it("is refused before any connection when it cannot be read", () => {
    for (const entry of [{ "": "x:1" }, { "a:b:c": "x" }, { a: "http://x" }, { a: "x:0" }]) {
      assert.throws(() => new AddressMap({ ...entry }), kafkaError("invalidInput"));
    }
  });
});
