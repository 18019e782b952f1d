import assert from "node:assert/strict";
import { KafkaError } from "../../../src/kafka/errors";
import { fakeWindow } from "../../support/vscode";
import { group, groupPartition, groupTopic, scene } from "./resetScene";

interface Choice {
  readonly label: string;
}

/** A user who picks the item with this label. */
const choose =
  (label: string) =>
  (items: readonly Choice[]): Choice | undefined =>
    items.find((item) => item.label === label);

const titles = (): unknown[] =>
  fakeWindow.calls.map(({ name, args }) => {
    const options = (name === "showInputBox" ? args[0] : args[1]) as { title: string };
    return options.title;
  });

describe("the commands that reset offsets", () => {
  beforeEach(() => {
    fakeWindow.reset();
  });

  it("take a group for all topics it has commits for", async () => {
    const { commands, shown } = scene();
    await commands["kafkaOffsets.resetOffsetsToEarliest"](group);
    assert.deepEqual(shown().request, {
      groupId: "billing",
      scope: { kind: "allTopics" },
      target: { to: "earliest" },
    });
    assert.equal(shown().clusterId, "demo");
    assert.deepEqual(fakeWindow.calls, []);
  });

  it("take a topic of a group for all its partitions", async () => {
    const { commands, shown } = scene();
    await commands["kafkaOffsets.resetOffsetsToLatest"](groupTopic);
    assert.deepEqual(shown().request.scope, { kind: "topics", topics: ["orders"] });
  });

  it("take a partition of a group for itself", async () => {
    const { commands, shown } = scene();
    await commands["kafkaOffsets.resetOffsetsToLatest"](groupPartition);
    assert.deepEqual(shown().request.scope, {
      kind: "partitions",
      partitions: [{ topic: "orders", partition: 1 }],
    });
  });

  it("ask for the target where the command does not say it", async () => {
    const { commands, shown } = scene();
    fakeWindow.answer("showQuickPick", choose("Latest"));
    await commands["kafkaOffsets.resetOffsets"](group);
    assert.deepEqual(shown().request.target, { to: "latest" });
    assert.deepEqual(titles(), ["Reset Offsets (1/1)"]);
  });

  it("ask for an offset, and take digits only", async () => {
    const { commands, shown } = scene();
    fakeWindow.answer("showInputBox", ({ validateInput: check }: InputOptions) => {
      assert.match(String(check("1e3")), /digits only/);
      assert.deepEqual(check("18"), { message: "Offset 18", severity: 1 });
      assert.equal(check(""), "Enter an offset: digits only, such as 18000.");
      return "9007199254740993";
    });
    await commands["kafkaOffsets.resetOffsetsToOffset"](group);
    assert.deepEqual(shown().request.target, { to: "offset", offset: 9_007_199_254_740_993n });
  });

  it("ask for the time zone before the time, and tell the time back in both", async () => {
    const { commands, shown } = scene();
    fakeWindow.answer("showQuickPick", choose("Europe/Paris"));
    fakeWindow.answer("showInputBox", ({ validateInput: check }: InputOptions) => {
      assert.deepEqual(check("2026-11-20 14:00"), {
        message: "2026-11-20 13:00:00.000 UTC · 2026-11-20 14:00:00.000 Europe/Paris",
        severity: 1,
      });
      assert.match(String(check("yesterday")), /no time that can be read/);
      return "2026-11-20 14:00";
    });
    await commands["kafkaOffsets.resetOffsetsToTimestamp"](group);
    assert.deepEqual(shown().request.target, {
      to: "timestamp",
      timestampMs: BigInt(Date.UTC(2026, 10, 20, 13)),
    });
    assert.deepEqual(titles(), ["Reset Offsets (1/2)", "Reset Offsets (2/2)"]);
  });

  it("do not ask for a zone where this computer's is UTC", async () => {
    const { commands, shown } = scene({ timeZone: "UTC" });
    fakeWindow.answer("showInputBox", () => "2026-11-20 14:00");
    await commands["kafkaOffsets.resetOffsetsToTimestamp"](group);
    assert.equal(shown().request.target.to, "timestamp");
  });

  it("ask for everything from the palette, and number the questions", async () => {
    const { commands, shown } = scene({ ids: ["demo", "staging"] });
    fakeWindow.answer(
      "showQuickPick",
      choose("staging"),
      choose("billing"),
      choose("orders-0"),
      choose("Earliest"),
    );
    await commands["kafkaOffsets.resetOffsets"]();
    assert.equal(shown().clusterId, "staging");
    assert.deepEqual(shown().request, {
      groupId: "billing",
      scope: { kind: "partitions", partitions: [{ topic: "orders", partition: 0 }] },
      target: { to: "earliest" },
    });
    assert.deepEqual(
      titles(),
      [1, 2, 3, 4].map((step) => `Reset Offsets (${step}/4)`),
    );
  });

  it("shift from each commit, back or on", async () => {
    const { commands, shown } = scene();
    fakeWindow.answer("showInputBox", ({ validateInput: check }: InputOptions) => {
      assert.match(String(check("0")), /moves nothing/);
      assert.deepEqual(check("+5"), { message: "5 after the current offset", severity: 1 });
      return "-5";
    });
    await commands["kafkaOffsets.resetOffsetsByShift"](group);
    assert.deepEqual(shown().request.target, { to: "shiftBy", offsets: -5n });
  });

  it("go a duration back", async () => {
    const { commands, shown } = scene();
    fakeWindow.answer("showInputBox", () => "PT2H");
    await commands["kafkaOffsets.resetOffsetsByDuration"](group);
    assert.deepEqual(shown().request.target, { to: "duration", durationMs: 7_200_000n });
  });

  it("copy another group's commits", async () => {
    const { at, commands, shown } = scene();
    at.addGroup("nightly");
    fakeWindow.answer("showQuickPick", choose("nightly"));
    await commands["kafkaOffsets.resetOffsetsFromGroup"](group);
    assert.deepEqual(shown().request.target, { to: "group", groupId: "nightly" });
    assert.deepEqual(titles(), ["Reset Offsets (1/1)"]);
  });

  it("offer topics the group has no commit for", async () => {
    const { at, commands, shown } = scene();
    at.withTopic("audit", { end: 3n });
    fakeWindow.answer("showQuickPick", choose("billing"), choose("Other Topic…"), choose("audit"));
    await commands["kafkaOffsets.resetOffsetsToLatest"]();
    assert.deepEqual(shown().request.scope, { kind: "topics", topics: ["audit"] });
  });

  it("make a new group with first commits, of a topic that is asked for", async () => {
    const { commands, shown } = scene();
    fakeWindow.answer(
      "showQuickPick",
      choose("New Group…"),
      choose("Other Topic…"),
      choose("orders"),
    );
    fakeWindow.answer("showInputBox", ({ validateInput: check }: InputOptions) => {
      assert.match(String(check("")), /Enter an id/);
      assert.match(String(check("fresh ")), /white space/);
      return "fresh";
    });
    await commands["kafkaOffsets.resetOffsetsToEarliest"]();
    assert.deepEqual(shown().request, {
      groupId: "fresh",
      scope: { kind: "topics", topics: ["orders"] },
      target: { to: "earliest" },
    });
  });

  for (const answered of [0, 1, 2, 3]) {
    it(`end without a word when the question after ${answered} answers is closed`, async () => {
      const { commands, panels } = scene();
      const answers = [choose("billing"), choose("All Topics"), choose("Offset…")];
      fakeWindow.answer("showQuickPick", ...answers.slice(0, answered), () => undefined);
      await commands["kafkaOffsets.resetOffsets"]();
      assert.deepEqual(panels, []);
      assert.ok(fakeWindow.calls.every(({ name }) => !name.endsWith("Message")));
    });
  }

  it("end the request when the question it was to fill is closed", async () => {
    const { at, commands } = scene();
    const signals: (AbortSignal | undefined)[] = [];
    const fetch = at.fetchCommittedOffsets.bind(at);
    at.fetchCommittedOffsets = (groupIds, signal) => {
      signals.push(signal);
      return fetch(groupIds, signal);
    };
    fakeWindow.answer("showQuickPick", choose("billing"), () => undefined);
    await commands["kafkaOffsets.resetOffsets"]();
    assert.deepEqual(
      signals.map((signal) => signal?.aborted),
      [true],
    );
  });

  it("fail when the group's commits cannot be read", async () => {
    const { at, commands } = scene();
    at.failNext("fetchCommittedOffsets", new KafkaError("No answer.", { kind: "timeout" }));
    fakeWindow.answer("showQuickPick", choose("billing"));
    await assert.rejects(commands["kafkaOffsets.resetOffsets"](), { kind: "timeout" });
  });

  it("never write by themselves", async () => {
    const { at, commands } = scene();
    await commands["kafkaOffsets.resetOffsetsToEarliest"](group);
    assert.deepEqual(at.sentCommits, []);
  });
});

interface InputOptions {
  readonly validateInput: (text: string) => unknown;
}
