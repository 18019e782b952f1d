import assert from "node:assert/strict";
import { KafkaError } from "../../../../src/kafka/errors";
import { OffsetLab } from "../../../../src/lab/offsets/offsetLab";
import { eventually } from "../../../support/eventually";
import { kafkaError } from "../../../support/kafkaError";
import { ScriptedLab } from "../../../support/scriptedLab";

describe("OffsetLab", () => {
  let scripted: ScriptedLab;
  let lab: OffsetLab;
  let changes: number;

  beforeEach(() => {
    scripted = new ScriptedLab();
    changes = 0;
    const { cluster, processes } = scripted;
    lab = new OffsetLab({ cluster, processes, onChange: () => changes++ });
  });

  it("tells each step of an experiment, and which groups it leaves", async () => {
    await lab.run("twoGroups");
    const { state, topic, groups, steps } = lab.runOf("twoGroups");
    assert.equal(state, "done");
    assert.equal(topic, "offset-lab-two-groups-1");
    assert.deepEqual(groups, [`${topic}-billing`, `${topic}-shipping`]);
    assert.equal(steps[0]?.text, `Created the topic ${topic} with 1 partition.`);
    assert.deepEqual(
      steps.flatMap(({ check }) => check?.observed ?? []),
      ["offsets 0–9 (10 messages)", "offsets 0–3 (4 messages)", "offset 10", "offset 4"],
    );
    assert.ok(changes > steps.length);
    assert.equal(scripted.running, 0);
    assert.equal(lab.isBusy, false);
  });

  it("says so when the cluster cannot be read", async () => {
    const error = new KafkaError("Not allowed to read group offsets.", { kind: "authorization" });
    scripted.gateway.failNext("fetchCommittedOffsets", error);
    await lab.run("twoGroups");
    const { state, problem } = lab.runOf("twoGroups");
    assert.deepEqual([state, problem], ["failed", "Not allowed to read group offsets."]);
  });

  it("never takes a name that is there already", async () => {
    scripted.gateway.addTopic("offset-lab-two-groups-1", 1);
    await lab.run("twoGroups");
    assert.equal(lab.runOf("twoGroups").topic, "offset-lab-two-groups-2");
    assert.deepEqual(lab.left.topics, ["offset-lab-two-groups-2"]);
  });

  it("begins nothing where nothing may be written", async () => {
    scripted.obstacle = 'The cluster "demo" is read-only.';
    await assert.rejects(lab.run("commit"), kafkaError("invalidInput", /read-only/));
    await assert.rejects(lab.cleanUp(), kafkaError("invalidInput", /read-only/));
    assert.deepEqual([scripted.orders, scripted.gateway.calls], [[], []]);
  });

  it("says why an experiment failed, and ends what it began", async () => {
    scripted.failure = "The broker is gone.";
    await lab.run("twoGroups");
    const { state, problem } = lab.runOf("twoGroups");
    assert.equal(state, "failed");
    assert.equal(problem, "A consumer of the experiment failed: The broker is gone.");
    assert.equal(scripted.running, 0);
  });

  it("runs one experiment at a time, and ends it when told to", async () => {
    scripted.isHanging = true;
    const running = lab.run("twoGroups");
    await eventually("it hangs", () => scripted.orders.length === 3);
    await assert.rejects(lab.run("commit"), kafkaError("invalidInput", /under way/));
    lab.cancel();
    await running;
    assert.equal(lab.runOf("twoGroups").state, "cancelled");
    assert.equal(scripted.running, 0);
  });

  it("ends what is under way with itself", async () => {
    scripted.isHanging = true;
    const running = lab.run("twoGroups");
    await eventually("it hangs", () => scripted.orders.length === 3);
    await lab.dispose();
    assert.equal(scripted.running, 0);
    await running;
  });

  it("removes what it created, and nothing that others did", async () => {
    await lab.run("twoGroups");
    await scripted.cluster.creations.add("topic", "consumer-rebalancing-demo");
    const { topics, groups } = lab.left;
    await lab.cleanUp();
    assert.deepEqual(scripted.deleted, [...groups, ...topics]);
    assert.deepEqual(lab.left, { topics: [], groups: [] });
    assert.equal(lab.runOf("twoGroups").state, "never");
  });

  it("never takes groups that are there already for its own", async () => {
    scripted.gateway.addGroup("offset-lab-two-groups-1-billing");
    await lab.run("twoGroups");
    assert.equal(lab.runOf("twoGroups").topic, "offset-lab-two-groups-2");
    assert.ok(!lab.left.groups.includes("offset-lab-two-groups-1-billing"));
  });

  /** When the first group is noted, just before its consumer begins. */
  function atFirstGroup(work: () => void): void {
    const { creations } = scripted.cluster;
    const add = creations.add.bind(creations);
    creations.add = async (kind, name) => {
      await add(kind, name);
      if (kind === "group") work();
    };
  }

  it("begins no consumer once it is told to end", async () => {
    atFirstGroup(() => {
      lab.cancel();
    });
    await lab.run("twoGroups");
    assert.equal(lab.runOf("twoGroups").state, "cancelled");
    assert.deepEqual(
      scripted.orders.map(({ kind }) => kind),
      ["produce"],
    );
    assert.equal(scripted.running, 0);
  });

  it("begins no consumer once nothing may be written any more", async () => {
    atFirstGroup(() => {
      scripted.obstacle = "It is read-only now.";
    });
    await lab.run("twoGroups");
    assert.equal(lab.runOf("twoGroups").problem, "It is read-only now.");
    assert.equal(scripted.running, 0);
  });
});
