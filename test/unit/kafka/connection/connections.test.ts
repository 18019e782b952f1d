import assert from "node:assert/strict";
import { Connections } from "../../../../src/kafka/connection/connections";
import { KafkaError } from "../../../../src/kafka/errors";
import { FakeConnector } from "../../../support/fakeConnector";
import { kafkaError } from "../../../support/kafkaError";
import { recordingLog } from "../../../support/recordingLog";

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

  it("says once what is wrong with all of them", async () => {
    const why = new KafkaError("Wrong user or password.", { kind: "authentication" });
    for (const server of ["a:1", "b:2"]) {
      const refused = Promise.reject(why);
      refused.catch(() => undefined);
      connector.answer(server, refused);
    }
    const call = connections.any(undefined);
    await assert.rejects(call, kafkaError("authentication", /^Wrong user or password\.$/));
  });

  it("opens one connection for all who ask at the same time", async () => {
    connector.answer("a:1");
    connector.answer("node7:9092");
    await Promise.all([1, 2, 3].map(() => connections.any(undefined)));
    assert.equal(connector.attempts.length, 2);
    const all = await Promise.all([1, 2, 3].map(() => connections.node(node, undefined)));
    assert.equal(new Set(all).size, 1);
    assert.equal(connector.attempts.length, 3);
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

  describe("when no bootstrap server answers any more", () => {
    const others = Array.from({ length: 20 }, (_, index) => ({ host: `n${index}`, port: 9092 }));

    it("tries the other brokers that are known, a few at a time", async () => {
      connector.answer("n0:9092");
      assert.equal((await connections.any(undefined, others)).address, "n0:9092");
      assert.deepEqual(connector.attempts.slice(0, 3), ["a:1", "b:2", "n0:9092"]);
      assert.equal(connector.attempts.length, 2 + 8);
    });

    it("tries all of them", async () => {
      connector.answer("n19:9092");
      assert.equal((await connections.any(undefined, others)).address, "n19:9092");
      assert.equal(connector.attempts.length, 2 + 20);
    });

    it("tries no other where the user is refused, or the certificate is not trusted", async () => {
      for (const kind of ["authentication", "tls"] as const) {
        connector.refuse("b:2", kind);
        await assert.rejects(connections.any(undefined, others), kafkaError(kind, /a:1.* b:2/));
      }
      assert.deepEqual(new Set(connector.attempts), new Set(["a:1", "b:2"]));
    });

    it("goes by the bootstrap servers again as soon as one is back", async () => {
      await assert.rejects(connections.any(undefined, others), kafkaError("unreachable"));
      connector.answer("b:2");
      assert.equal((await connections.any(undefined, others)).address, "b:2");
    });

    it("says what is wrong with each of them, and that the others are dead too", async () => {
      const call = connections.any(undefined, others);
      await assert.rejects(
        call,
        kafkaError("unreachable", /a:1.* b:2.* None of the cluster's other brokers answers/),
      );
    });

    it("does not blame the advertised address of a broker that was reached by it", async () => {
      connector.answer("node7:9092");
      connector.answer("n0:9092");
      await connections.any(undefined, [node]);
      connector.die("node7:9092");
      await connections.any(undefined, others);
      await assert.rejects(
        connections.node(node, undefined),
        kafkaError("unreachable", /^Nothing is listening at node7:9092\.$/),
      );
    });
  });

  it("connects to a few brokers of a large cluster at a time", async () => {
    const until: (() => void)[] = [];
    const brokers = Array.from({ length: 40 }, (_, index) => ({
      ...node,
      nodeId: index,
      port: index + 1,
    }));
    for (const { port } of brokers) {
      connector.answer(`node7:${port}`, new Promise((resolve) => until.push(resolve)));
    }
    const calls = brokers.map((broker) => connections.node(broker, undefined));
    await new Promise(setImmediate);
    assert.equal(connector.attempts.length, 16);
    for (const answer of until) answer();
    assert.equal(new Set(await Promise.all(calls)).size, 40);
  });

  describe("lanes", () => {
    beforeEach(() => {
      connector.answer("a:1");
      connector.answer("node7:9092");
    });

    it("have connections of their own, opened once and again when lost", async () => {
      const shared = await connections.node(node, undefined);
      const lane = connections.openLane();
      const own = await Promise.all([1, 2, 3].map(() => lane.node(node, undefined)));
      assert.equal(new Set(own).size, 1);
      assert.notEqual(own[0], shared);
      own[0]?.close(new KafkaError("lost", { kind: "unreachable" }));
      assert.notEqual(await lane.node(node, undefined), own[0]);
    });

    it("close without touching the others'", async () => {
      const shared = await connections.node(node, undefined);
      const lane = connections.openLane();
      const own = await lane.node(node, undefined);
      connections.closeLane(lane);
      assert.deepEqual([own.isOpen(), shared.isOpen()], [false, true]);
      await assert.rejects(lane.node(node, undefined), kafkaError("cancelled", /was closed/));
    });

    it("close a connection that comes up after their end", async () => {
      let answer = (): void => undefined;
      connector.answer("node7:9092", new Promise((resolve) => (answer = resolve)));
      const lane = connections.openLane();
      const call = lane.node(node, undefined);
      connections.closeLane(lane);
      answer();
      await assert.rejects(call, kafkaError("cancelled"));
      assert.equal(connector.openTo("node7:9092").length, 0);
    });

    it("end with all other connections", async () => {
      const lane = connections.openLane();
      const own = await lane.node(node, undefined);
      connections.close();
      assert.equal(own.isOpen(), false);
      await assert.rejects(lane.node(node, undefined), kafkaError("cancelled"));
      assert.throws(() => connections.openLane(), kafkaError("cancelled"));
    });

    it("explain a wrong advertised address too", async () => {
      await connections.any(undefined);
      const elsewhere = { ...node, nodeId: 8, host: "node8" };
      const call = connections.openLane().node(elsewhere, undefined);
      await assert.rejects(call, kafkaError("unreachable", /advertised\.listeners/));
    });
  });
});
