import assert from "node:assert/strict";
import {
  brokerProperties,
  containerVariables,
  propertiesText,
} from "../../../../src/lab/local/brokerProperties";

const place = { port: 9092, controllerPort: 29_093, dataDirectory: "data" } as const;

describe("the properties of the local Kafka", () => {
  it("let only this machine connect", () => {
    const text = propertiesText(brokerProperties({ ...place, listenHost: "127.0.0.1" }));
    const lines = text.split("\n");
    assert.ok(lines.includes("listeners=PLAINTEXT://127.0.0.1:9092,CONTROLLER://127.0.0.1:29093"));
    assert.ok(lines.includes("advertised.listeners=PLAINTEXT://127.0.0.1:9092"));
    assert.ok(lines.includes("process.roles=broker,controller"));
  });

  it("are told to a container as variables, where all addresses are the container's own", () => {
    const variables = containerVariables(brokerProperties({ ...place, listenHost: "0.0.0.0" }));
    assert.equal(
      variables["KAFKA_LISTENERS"],
      "PLAINTEXT://0.0.0.0:9092,CONTROLLER://127.0.0.1:29093",
    );
    assert.equal(variables["KAFKA_ADVERTISED_LISTENERS"], "PLAINTEXT://127.0.0.1:9092");
    assert.equal(variables["KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR"], "1");
  });
});
