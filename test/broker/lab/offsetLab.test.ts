import assert from "node:assert/strict";
import type { ExperimentId } from "../../../src/lab/offsets/experiment";
import { OffsetLab, type ExperimentRun } from "../../../src/lab/offsets/offsetLab";
import { eventually } from "../../support/eventually";
import { labScene, type LabScene } from "../../support/labScene";
import { sharedKafka, type TestKafka } from "../../support/testKafka";

describe("the offset lab on a real cluster", () => {
  let kafka: TestKafka;
  let scene: LabScene;
  let lab: OffsetLab;

  before(async () => {
    kafka = sharedKafka();
    scene = await labScene(kafka);
    lab = new OffsetLab({ ...scene, onChange: () => undefined });
  });

  after(async () => {
    await lab.dispose();
    await scene.close();
    await kafka.close();
  });

  async function run(id: ExperimentId): Promise<ExperimentRun> {
    await lab.run(id);
    const ran = lab.runOf(id);
    assert.equal(ran.problem, undefined);
    assert.equal(ran.state, "done");
    return ran;
  }

  /** What was seen, in the order of the groups' names where groups ran at the same time. */
  function observed({ steps }: ExperimentRun): readonly string[] {
    for (const { check } of steps) assert.equal(check?.observed, check?.expected, check?.what);
    return steps.flatMap(({ check }) =>
      check === undefined
        ? []
        : [`${check.what.replace(/^.* (group )?offset-lab-/, "")}: ${check.observed}`],
    );
  }

  async function committed(groupId: string): Promise<readonly (bigint | undefined)[]> {
    const [result] = await scene.gateway.fetchCommittedOffsets([groupId]);
    return (result?.value ?? []).map(({ offset }) => offset);
  }

  it("shows where a new group begins, and that the policy counts only without a commit", async () => {
    const ran = await run("newGroup");
    assert.deepEqual(observed(ran), [
      "new-group-1-earliest: offsets 0–7 (8 messages)",
      "new-group-1-latest: offsets 5–7 (3 messages)",
      "new-group-1-latest: offset 8 (1 message)",
    ]);
    assert.deepEqual(ran.groups, [
      "offset-lab-new-group-1-earliest",
      "offset-lab-new-group-1-latest",
    ]);
    assert.deepEqual(await committed("offset-lab-new-group-1-latest"), [9n]);
  });

  it("shows what is read again after a crash and after a stop, by when the group commits", async () => {
    const ran = await run("commit");
    assert.deepEqual(observed(ran).toSorted(), [
      "commit-1-auto-crash: no commit",
      "commit-1-auto-crash: offsets 0–9 (10 messages)",
      "commit-1-auto-stop: offset 6",
      "commit-1-auto-stop: offsets 6–9 (4 messages)",
      "commit-1-each-batch: no commit",
      "commit-1-each-batch: offsets 0–9 (10 messages)",
      "commit-1-each-message: offset 6",
      "commit-1-each-message: offsets 6–9 (4 messages)",
    ]);
    for (const group of ran.groups) assert.deepEqual(await committed(group), [10n], group);
  });

  it("shows what a commit on revoke spares the next owner", async () => {
    const ran = await run("commitOnRevoke");
    assert.deepEqual(observed(ran).toSorted(), [
      "revoke-1-with: no message",
      "revoke-1-without: offsets 0–4 (5 messages)",
    ]);
    assert.deepEqual(await committed("offset-lab-revoke-1-with"), [5n, 5n]);
    assert.deepEqual(await committed("offset-lab-revoke-1-without"), []);
  });

  it("shows that two groups on one topic do not touch each other", async () => {
    assert.deepEqual(observed(await run("twoGroups")), [
      "two-groups-1-billing: offsets 0–9 (10 messages)",
      "two-groups-1-shipping: offsets 0–3 (4 messages)",
      "two-groups-1-billing: offset 10",
      "two-groups-1-shipping: offset 4",
    ]);
  });

  it("shows what becomes of a commit below the log start", async () => {
    const ran = await run("belowLogStart");
    assert.deepEqual(observed(ran), [
      "Log start offset: 6",
      "below-log-start-1-earliest: offsets 6–11 (6 messages)",
      "below-log-start-1-latest: offsets 10–11 (2 messages)",
    ]);
    assert.deepEqual(await committed("offset-lab-below-log-start-1-latest"), [12n]);
  });

  it("gives each run names of its own, and leaves groups without members", async () => {
    const ran = await run("twoGroups");
    assert.equal(ran.topic, "offset-lab-two-groups-2");
    const described = await scene.gateway.describeGroups(ran.groups);
    assert.deepEqual(
      described.map(({ value }) => value?.state),
      ["Empty", "Empty"],
    );
  });

  it("ends when it is cancelled, and its consumers leave their groups", async () => {
    const running = lab.run("commit");
    await eventually("it has begun", () => lab.runOf("commit").groups.length > 0);
    lab.cancel();
    await running;
    assert.equal(lab.runOf("commit").state, "cancelled");
    const described = await scene.gateway.describeGroups(lab.runOf("commit").groups);
    assert.deepEqual(
      described.flatMap(({ value }) => value?.members ?? []),
      [],
    );
  });

  it("removes every topic and group that it created", async () => {
    const { topics, groups } = lab.left;
    assert.equal(topics.length, 7);
    await lab.cleanUp();
    assert.deepEqual(lab.left, { topics: [], groups: [] });
    const listed = await scene.gateway.listGroups();
    assert.ok(!listed.some(({ groupId }) => groups.includes(groupId)));
    await eventually("the topics are gone", async () => {
      const names = (await scene.gateway.listTopics()).map(({ topic }) => topic);
      return !names.some((name) => topics.includes(name));
    });
  });
});
