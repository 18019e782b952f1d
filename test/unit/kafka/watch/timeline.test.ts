import assert from "node:assert/strict";
import * as fc from "fast-check";
import type { GroupSample } from "../../../../src/kafka/watch/groupSample";
import { Moments } from "../../../../src/kafka/watch/moments";
import { timelineOf, type GroupTimeline } from "../../../../src/kafka/watch/timeline";
import { member, orders, sampleOf, type SampleDraft } from "../../../support/groupSamples";

const four = [{}, {}, {}, {}];

function momentsOf(samples: readonly GroupSample[]): Moments {
  const moments = new Moments();
  for (const sample of samples) moments.add(sample);
  return moments;
}

/** A second apart unless said; of a topic with four partitions unless said. */
function timeline(...drafts: readonly SampleDraft[]): GroupTimeline {
  const samples = drafts.map((draft, index) =>
    sampleOf({ atMs: index * 1_000, partitions: four, ...draft }),
  );
  return timelineOf(momentsOf(samples).all, (atMs) => `${atMs / 1_000}s`);
}

/** "0: M1 0–2, M2 2–3", a line for each partition; "-" is nobody. */
function lanes({ spans }: GroupTimeline): string[] {
  return [...Map.groupBy(spans, ({ partition }) => partition)]
    .sort(([one], [other]) => one - other)
    .map(([partition, ofPartition]) => {
      const shown = ofPartition.map(
        ({ label, memberId, fromMs, toMs }) =>
          `${memberId === undefined ? "-" : label} ${fromMs / 1_000}–${toMs / 1_000}`,
      );
      return `${partition}: ${shown.join(", ")}`;
    });
}

const texts = ({ events }: GroupTimeline): string[] =>
  events.map(({ kind, text }) => `${kind}: ${text}`);

const rebalancing = (...clients: readonly string[]): SampleDraft => ({
  state: "PreparingRebalance",
  members: clients.map((client) => member(client)),
});

