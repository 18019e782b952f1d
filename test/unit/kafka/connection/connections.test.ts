import assert from "node:assert/strict";
import {
  formatAddress,
  type BrokerAddress,
} from "../../../../src/kafka/connection/bootstrapServers";
import type {
  BrokerConnection,
  Connector,
} from "../../../../src/kafka/connection/brokerConnection";
import { Connections } from "../../../../src/kafka/connection/connections";
import { KafkaError } from "../../../../src/kafka/errors";
import { kafkaError } from "../../../support/kafkaError";
import { recordingLog } from "../../../support/recordingLog";

class FakeConnection implements BrokerConnection {
  closedFor: KafkaError | undefined;

  constructor(readonly address: string) {}

  isOpen(): boolean {
    return this.closedFor === undefined;
  }

  supports(): boolean {
    return true;
  }

  send(): Promise<never> {
    return Promise.reject(new Error("not sent"));
  }

  close(reason: KafkaError): void {
    this.closedFor ??= reason;
  }
}

/** Addresses are dead unless made to answer; answers are given when the test says. */
class FakeConnector implements Connector {
  readonly opened: FakeConnection[] = [];
  attempts = 0;
  private readonly answers = new Map<string, Promise<void>>();

  answer(address: string, when: Promise<void> = Promise.resolve()): void {
    this.answers.set(address, when);
  }

  async open(address: BrokerAddress): Promise<BrokerConnection> {
    this.attempts++;
    const name = formatAddress(address);
    const answer = this.answers.get(name);
    if (answer === undefined) {
      throw new KafkaError(`Nothing is listening at ${name}.`, {
        kind: "unreachable",
        broker: name,
      });
    }
    await answer;
    const connection = new FakeConnection(name);
    this.opened.push(connection);
    return connection;
  }
}

describe("Connections", () => {
  let connector: FakeConnector;
  let connections: Connections;
  const servers = [
    { host: "a", port: 1 },
    { host: "b", port: 2 },
  ];
  const node = { nodeId: 7, host: "node7", port: 9092, rack: undefined };

  beforeEach(() => {
    connector = new FakeConnector();
    connections = new Connections(servers, connector, recordingLog());
  });

  it("takes the first bootstrap server that answers, and closes the others", async () => {
    let answerB = (): void => undefined;
    connector.answer("a:1");
    connector.answer("b:2", new Promise((resolve) => (answerB = resolve)));
    assert.equal((await connections.any(undefined)).address, "a:1");
    answerB();
    await new Promise(setImmediate);
    const [a, b] = connector.opened;
    assert.ok(a?.isOpen());
    assert.ok(b?.isOpen() === false);
  });

  it("does not mind a dead server among them", async () => {
    connector.answer("b:2");
    assert.equal((await connections.any(undefined)).address, "b:2");
  });

  it("says what is wrong with each server when none answers", async () => {
    const call = connections.any(undefined);
    await assert.rejects(call, kafkaError("unreachable", /a:1.* b:2/));
  });

  it("opens one connection for all who ask at the same time", async () => {
    connector.answer("a:1");
    connector.answer("node7:9092");
    await Promise.all([1, 2, 3].map(() => connections.any(undefined)));
    assert.equal(connector.attempts, 2);
    const all = await Promise.all([1, 2, 3].map(() => connections.node(node, undefined)));
    assert.equal(new Set(all).size, 1);
    assert.equal(connector.attempts, 3);
  });

  it("uses the bootstrap connection for the broker of that address", async () => {
    connector.answer("a:1");
    const bootstrap = await connections.any(undefined);
    const same = { nodeId: 1, host: "a", port: 1, rack: undefined };
    assert.equal(await connections.node(same, undefined), bootstrap);
  });

  it("opens a lost connection again", async () => {
    connector.answer("a:1");
    connector.answer("node7:9092");
    await connections.any(undefined);
    const first = await connections.node(node, undefined);
    first.close(new KafkaError("lost", { kind: "unreachable" }));
    const second = await connections.node(node, undefined);
    assert.notEqual(second, first);
    assert.ok(second.isOpen());
  });

  it("explains a wrong advertised address", async () => {
    connector.answer("a:1");
    await connections.any(undefined);
    const call = connections.node(node, undefined);
    await assert.rejects(
      call,
      kafkaError("unreachable", /Connected to a:1, but .* use node7:9092, .*advertised\.listeners/),
    );
  });

  it("does not call a broker that was reached before wrongly advertised", async () => {
    connector.answer("a:1");
    connector.answer("node7:9092");
    await connections.any(undefined);
    const first = await connections.node(node, undefined);
    first.close(new KafkaError("lost", { kind: "unreachable" }));
    connector.answer(
      "node7:9092",
      Promise.reject(new KafkaError("Down.", { kind: "unreachable" })),
    );
    await assert.rejects(connections.node(node, undefined), kafkaError("unreachable", /^Down\.$/));
  });

  it("lets one caller give up without ending it for the others", async () => {
    let answer = (): void => undefined;
    connector.answer("a:1", new Promise((resolve) => (answer = resolve)));
    const controller = new AbortController();
    const impatient = connections.any(controller.signal);
    const patient = connections.any(undefined);
    controller.abort();
    await assert.rejects(impatient, kafkaError("cancelled"));
    answer();
    assert.equal((await patient).address, "a:1");
  });

  it("keeps a bootstrap connection that nobody waits for any more, and closes it at the end", async () => {
    let answer = (): void => undefined;
    connector.answer("a:1", new Promise((resolve) => (answer = resolve)));
    const controller = new AbortController();
    const call = connections.any(controller.signal);
    controller.abort();
    await assert.rejects(call, kafkaError("cancelled"));
    answer();
    await new Promise(setImmediate);
    const [opened] = connector.opened;
    assert.ok(opened);
    assert.equal(await connections.any(undefined), opened);
    connections.close();
    assert.equal(opened.isOpen(), false);
  });

  it("calls lost, not cancelled, what is under way on a connection that is replaced", async () => {
    connector.answer("a:1");
    connector.answer("node7:9092");
    connector.answer("moved:9092");
    await connections.any(undefined);
    await connections.node(node, undefined);
    await connections.node({ ...node, host: "moved" }, undefined);
    const former = connector.opened.find(({ address }) => address === "node7:9092");
    assert.equal(former?.closedFor?.kind, "unreachable");
  });

  it("closes everything, and opens nothing afterwards", async () => {
    connector.answer("a:1");
    connector.answer("node7:9092");
    await connections.any(undefined);
    await connections.node(node, undefined);
    connections.close();
    assert.ok(connector.opened.every((connection) => !connection.isOpen()));
    await assert.rejects(connections.any(undefined), kafkaError("cancelled"));
  });

  it("closes a connection that comes up after the end", async () => {
    let answer = (): void => undefined;
    connector.answer("a:1", new Promise((resolve) => (answer = resolve)));
    const call = connections.any(undefined);
    connections.close();
    answer();
    await assert.rejects(call, kafkaError("cancelled"));
    assert.ok(connector.opened.every((connection) => !connection.isOpen()));
  });
});
