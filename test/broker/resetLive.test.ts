import assert from "node:assert/strict";
import { applyReset } from "../../src/kafka/reset/applyReset";
import { describeResult } from "../../src/kafka/reset/describeResult";
import { planReset, type ResetPlan } from "../../src/kafka/reset/plan";
import { readResetFacts } from "../../src/kafka/reset/readResetFacts";
import type { ResetRequest } from "../../src/kafka/reset/target";
import { ResetScene, type GroupProtocol } from "./resetScene";

describe("resetting a live group on a real cluster", () => {
  const scene = new ResetScene();
  before(() => scene.open());
  after(() => scene.close());

  const join = (protocol: GroupProtocol, groupId: string, topic: string): Promise<unknown> =>
    protocol === "classic"
      ? scene.liveClassicConsumer(groupId, topic)
      : scene.liveConsumer(groupId, topic);

  const committed = (groupId: string, topic: string): Promise<unknown> =>
    scene.gateway.commitOffsets(groupId, [{ topic, partition: 0, offset: 4n }]);

  const planEarliest = async (groupId: string): Promise<ResetPlan> => {
    const request: ResetRequest = {
      groupId,
      scope: { kind: "allTopics" },
      target: { to: "earliest" },
    };
    return planReset(request, await readResetFacts(scene.gateway, request));
  };

  for (const protocol of ["classic", "consumer"] as const) {
    describe(`of the ${protocol} protocol`, () => {
      let topic: string;
      let groupId: string;
      let plannedWhileEmpty: ResetPlan;

      before(async () => {
        topic = await scene.topic([4]);
        groupId = scene.name(`live-${protocol}`);
        await committed(groupId, topic);
        plannedWhileEmpty = await planEarliest(groupId);
        await join(protocol, groupId, topic);
      });

      it("is refused in the preview, with the member's name", async () => {
        const plan = await planEarliest(groupId);
        assert.equal(plan.obstacle?.kind, "groupActive");
        assert.match(plan.obstacle.message, /1 member is connected \(\S+ at /);
        assert.equal(plan.rows[0]?.target, 0n);
      });

      it("is refused before the commit when it became live after the preview", async () => {
        assert.equal(plannedWhileEmpty.obstacle, undefined);
        const result = await applyReset(scene.gateway, plannedWhileEmpty);
        assert.equal(result.kind, "changedSincePreview");
        assert.deepEqual(await scene.commits(groupId), { 0: 4n });
      });

      it("is refused by the broker when it became live after the check", async () => {
        // The check sees the group as it was planned; only the commit meets the live one.
        const before = await readBefore(plannedWhileEmpty);
        const result = await applyReset({ ...before, ...writing() }, plannedWhileEmpty);
        assert.match(
          describeResult(plannedWhileEmpty, result).message,
          /^A consumer joined .*\. Nothing was written\./,
        );
        assert.deepEqual(await scene.commits(groupId), { 0: 4n });
      });

      const writing = (): Pick<
        typeof scene.gateway,
        "commitOffsets" | "deleteOffsets" | "fetchCommittedOffsets"
      > => ({
        commitOffsets: (...args) => scene.gateway.commitOffsets(...args),
        deleteOffsets: (...args) => scene.gateway.deleteOffsets(...args),
        fetchCommittedOffsets: (...args) => scene.gateway.fetchCommittedOffsets(...args),
      });

      const readBefore = async (
        plan: ResetPlan,
      ): Promise<
        Pick<typeof scene.gateway, "describeGroups" | "describeTopics" | "listOffsets">
      > => {
        const group = await scene.describe(groupId);
        assert.ok(group);
        const { groupType: type } = plan;
        const value = { ...group, type, state: "Empty", members: [] };
        return {
          describeGroups: () => Promise.resolve([{ groupId, value }]),
          describeTopics: (...args) => scene.gateway.describeTopics(...args),
          listOffsets: (...args) => scene.gateway.listOffsets(...args),
        };
      };
    });
  }
});
