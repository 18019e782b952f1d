import assert from "node:assert/strict";
import { OffsetsPart } from "../../../../src/panels/lab/offsetsPart";
import { offsetsSchemas } from "../../../../src/panels/lab/parse/offsets";
import type { OffsetsView } from "../../../../src/panels/lab/protocol/offsets";
import { numberFormatter } from "../../../../src/ui/numberFormat";
import { kafkaError } from "../../../support/kafkaError";
import { ScriptedLab } from "../../../support/scriptedLab";
import * as v from "valibot";

describe("the host's side of the offsets tab", () => {
  let scripted: ScriptedLab;
  let part: OffsetsPart;
  let opened: string[];
  let told: OffsetsView[];
  let mayRemove: boolean;
  let mayExperiment: boolean;
  let asked: number;
  let didChange: number;
  const { signal } = new AbortController();

  beforeEach(() => {
    scripted = new ScriptedLab();
    opened = [];
    told = [];
    mayRemove = true;
    mayExperiment = true;
    asked = 0;
    didChange = 0;
    part = new OffsetsPart({
      cluster: scripted.cluster,
      processes: scripted.processes,
      formatNumber: numberFormatter("en"),
      emit: (event, payload) => {
        if (event === "offsetsView") told.push(payload as OffsetsView);
      },
      host: {
        mayExperiment: () => {
          asked++;
          return Promise.resolve(mayExperiment);
        },
        mayRemove: () => Promise.resolve(mayRemove),
        openGroup: (groupId) => opened.push(groupId),
        didChange: () => didChange++,
      },
    });
  });

  it("shows every experiment before the first run, without asking the cluster", async () => {
    const { experiments, isBusy, left } = await part.handlers.offsetsOpen({}, signal);
    assert.deepEqual(
      experiments.map(({ id, state }) => `${id} ${state}`),
      ["newGroup", "commit", "commitOnRevoke", "twoGroups", "belowLogStart"].map(
        (id) => `${id} never`,
      ),
    );
    assert.deepEqual([isBusy, left, scripted.gateway.calls], [false, null, []]);
  });

  it("tells each step while it runs, and answers when it has ended", async () => {
    const { experiments, left } = await part.handlers.offsetsRun({ id: "twoGroups" }, signal);
    const ran = experiments.find(({ id }) => id === "twoGroups");
    assert.equal(ran?.state, "done");
    assert.equal(left, "1 topic and 2 groups of these experiments are on the cluster.");
    assert.ok(told.some(({ isBusy }) => isBusy));
    assert.equal(told.at(-1)?.isBusy, false);
    assert.equal(didChange, 1);
    assert.doesNotThrow(() => JSON.stringify(told));
  });

  it("writes nothing that a person has not agreed to, and asks until then", async () => {
    const run = () => part.handlers.offsetsRun({ id: "twoGroups" }, signal);
    mayExperiment = false;
    assert.equal((await run()).left, null);
    assert.deepEqual([scripted.gateway.calls, scripted.orders], [[], []]);
    mayExperiment = true;
    await run();
    await run();
    assert.equal(asked, 2);
  });

  it("asks nothing where the cluster must not be written to", async () => {
    scripted.obstacle = "The cluster is read-only.";
    const run = part.handlers.offsetsRun({ id: "twoGroups" }, signal);
    await assert.rejects(run, { message: scripted.obstacle });
    assert.equal(asked, 0);
  });

  it("knows no other experiments", async () => {
    const run = part.handlers.offsetsRun({ id: "toString" }, signal);
    await assert.rejects(run, kafkaError("invalidInput"));
    assert.ok(!v.is(offsetsSchemas.offsetsRun, { id: 1 }));
  });

  it("opens only groups that it left", async () => {
    await part.handlers.offsetsRun({ id: "twoGroups" }, signal);
    await part.handlers.offsetsOpenGroup({ groupId: "offset-lab-two-groups-1-billing" }, signal);
    await part.handlers.offsetsOpenGroup({ groupId: "billing" }, signal);
    assert.deepEqual(opened, ["offset-lab-two-groups-1-billing"]);
  });

  it("removes nothing that a person does not want removed", async () => {
    await part.handlers.offsetsRun({ id: "twoGroups" }, signal);
    mayRemove = false;
    assert.notEqual((await part.handlers.offsetsCleanUp({}, signal)).left, null);
    mayRemove = true;
    assert.equal((await part.handlers.offsetsCleanUp({}, signal)).left, null);
    assert.equal(scripted.deleted.length, 3);
  });
});
