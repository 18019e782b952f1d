import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import path from "node:path";
import { promisify } from "node:util";
import type { LabJava } from "../../../src/lab/worker/orders";
import { ensureJars } from "../../../tools/kafka/jars";
import type { LabEvent } from "../../../src/lab/rebalance/labEvent";
import type { LabProtocol } from "../../../src/lab/rebalance/setup";
import { RebalanceLab } from "../../../src/lab/rebalance/rebalanceLab";
import { sessionTimeoutMs } from "../../../src/lab/rebalance/setup";
import type { LabProcess } from "../../../src/lab/process/labProcesses";
import { eventually } from "../../support/eventually";
import { labScene, type LabScene } from "../../support/labScene";
import { sharedKafka, uniqueName } from "../../support/testKafka";

/** Of the jars that the tests run Kafka with. */
async function findJava(): Promise<LabJava> {
  const [first = ""] = await ensureJars();
  return { java: "java", classPath: path.join(path.dirname(first), "*") };
}

describe("the rebalance lab on a real broker", () => {
  const kafka = sharedKafka();
  let scene: LabScene;
  let lab: RebalanceLab;
  let events: LabEvent[];
  let processes: LabProcess[];
  let asked: string[];
  let mayBorrow: boolean;

  beforeEach(async () => {
    scene = await labScene(kafka);
    events = [];
    processes = [];
    asked = [];
    mayBorrow = true;
    lab = new RebalanceLab({
      cluster: scene.cluster,
      start: (order, onReport) => {
        const started = scene.processes.start(order, onReport);
        processes.push(started);
        return started;
      },
      mayBegin: () => Promise.resolve(true),
      mayBorrow: (topic) => {
        asked.push(topic);
        return Promise.resolve(mayBorrow);
      },
      findJava,
      onEvent: (event) => {
        events.push(event);
      },
      onChange: () => undefined,
    });
  });

  afterEach(async () => {
    await lab.dispose();
    await scene.close();
  });

  after(() => kafka.close());

  function setUp(protocol: LabProtocol = "range", topic = uniqueName("rebalancing")): void {
    const groupId = uniqueName("group");
    lab.setUp({ topic, partitions: 4, groupId, protocol, commit: "auto" });
  }

  /** Of the consumers that are alive, in the order of their numbers. */
  function assignments(): string[] {
    return lab
      .snapshot()
      .consumers.filter(({ state }) => state === "running" || state === "rebalancing")
      .map(({ partitions }) => partitions.join(" & "));
  }

  async function assigned(...expected: string[]): Promise<void> {
    await eventually(
      `${expected.join(" / ")} are assigned`,
      () => assignments().join("/") === expected.join("/"),
      40_000,
    );
  }

  /** Linux tells the command lines of all processes. */
  async function javaConsumersOf(groupId: string): Promise<number> {
    const { stdout } = await promisify(execFile)("ps", ["-eo", "args"]);
    return stdout.split("\n").filter((line) => /^\S*java /.test(line) && line.includes(groupId))
      .length;
  }

  function isGone(pid: number): boolean {
    try {
      process.kill(pid, 0);
      return false;
    } catch {
      return true;
    }
  }

  it("gives one, two and four consumers their partitions, takes over those of a crashed one, and leaves nothing", async () => {
    setUp();
    const { topic, groupId } = lab.snapshot().setup;
    lab.setRate(50);
    await lab.startProducer();
    await lab.addConsumer();
    await assigned("0 & 1 & 2 & 3");
    await lab.addConsumer();
    await assigned("0 & 1", "2 & 3");
    await Promise.all([lab.addConsumer(), lab.addConsumer()]);
    await assigned("0", "1", "2", "3");
    assert.deepEqual(
      lab.snapshot().steps.map(({ isReached }) => isReached),
      [true, true, true, false],
    );

    await lab.crashConsumer(4);
    assert.equal(lab.snapshot().consumers[3]?.state, "crashed");
    assert.deepEqual(lab.snapshot().consumers[3]?.partitions, [3], "Kafka keeps it for the dead");
    await assigned("0 & 1", "2", "3");
    const noticed = events.find((event) => event.kind === "noticed");
    assert.equal(noticed?.consumer, 4);
    assert.ok(noticed.afterMs > sessionTimeoutMs / 2, "not before the session timed out");
    await eventually("the last step is reached", () =>
      lab.snapshot().steps.every((s) => s.isReached),
    );
    const before = events.length;
    await eventually("the orphaned partition is read again", () =>
      events
        .slice(before)
        .some(
          (event) =>
            event.kind === "received" && event.consumer === 3 && event.message.partition === 3,
        ),
    );

    await lab.stopConsumer(3);
    await assigned("0 & 1", "2 & 3");
    assert.equal(lab.snapshot().consumers[2]?.state, "stopped");

    await lab.cleanUp();
    const [described] = await scene.gateway.describeTopics([topic]);
    assert.equal(described?.failure?.code, 3);
    const groups = await scene.gateway.listGroups();
    assert.equal(
      groups.some((group) => group.groupId === groupId),
      false,
    );
    assert.deepEqual(lab.snapshot().leftovers, { topics: [], groups: [] });
    assert.equal(processes.length, 5);
    for (const { pid } of processes) assert.ok(pid !== undefined && isGone(pid));
  });

  it("deals partitions out one by one with round-robin, and reads every message once", async () => {
    setUp("roundRobin");
    lab.setRate(20);
    await lab.addConsumer();
    await lab.addConsumer();
    await assigned("0 & 2", "1 & 3");
    await lab.spreadKeys(true);
    await lab.startProducer();
    await eventually("messages of all partitions are read", () => {
      const read = events.flatMap((e) => (e.kind === "received" ? [e.message.partition] : []));
      return new Set(read).size === 4;
    });
    await lab.stopProducer();
    const { produced } = lab.snapshot().producer;
    await eventually("all are read", () => {
      const read = lab.snapshot().consumers.reduce((sum, { received }) => sum + received, 0);
      return read === produced;
    });
    await lab.cleanUp();
  });

  for (const protocol of ["cooperativeSticky", "consumer"] as const) {
    it(`moves partitions by Java's console consumer, protocol ${protocol}`, async function () {
      this.timeout(120_000);
      setUp(protocol);
      await lab.spreadKeys(true);
      await lab.startProducer();
      await lab.addConsumer();
      await assigned("0 & 1 & 2 & 3");
      await lab.addConsumer();
      await eventually("both have two", () => lab.snapshot().steps[1]?.isReached, 40_000);
      await eventually("both read", () =>
        lab.snapshot().consumers.every(({ received }) => received > 0),
      );
      await lab.stopConsumer(1);
      await eventually("the other one has all", () => assignments().at(-1)?.length === 13, 40_000);
      const pids = processes.map(({ pid }) => pid);
      await lab.crashConsumer(2);
      assert.equal(lab.snapshot().consumers[1]?.state, "crashed");
      assert.ok(pids.every((pid) => pid !== undefined));
      assert.equal(await javaConsumersOf(lab.snapshot().setup.groupId), 0);
    });
  }

  it("writes the demo's keys to partitions 0 and 3 only", async () => {
    setUp();
    lab.setRate(10);
    await lab.startProducer();
    await eventually("some are written", () => lab.snapshot().producer.produced >= 40);
    const partitions = events.flatMap((e) => (e.kind === "produced" ? [e.message.partition] : []));
    assert.deepEqual([...new Set(partitions)].toSorted(), [0, 3]);
    await lab.cleanUp();
  });

  it("cleans up while Kafka still counts a crashed consumer as a member", async () => {
    setUp();
    const { groupId } = lab.snapshot().setup;
    await lab.addConsumer();
    await assigned("0 & 1 & 2 & 3");
    await lab.crashConsumer(1);
    await lab.cleanUp();
    const groups = await scene.gateway.listGroups();
    assert.equal(
      groups.some((group) => group.groupId === groupId),
      false,
    );
  });

  it("asks before it uses a topic that was there, and does not delete it", async () => {
    const topic = await kafka.createTopic("not-of-the-lab", { partitions: 2 });
    setUp("range", topic);
    mayBorrow = false;
    await assert.rejects(lab.startProducer(), { kind: "cancelled" });
    assert.deepEqual(asked, [topic]);
    assert.equal(processes.length, 0);

    mayBorrow = true;
    await lab.addConsumer();
    await assigned("0 & 1");
    await lab.cleanUp();
    const [described] = await scene.gateway.describeTopics([topic]);
    assert.equal(described?.partitions.length, 2);
  });

  it("joins no group that others made", async () => {
    const [topic, groupId] = [await kafka.createTopic("billing"), uniqueName("billing")];
    await scene.gateway.commitOffsets(groupId, [
      { topic, partition: 0, offset: 0n, metadata: "", leaderEpoch: -1 },
    ]);
    lab.setUp({ ...lab.snapshot().setup, topic: uniqueName("rebalancing"), groupId });
    await assert.rejects(lab.addConsumer(), /was not made by the lab/);
    assert.equal(processes.length, 0);
    await lab.cleanUp();
    const groups = await scene.gateway.listGroups();
    assert.equal(
      groups.some((group) => group.groupId === groupId),
      true,
    );
  });

  it("writes nothing to read-only and production clusters", async () => {
    for (const profile of [{ isReadOnly: true }, { isProduction: true }]) {
      const guarded = await labScene(kafka, profile);
      const refused = new RebalanceLab({
        cluster: guarded.cluster,
        start: () => assert.fail("a process was started"),
        mayBegin: () => Promise.resolve(true),
        mayBorrow: () => Promise.resolve(true),
        findJava,
        onEvent: () => undefined,
        onChange: () => undefined,
      });
      const topic = uniqueName("rebalancing");
      refused.setUp({ ...refused.snapshot().setup, topic });
      await assert.rejects(refused.startProducer(), { kind: "invalidInput" });
      await assert.rejects(refused.addConsumer(), { kind: "invalidInput" });
      const [described] = await scene.gateway.describeTopics([topic]);
      assert.equal(described?.failure?.code, 3);
      await refused.dispose();
      await guarded.close();
    }
  });
});
