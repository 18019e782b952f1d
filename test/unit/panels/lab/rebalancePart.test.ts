import assert from "node:assert/strict";
import { KafkaError } from "../../../../src/kafka/errors";
import type { LabNames } from "../../../../src/lab/rebalance/labStarts";
import type { Leftovers } from "../../../../src/lab/rebalance/leftovers";
import type { LogLine, RebalanceView } from "../../../../src/panels/lab/protocol/rebalance";
import { RebalancePart } from "../../../../src/panels/lab/rebalancePart";
import { eventually } from "../../../support/eventually";
import { FakeLab } from "../../../support/fakeLab";

describe("the rebalance tab's host side", () => {
  let lab: FakeLab;
  let part: RebalancePart;
  let asked: Leftovers[];
  let mayRemove: boolean;
  let mayBegin: () => Promise<boolean>;
  let begun: LabNames[];
  let printed: string[];
  let interrupt: () => void;
  let pushed: RebalanceView[];
  let told: LogLine[];

  beforeEach(() => {
    lab = new FakeLab();
    [asked, printed, pushed, told] = [[], [], [], []];
    mayRemove = true;
    mayBegin = () => Promise.resolve(true);
    begun = [];
    interrupt = () => undefined;
    part = new RebalancePart({
      cluster: lab.cluster,
      processes: lab.processes,
      host: {
        mayBegin: (names) => {
          begun.push(names);
          return mayBegin();
        },
        mayBorrow: () => Promise.resolve(true),
        mayRemove: (leftovers) => {
          asked.push(leftovers);
          return Promise.resolve(mayRemove);
        },
        openOutput: (_, stop) => {
          interrupt = stop;
          return {
            print: (line) => printed.push(line),
            show: () => undefined,
            dispose: () => undefined,
          };
        },
        openTimeline: () => undefined,
        didChange: () => undefined,
      },
      emit: (event, payload) => {
        if (event === "rebalanceView") pushed.push(payload as RebalanceView);
        if (event === "rebalanceLog") told.push(...(payload as readonly LogLine[]));
      },
      java: () => Promise.resolve("There is no Java."),
      report: (error) => assert.fail(String(error)),
    });
  });

  afterEach(() => part.dispose());

  const never = new AbortController().signal;
  const ask = {
    open: () => part.handlers.rebalanceOpen({}, never),
    add: () => part.handlers.rebalanceAddConsumer({}, never),
    cleanUp: () => part.handlers.rebalanceCleanUp({}, never),
  };

  function reportOf(index: number): (typeof lab.started)[number] {
    const started = lab.started[index];
    assert.ok(started);
    return started;
  }

  it("begins with the demo's topic and group, and nothing on the cluster", async () => {
    const { view, log } = await ask.open();
    assert.deepEqual(view.setup, {
      topic: "consumer-rebalancing-demo",
      partitions: 4,
      groupId: "group-1",
      protocol: "range",
      commit: "auto",
    });
    assert.deepEqual([view.topic, view.canCleanUp, log.length], ["missing", false, 0]);
    assert.match(view.producer.keysNote, /reach only partitions 0 and 3 of 4/);
    assert.deepEqual(lab.gateway.calls, []);
  });

  it("creates the topic, starts a consumer of the group, and ticks off what it gets", async () => {
    const view = await ask.add();
    assert.deepEqual([view.topic, view.isTopicFixed, view.isGroupFixed], ["ready", true, true]);
    const { order, report } = reportOf(0);
    assert.ok(order.kind === "consume");
    assert.deepEqual(
      [order.groupId, order.startAt, order.assignor, order.sessionTimeoutMs],
      ["group-1", "earliest", "range", 6000],
    );
    report({ kind: "joined", memberId: "m", partitions: [0, 1, 2, 3] });
    const { view: now } = await ask.open();
    assert.equal(now.consumers[0]?.state, "running");
    assert.equal(now.steps[0]?.isReached, true);
    assert.equal(now.steps[1]?.advice, "Add a consumer.");
    assert.deepEqual(
      now.partitions.map(({ owner }) => owner),
      [1, 1, 1, 1],
    );
  });

  it("tells what is read in the words of a consumer, with what does not print made visible", async () => {
    await ask.add();
    const { report } = reportOf(0);
    await part.handlers.rebalanceShowOutput({ number: 1 }, never);
    report({ kind: "received", partition: 3, offset: "0", key: "3", value: "a\u001b[2J\r\n" });
    const line = "[group-1] Received a⟨U+001B⟩[2J⟨U+000D⟩↵ from partition 3, key=3";
    assert.equal(printed.at(-1), line);
    await eventually("the page is told", () => told.some(({ text }) => text === line));
    assert.equal(pushed.at(-1)?.consumers[0]?.received, 1);
  });

  it("keeps a crashed consumer's partitions for it until another one has them", async () => {
    await ask.add();
    await ask.add();
    reportOf(0).report({ kind: "joined", memberId: "a", partitions: [0, 1] });
    reportOf(1).report({ kind: "joined", memberId: "b", partitions: [2, 3] });
    const view = await part.handlers.rebalanceCrashConsumer({ number: 2 }, never);
    assert.equal(view.consumers[1]?.state, "crashed");
    assert.deepEqual(
      view.partitions.map(({ isOrphan }) => isOrphan),
      [false, false, true, true],
    );
    reportOf(0).report({ kind: "joined", memberId: "a", partitions: [0, 1, 2, 3] });
    const { view: now } = await ask.open();
    assert.deepEqual(now.consumers[1]?.partitions, []);
    assert.match(now.consumers[1].note ?? "", /Kafka noticed after/);
    assert.ok(now.partitions.every(({ owner, isOrphan }) => owner === 1 && !isOrphan));
  });

  it("stops a consumer by Ctrl+C in its terminal", async () => {
    await ask.add();
    await part.handlers.rebalanceShowOutput({ number: 1 }, never);
    interrupt();
    await eventually("it has left", () => printed.at(-1) === "Left the group.");
  });

  it("says why a consumer failed", async () => {
    await ask.add();
    reportOf(0).end({ kind: "failed", message: "The process ended with code 1." });
    await eventually("it is told", async () => {
      const { view } = await ask.open();
      return view.consumers[0]?.state === "failed";
    });
    const { view } = await ask.open();
    assert.equal(view.consumers[0]?.note, "The process ended with code 1.");
  });

  it("asks before it removes what it created, names it, and leaves it when told so", async () => {
    await ask.add();
    mayRemove = false;
    await ask.cleanUp();
    assert.deepEqual(asked, [{ topics: ["consumer-rebalancing-demo"], groups: ["group-1"] }]);
    assert.equal(lab.creations.has("topic", "consumer-rebalancing-demo"), true);

    mayRemove = true;
    const view = await ask.cleanUp();
    assert.deepEqual([view.topic, view.canCleanUp, view.consumers.length], ["missing", false, 0]);
    assert.deepEqual(lab.creations.names("topic"), []);
  });

  it("writes nothing that a person has not agreed to, and asks once for the same names", async () => {
    mayBegin = () => Promise.resolve(false);
    await assert.rejects(ask.add(), { kind: "cancelled" });
    await assert.rejects(part.handlers.rebalanceStartProducer({}, never), { kind: "cancelled" });
    assert.deepEqual([lab.started.length, lab.gateway.calls], [0, []]);
    mayBegin = () => Promise.resolve(true);
    await part.handlers.rebalanceStartProducer({}, never);
    await ask.add();
    const names = { topic: "consumer-rebalancing-demo", partitions: 4, groupId: "group-1" };
    assert.deepEqual(begun, [names, names, names]);
  });

  it("keeps the names that a person is asked about until they are used", async () => {
    let agree: (agreed: boolean) => void = () => undefined;
    mayBegin = () =>
      new Promise((resolve) => {
        agree = resolve;
      });
    const { setup } = (await ask.open()).view;
    const starting = part.handlers.rebalanceStartProducer({}, never);
    await eventually("it is asked", () => begun.length === 1);
    const other = { ...setup, topic: "orders" };
    await assert.rejects(part.handlers.rebalanceSetUp(other, never), { kind: "invalidInput" });
    agree(true);
    await starting;
    assert.deepEqual(lab.creations.names("topic"), [setup.topic]);
  });

  it("ends the producer once the cluster must not be written to any more", async () => {
    await part.handlers.rebalanceStartProducer({}, never);
    lab.obstacle = "The cluster is read-only.";
    reportOf(0).report({ kind: "produced", partition: 0, offset: "0", key: "0", value: "v" });
    assert.deepEqual(await reportOf(0).ended, { kind: "stopped" });
  });

  it("does not note a topic as its own when somebody else has created it", async () => {
    const { writer } = lab.cluster;
    writer.createTopic = () =>
      Promise.reject(new KafkaError("It exists.", { kind: "invalidInput" }));
    await assert.rejects(ask.add(), { message: "It exists." });
    assert.deepEqual(lab.creations.names("topic"), []);
    writer.createTopic = () =>
      Promise.reject(new KafkaError("Nobody knows.", { kind: "unexpected" }));
    await assert.rejects(ask.add(), { message: "Nobody knows." });
    assert.deepEqual(lab.creations.names("topic"), ["consumer-rebalancing-demo"]);
  });

  it("claims no group of which it is not known whose it is", async () => {
    lab.gateway.describeGroups = () =>
      Promise.resolve([{ groupId: "group-1", failure: { code: 30, message: "Not authorized." } }]);
    await assert.rejects(ask.add(), { message: "Group group-1: Not authorized." });
    assert.deepEqual([lab.creations.names("group"), lab.started.length], [[], 0]);
  });

  it("starts nothing where the cluster must not be written to", async () => {
    lab.obstacle = "The cluster is read-only.";
    await assert.rejects(ask.add(), { message: "The cluster is read-only." });
    await assert.rejects(part.handlers.rebalanceStartProducer({}, never), { kind: "invalidInput" });
    assert.equal(lab.started.length, 0);
    assert.deepEqual(lab.gateway.calls, []);
  });

  it("starts a running producer anew with keys that reach every partition", async () => {
    await part.handlers.rebalanceStartProducer({}, never);
    await part.handlers.rebalanceSetRate({ intervalMs: 100 }, never);
    assert.deepEqual(reportOf(0).sent, [{ kind: "setInterval", intervalMs: 100 }]);
    const view = await part.handlers.rebalanceSpreadKeys({ spreads: true }, never);
    const { order } = reportOf(1);
    assert.ok(order.kind === "produce");
    assert.deepEqual(
      [order.keys, order.intervalMs],
      [view.producer.keys.map(({ key }) => key), 100],
    );
    assert.deepEqual(
      view.producer.keys.map(({ partition }) => partition),
      [0, 1, 2, 3],
    );
  });
});