describe("a timeline", () => {
  it("shows one, two and four members share four partitions, and the rest take over for one that is gone", () => {
    const seen = timeline(
      { members: [member("a", ...orders(0, 1, 2, 3))] },
      { members: [member("a", ...orders(0, 1)), member("b", ...orders(2, 3))] },
      {
        members: [
          member("a", ...orders(0)),
          member("b", ...orders(1)),
          member("c", ...orders(2)),
          member("d", ...orders(3)),
        ],
      },
      {
        members: [
          member("a", ...orders(0, 3)),
          member("b", ...orders(1)),
          member("c", ...orders(2)),
        ],
      },
    );
    assert.deepEqual(
      seen.members.map(({ label, clientId, colorIndex }) => [label, clientId, colorIndex]),
      [
        ["M1", "a", 0],
        ["M2", "b", 1],
        ["M3", "c", 2],
        ["M4", "d", 3],
      ],
    );
    assert.deepEqual(lanes(seen), [
      "0: M1 0–3",
      "1: M1 0–2, M2 2–3",
      "2: M1 0–1, M2 1–2, M3 2–3",
      "3: M1 0–1, M2 1–2, M4 2–3, M1 3–3",
    ]);
    assert.deepEqual(texts(seen), [
      "state: Watching began: Stable, 1 member.",
      "joined: M2 (b) joined from 10.0.0.5, between 0s and 1s.",
      "assignment: M1 has orders 0, 1; M2 has orders 2, 3, between 0s and 1s.",
      "joined: M3 (c) joined from 10.0.0.5, between 1s and 2s.",
      "joined: M4 (d) joined from 10.0.0.5, between 1s and 2s.",
      "assignment: M1 has orders 0; M2 has orders 1; M3 has orders 2; M4 has orders 3, between 1s and 2s.",
      "left: M4 (d) is gone, between 2s and 3s: it left, or its session timed out.",
      "assignment: M1 has orders 0, 3, between 2s and 3s.",
    ]);
  });

  it("tells how long nobody consumed while the group rebalanced, as exactly as it was seen", () => {
    const seen = timeline(
      { members: [member("a", ...orders(0, 1, 2, 3))] },
      rebalancing("a"),
      rebalancing("a", "b"),
      { members: [member("a", ...orders(0, 1)), member("b", ...orders(2, 3))] },
    );
    const over = seen.events.find(({ pausedMs }) => pausedMs !== undefined);
    assert.equal(over?.pausedMs, 2_000);
    assert.match(over.text, /Nobody owned orders 0–3 for 1\.0 s to 3\.0 s\.$/);
    assert.equal(lanes(seen)[0], "0: M1 0–1, - 1–3, M1 3–3");
    assert.deepEqual(seen.states, [
      { state: "Stable", fromMs: 0, toMs: 1_000 },
      { state: "PreparingRebalance", fromMs: 1_000, toMs: 3_000 },
      { state: "Stable", fromMs: 3_000, toMs: 3_000 },
    ]);
  });

  it("does not claim that members of a cooperative assignor stood still", () => {
    const seen = timeline({ members: [member("a", ...orders(0, 1, 2, 3))] }, rebalancing("a"), {
      members: [member("a", ...orders(0, 1, 2, 3))],
      assignor: "cooperative-sticky",
    });
    assert.match(texts(seen).at(-1) ?? "", /up to 2\.0 s\. With a cooperative assignor/);
  });

  it("shows that eager members gave up what brokers still tell while the group rebalances", () => {
    const members = [member("a", ...orders(0, 1, 2, 3))];
    const rebalance = { members, state: "PreparingRebalance", assignor: "" };
    const eager = timeline({ members }, rebalance, { members });
    assert.equal(lanes(eager)[0], "0: M1 0–1, - 1–2, M1 2–2");
    const cooperative = timeline({ members, assignor: "cooperative-sticky" }, rebalance, {
      members,
      assignor: "cooperative-sticky",
    });
    assert.equal(lanes(cooperative)[0], "0: M1 0–2");
  });

  it("tells of a KIP-848 group which partitions paused, and its epochs", () => {
    const consumer = { type: "consumer", groupEpoch: 4 } as const;
    const seen = timeline(
      { ...consumer, groupEpoch: 3, members: [member("a", ...orders(0, 1, 2, 3))] },
      { ...consumer, members: [member("a", ...orders(0, 1)), member("b")] },
      { ...consumer, members: [member("a", ...orders(0, 1)), member("b", ...orders(2, 3))] },
    );
    assert.ok(texts(seen).includes("epoch: Group epoch 3 → 4, between 0s and 1s."));
    const over = seen.events.find(({ pausedMs }) => pausedMs !== undefined);
    assert.equal(over?.pausedMs, 1_000);
    assert.match(over.text, /Nobody owned orders 2, 3 for up to 2\.0 s/);
    assert.equal(lanes(seen)[0], "0: M1 0–2");
  });

  it("suspects a crash when a member's partitions stood still before it was gone", () => {
    const stuck = [{ committed: 1n, end: 9n }];
    const alive = { partitions: stuck, members: [member("a", ...orders(0))] };
    const seen = timeline(
      alive,
      { ...alive, atMs: 4_000 },
      { ...alive, atMs: 8_000 },
      {
        partitions: stuck,
        atMs: 9_000,
      },
    );
    const left = seen.events.find(({ kind }) => kind === "left");
    assert.match(left?.text ?? "", /committed nothing for 8\.0 s although messages waited/);
    assert.match(left?.text ?? "", /Brokers do not tell/);
  });

  it("counts a member's standstill from when it got the partitions", () => {
    const stuck = [{ committed: 1n, end: 9n }];
    const seen = timeline(
      { partitions: stuck },
      { partitions: stuck, atMs: 30_000, members: [member("a", ...orders(0))] },
      { partitions: stuck, atMs: 34_000, members: [member("a", ...orders(0))] },
      { partitions: stuck, atMs: 35_000 },
    );
    const left = seen.events.find(({ kind }) => kind === "left");
    assert.match(left?.text ?? "", /committed nothing for 4\.0 s/);
  });

  it("suspects a crash also when the group rebalanced before the member was gone", () => {
    const stuck = [{ committed: 1n, end: 9n }];
    const seen = timeline(
      { partitions: stuck, members: [member("a", ...orders(0))] },
      { ...rebalancing("a", "b"), partitions: stuck, atMs: 8_000 },
      { partitions: stuck, members: [member("b", ...orders(0))], atMs: 9_000 },
    );
    const left = seen.events.find(({ kind }) => kind === "left");
    assert.match(left?.text ?? "", /committed nothing for 8\.0 s/);
  });

  it("suspects nothing when its commits moved, or nothing waited", () => {
    for (const committed of [
      [1n, 2n, 3n],
      [9n, 9n, 9n],
    ]) {
      const samples = committed.map((at, index) => ({
        atMs: index * 10_000,
        partitions: [{ committed: at, end: 9n }],
        members: index < 2 ? [member("a", ...orders(0))] : [],
      }));
      const left = timeline(...samples).events.find(({ kind }) => kind === "left");
      assert.match(left?.text ?? "", /it left, or its session timed out/);
    }
  });

  it("keeps a static member's name when it comes back under another id", () => {
    const fixed = (id: string) => ({ ...member(id, ...orders(0, 1, 2, 3)), instanceId: "i-1" });
    const seen = timeline({ members: [fixed("a")] }, { members: [fixed("b")] });
    assert.equal(seen.members.length, 1);
    assert.equal(lanes(seen)[0], "0: M1 0–1");
    assert.match(texts(seen)[1] ?? "", /M1 \(i-1\) came back as the same static member/);
  });

  it("draws nothing where nobody watched, and says so", () => {
    const members = [member("a", ...orders(0, 1, 2, 3))];
    const seen = timeline(
      { members },
      { members },
      { members, atMs: 60_000, interruption: "the panel was hidden" },
      { members, atMs: 61_000 },
    );
    assert.equal(lanes(seen)[0], "0: M1 0–1, M1 60–61");
    assert.deepEqual(seen.states, [
      { state: "Stable", fromMs: 0, toMs: 1_000 },
      { state: "Stable", fromMs: 60_000, toMs: 61_000 },
    ]);
    assert.equal(
      texts(seen)[1],
      "failure: Nothing was seen between 1s and 60s: the panel was hidden.",
    );
  });

  it("takes no member for gone while the group could not be described", () => {
    const seen = (atMs: number): GroupSample =>
      sampleOf({ atMs, partitions: four, members: [member("a", ...orders(0, 1, 2, 3))] });
    const failure = { code: 15, message: "The coordinator is not available." };
    const unseen = { ...seen(2_000), group: undefined, failure };
    const moments = momentsOf([seen(0), seen(1_000), unseen, seen(3_000)]);
    const drawn = timelineOf(moments.all, (atMs) => `${atMs / 1_000}s`);
    assert.deepEqual(lanes(drawn)[0], "0: M1 0–1, M1 3–3");
    assert.deepEqual(texts(drawn).slice(1), [
      "failure: Nothing was seen between 1s and 3s: the group could not be described: The coordinator is not available.",
    ]);
  });

  it("takes all members for gone when the group is", () => {
    const members = [member("a", ...orders(0))];
    const failure = { code: 69, message: "The group does not exist." };
    const deleted = { ...sampleOf({ atMs: 1_000, partitions: four }), group: undefined, failure };
    const moments = momentsOf([sampleOf({ members, partitions: four }), deleted]);
    const told = texts(timelineOf(moments.all, String));
    assert.ok(
      told.some((text) => text.startsWith("left: M1 (a) is gone")),
      told.join("\n"),
    );
  });

  it("shows every member of a share group that has the partition", () => {
    const seen = timeline({
      type: "share",
      members: [member("a", ...orders(0)), member("b", ...orders(0))],
    });
    assert.equal(lanes(seen)[0], "0: M1 0–0, M2 0–0");
  });

  it("is empty while nothing was seen", () => {
    assert.deepEqual(timelineOf([], String).spans, []);
  });

  it("keeps the first and the last of samples that show the same, and no more", () => {
    const members = [member("a", ...orders(0))];
    const same = Array.from({ length: 50 }, (_, index) => sampleOf({ atMs: index, members }));
    const changed = sampleOf({ atMs: 50 });
    assert.deepEqual(
      momentsOf([...same, changed]).all.map(({ atMs }) => atMs),
      [0, 49, 50],
    );
  });

  it("gives every partition spans that follow one another without a hole, as long as it was watched", () => {
    const clients = ["a", "b", "c"];
    const owners = fc.array(fc.option(fc.nat({ max: 2 }), { nil: undefined }), {
      minLength: 4,
      maxLength: 4,
    });
    fc.assert(
      fc.property(fc.array(owners, { minLength: 1, maxLength: 12 }), (seen) => {
        const drafts = seen.map((owning) => ({
          members: clients.map((client, index) =>
            member(client, ...orders(...[0, 1, 2, 3].filter((one) => owning[one] === index))),
          ),
        }));
        const { spans, toMs } = timeline(...drafts);
        for (const ofPartition of Map.groupBy(spans, ({ partition }) => partition).values()) {
          let endMs = 0;
          for (const span of ofPartition) {
            assert.equal(span.fromMs, endMs);
            endMs = span.toMs;
          }
          assert.equal(endMs, toMs);
        }
      }),
    );
  });
});
