import assert from "node:assert/strict";
import type { GroupTimeline } from "../../src/kafka/watch/timeline";
import { eventually } from "../support/eventually";
import { KillableConsumer } from "../support/killableConsumer";
import { LiveGroups } from "../support/liveGroups";
import { sharedKafka, uniqueName, type TestKafka } from "../support/testKafka";
import { WatchedGroup } from "../support/watchedGroup";

/** Labels of a partition's owners, one after the other; nobody is left out. */
function ownersOf({ spans }: GroupTimeline, partition: number): string[] {
  const labels = spans
    .filter((span) => span.partition === partition && span.memberId !== undefined)
    .map(({ label }) => label);
  return labels.filter((label, index) => label !== labels[index - 1]);
}

/** How many partitions each member had at most, in the order of their labels. */
function countsAt(timeline: GroupTimeline, atMs: number): number[] {
  const owning = timeline.spans.filter(
    ({ memberId, fromMs, toMs }) => memberId !== undefined && fromMs <= atMs && atMs < toMs,
  );
  const counts = [...Map.groupBy(owning, ({ label }) => label).values()].map(
    ({ length }) => length,
  );
  return counts.sort((one, other) => one - other);
}

describe("the timeline of a real group's rebalances", () => {
  let cluster: TestKafka;
  let topic: string;
  let watched: WatchedGroup | undefined;

  before(async () => {
    cluster = sharedKafka();
    topic = await cluster.createTopic("rebalanced", { partitions: 4 });
    await cluster.produce(
      topic,
      Array.from({ length: 8 }, (_, index) => ({ value: "v", partition: index % 4 })),
    );
  });

  afterEach(() => {
    watched?.stop();
  });

  after(() => cluster.close());

  it("shows 0–3, then two each, then one each, and the rest take over from the one that crashes", async () => {
    const groupId = uniqueName("seen");
    const consumers: KillableConsumer[] = [];
    const start = async (clientId: string): Promise<KillableConsumer> => {
      const names = { clientId, groupId, topic };
      const consumer = await KillableConsumer.start(cluster.bootstrapServers, names);
      consumers.push(consumer);
      return consumer;
    };
    try {
      const seen = (watched = new WatchedGroup(cluster.gateway(), groupId));
      await eventually("the group was looked at", () => seen.samples.length > 0);
      await start("a");
      const sharedAt: number[] = [];
      const isShared = async (...counts: readonly number[]): Promise<void> => {
        await seen.isShared(...counts);
        sharedAt.push(seen.samples.at(-1)?.atMs ?? 0);
      };
      await isShared(4);
      await start("b");
      await isShared(2, 2);
      await Promise.all([start("c"), start("d")]);
      await isShared(1, 1, 1, 1);
      const ownedByB = seen.owners["b"]?.[0];
      assert.ok(ownedByB !== undefined);
      consumers[1]?.kill();
      await isShared(1, 1, 2);
      seen.stop();

      const { timeline } = seen;
      assert.deepEqual(seen.failures, []);
      assert.deepEqual(
        timeline.members.map(({ label, colorIndex }) => [label, colorIndex]),
        [
          ["M1", 0],
          ["M2", 1],
          ["M3", 2],
          ["M4", 3],
        ],
      );
      assert.deepEqual(timeline.members.map(({ clientId }) => clientId).sort(), [
        "a",
        "b",
        "c",
        "d",
      ]);
      assert.deepEqual(
        sharedAt.slice(0, 3).map((atMs) => countsAt(timeline, atMs)),
        [[4], [2, 2], [1, 1, 1, 1]],
      );
      const labelOfB = timeline.members.find(({ clientId }) => clientId === "b")?.label;
      assert.ok(labelOfB);
      const pauses = timeline.events.filter(({ pausedMs = 0 }) => pausedMs > 0);
      assert.ok(pauses.length > 0);
      const orphan = ownersOf(timeline, ownedByB);
      assert.equal(orphan[0], "M1");
      assert.equal(orphan.at(-2), labelOfB);
      assert.notEqual(orphan.at(-1), labelOfB);

      const kinds = timeline.events.map(({ kind }) => kind);
      assert.equal(kinds.filter((kind) => kind === "joined").length, 4);
      const left = timeline.events.filter(({ kind }) => kind === "left");
      assert.equal(left.length, 1);
      assert.match(left[0]?.text ?? "", /\(b\) is gone/);
      const last = timeline.events.findLast(({ kind }) => kind === "assignment");
      assert.ok((last?.atMs ?? 0) >= (left[0]?.atMs ?? 0));
    } finally {
      await Promise.all(consumers.map((consumer) => consumer.stop()));
    }
  });

  it("shows a KIP-848 group hand over partitions by epochs, and the rest take over from the one that leaves", async () => {
    const live = new LiveGroups(cluster);
    const groupId = uniqueName("seen848");
    try {
      await live.startKip848(groupId, topic);
      const seen = (watched = new WatchedGroup(cluster.gateway(), groupId));
      const counts = (): string =>
        (seen.samples.at(-1)?.group?.members ?? [])
          .map(({ assignment }) => assignment.length)
          .sort()
          .join();
      await untilCounts(counts, "4");
      const second = await live.startKip848(groupId, topic);
      await untilCounts(counts, "2,2");
      await second.stop();
      await untilCounts(counts, "4");
      seen.stop();

      const { timeline } = seen;
      assert.equal(timeline.members.length, 2);
      const handedOver = [0, 1, 2, 3].filter((one) => ownersOf(timeline, one).includes("M2"));
      assert.equal(handedOver.length, 2);
      for (const partition of handedOver) {
        assert.deepEqual(ownersOf(timeline, partition), ["M1", "M2", "M1"]);
      }
      const epochs = timeline.events.filter(({ kind }) => kind === "epoch");
      assert.ok(epochs.length >= 2);
      assert.match(epochs[0]?.text ?? "", /^Group epoch \d+ → \d+/);
      assert.ok(timeline.states.some(({ state }) => state === "Stable"));
    } finally {
      await live.stop();
    }
  });
});

async function untilCounts(counts: () => string, wanted: string): Promise<void> {
  await eventually(`members own ${wanted}`, () => counts() === wanted);
}
