import assert from "node:assert/strict";
import type { ClusterGateway } from "../../../src/kafka/gateway";
import type { CommittedOffset, GroupResult, Offset } from "../../../src/kafka/model";
import { applyReset } from "../../../src/kafka/reset/applyReset";
import { describeResult } from "../../../src/kafka/reset/describeResult";
import { planReset } from "../../../src/kafka/reset/plan";
import { readResetFacts } from "../../../src/kafka/reset/readResetFacts";
import { kafkaError } from "../../support/kafkaError";
import { passwordLogin, SecuredTestKafka } from "../../support/securedKafka";

const topicDenied = 29;
const groupDenied = 30;
const messages = ["one", "two"].map((value) => ({ value, partition: 0 }));

/** Alice may read `open` and what `mine` has committed, see `sealed` and `watched`, and knows nothing of the rest. */
describe("a user with few permissions", function () {
  this.timeout(60_000);
  let secured: SecuredTestKafka;
  let everybody: ClusterGateway;
  let alice: ClusterGateway;
  let bob: ClusterGateway;
  let open: string;
  let sealed: string;
  let hidden: string;

  before(async () => {
    secured = await SecuredTestKafka.start();
    everybody = secured.kafka.gateway();
    [open, sealed, hidden] = await Promise.all([
      secured.kafka.createTopic("open"),
      secured.kafka.createTopic("sealed"),
      secured.kafka.createTopic("hidden"),
    ]);
    for (const topic of [open, sealed, hidden]) {
      await secured.kafka.produce(topic, messages);
    }
    for (const groupId of ["mine", "watched", "theirs"]) {
      const offsets = [open, hidden].map((topic) => ({ topic, partition: 0, offset: 1n }));
      await everybody.commitOffsets(groupId, offsets);
    }
    await allow("topic", open, "READ");
    await allow("topic", sealed, "DESCRIBE");
    await allow("group", "mine", "READ");
    await allow("group", "watched", "DESCRIBE");
    alice = secured.gateway("saslPlaintext", { sasl: passwordLogin("PLAIN", "alice") });
    bob = secured.gateway("saslPlaintext", { sasl: passwordLogin("PLAIN", "bob") });
  });

  after(() => secured.close());

  function allow(
    resource: "topic" | "group",
    name: string,
    operation: "READ" | "DESCRIBE",
  ): Promise<void> {
    return secured.allow({ user: "alice", resource, name, operations: [operation] });
  }

  async function committed(groupId: string): Promise<Record<string, Offset | undefined>> {
    const [result] = await everybody.fetchCommittedOffsets([groupId]);
    const offsets: readonly CommittedOffset[] = result?.value ?? [];
    return Object.fromEntries(offsets.map(({ topic, offset }) => [topic, offset]));
  }

  function codesOf(results: readonly GroupResult<unknown>[]): (number | undefined)[] {
    return results.map(({ failure }) => failure?.code);
  }

  describe("sees of topics", () => {
    it("those alone that may be described", async () => {
      const names = (await alice.listTopics()).map(({ topic }) => topic);
      assert.deepEqual(names, [open, sealed].sort());
      assert.deepEqual(await bob.listTopics(), []);
    });

    it("each one's own refusal when they are named", async () => {
      const topics = await alice.describeTopics([open, hidden, sealed]);
      assert.deepEqual(
        topics.map(({ failure, partitions }) => [failure?.code, partitions.length]),
        [
          [undefined, 1],
          [topicDenied, 0],
          [undefined, 1],
        ],
      );
    });

    it("the offsets of those that may be described", async () => {
      const questions = [open, hidden, sealed].map((topic) => ({
        topic,
        partition: 0,
        at: "latest" as const,
      }));
      const offsets = await alice.listOffsets(questions, "readUncommitted");
      assert.deepEqual(
        offsets.map(({ offset, failure }) => [offset, failure?.code]),
        [
          [2n, undefined],
          [undefined, topicDenied],
          [2n, undefined],
        ],
      );
    });

    it("messages of those that may be read, and of each other one why not", async () => {
      const from = [open, sealed, hidden].map((topic) => ({ topic, partition: 0, offset: 0n }));
      const page = await alice.readForward({ from, maxMessages: 10, isolation: "readCommitted" });
      assert.deepEqual(
        page.messages.map(({ topic, value }) => [topic, value?.toString()]),
        [
          [open, "one"],
          [open, "two"],
        ],
      );
      assert.deepEqual(
        page.failures.map(({ topic, kind }) => [topic, kind]).sort(),
        [
          [sealed, "authorization"],
          [hidden, "authorization"],
        ].sort(),
      );
    });

    it("messages of those that may be read as they come, while the others end", async () => {
      const from = [open, sealed].map((topic) => ({ topic, partition: 0, offset: 0n }));
      const tail = alice.openTail({ from, isolation: "readCommitted" });
      const values: (string | undefined)[] = [];
      let ended: readonly string[] = [];
      while (values.length < messages.length || ended.length === 0) {
        const batch = await tail.poll({ maxMessages: 10, maxWaitMs: 1_000 });
        values.push(...batch.messages.map(({ value }) => value?.toString()));
        ended = batch.failures.map(({ topic, kind }) => `${topic} ${kind}`);
      }
      tail.close();
      assert.deepEqual(values, ["one", "two"]);
      assert.deepEqual(ended, [`${sealed} authorization`]);
    });

    it("no settings without DESCRIBE_CONFIGS, and reads on all the same", async () => {
      const resources = [
        { type: "topic", name: open },
        { type: "broker", name: "1" },
      ] as const;
      const configs = await alice.describeConfigs(resources);
      assert.deepEqual(
        configs.map(({ failure }) => failure?.code),
        [topicDenied, 31],
      );
      const from = [{ topic: open, partition: 0, offset: 0n }];
      const page = await alice.readForward({ from, maxMessages: 10, isolation: "readCommitted" });
      assert.equal(page.messages.length, 2);
    });
  });

  describe("sees of groups", () => {
    it("those alone that may be described", async () => {
      const ids = (await alice.listGroups()).map(({ groupId }) => groupId);
      assert.deepEqual(ids, ["mine", "watched"]);
    });

    it("none, and no error, without any permission", async () => {
      assert.deepEqual(await bob.listGroups(), []);
    });

    it("each one's own refusal when they are named", async () => {
      const ids = ["mine", "theirs", "watched"];
      const expected = [undefined, groupDenied, undefined];
      assert.deepEqual(codesOf(await alice.describeGroups(ids)), expected);
      assert.deepEqual(codesOf(await alice.fetchCommittedOffsets(ids)), expected);
    });

    it("no commits on topics that may not be described", async () => {
      const [mine] = await alice.fetchCommittedOffsets(["mine"]);
      assert.deepEqual(
        (mine?.value ?? []).map(({ topic, offset }) => [topic, offset]),
        [[open, 1n]],
      );
    });
  });

  describe("writes", () => {
    it("nothing to a group that may not be seen", async () => {
      await assert.rejects(
        alice.commitOffsets("theirs", [{ topic: open, partition: 0, offset: 0n }]),
        kafkaError("authorization"),
      );
      assert.deepEqual(await committed("theirs"), { [open]: 1n, [hidden]: 1n });
    });

    it("nothing to a group that may only be seen, and is told which permission it needs", async () => {
      const results = await alice.commitOffsets("watched", [
        { topic: open, partition: 0, offset: 0n },
      ]);
      assert.deepEqual(
        results.map(({ failure }) => failure),
        [{ code: groupDenied, message: "This needs READ on group watched." }],
      );
      assert.deepEqual(await committed("watched"), { [open]: 1n, [hidden]: 1n });
    });

    it("what it may of one commit, and is told which permission the rest needs", async () => {
      const offsets = [open, hidden].map((topic) => ({ topic, partition: 0, offset: 2n }));
      const results = await alice.commitOffsets("mine", offsets);
      assert.deepEqual(
        results.map(({ failure }) => failure?.message),
        [undefined, `This needs READ on topic ${hidden}.`],
      );
      assert.deepEqual(await committed("mine"), { [open]: 2n, [hidden]: 1n });
    });

    it("nothing by a reset that lacks READ on the group, which says so", async () => {
      const request = {
        groupId: "watched",
        scope: { kind: "partitions", partitions: [{ topic: open, partition: 0 }] },
        target: { to: "latest" },
      } as const;
      const plan = planReset(request, await readResetFacts(alice, request));
      const { ok, message } = describeResult(plan, await applyReset(alice, plan));
      assert.equal(ok, false);
      assert.match(message, /^Nothing was written\. This needs READ on group watched\./);
      assert.deepEqual(await committed("watched"), { [open]: 1n, [hidden]: 1n });
    });

    it("no deletion of commits or of groups without DELETE", async () => {
      const [deleted] = await alice.deleteOffsets("mine", [{ topic: open, partition: 0 }]);
      assert.deepEqual(deleted?.failure, {
        code: groupDenied,
        message: "This needs DELETE on group mine.",
      });
      const [gone] = await alice.deleteGroups(["mine"]);
      assert.equal(gone?.failure?.code, groupDenied);
      assert.equal(Object.keys(await committed("mine")).length, 2);
    });
  });
});
