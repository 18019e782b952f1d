import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseOffsetsFile } from "../../src/kafka/reset/offsetsFile";
import { requestsOfFile } from "../../src/kafka/reset/offsetsOfFile";
import { parseScope } from "../../src/kafka/reset/parseScope";
import type { ResetRequest, ResetScope, ResetTarget } from "../../src/kafka/reset/target";
import { ConformanceScene, type Twins } from "./conformanceScene";
import { firstTimestampMs } from "./resetScene";

const toTime = (seconds: number): ResetTarget => ({
  to: "timestamp",
  timestampMs: firstTimestampMs + BigInt(seconds * 1000),
});

const dateTime = (seconds: number): string[] => [
  "--to-datetime",
  new Date(Number(firstTimestampMs) + seconds * 1000).toISOString(),
];

/** What a reset is asked for in our words and in the tool's. */
type Scenario = readonly [name: string, target: ResetTarget, words: readonly string[]];

const anyHistory: readonly Scenario[] = [
  ["earliest", { to: "earliest" }, ["--to-earliest"]],
  ["latest, past the open transaction", { to: "latest" }, ["--to-latest"]],
  ["current, outside the log too", { to: "current" }, ["--to-current"]],
  ["an offset", { to: "offset", offset: 5n }, ["--to-offset", "5"]],
  ["an offset before every start", { to: "offset", offset: 0n }, ["--to-offset", "0"]],
  ["an offset past every end", { to: "offset", offset: 500n }, ["--to-offset", "500"]],
  ["a time within the logs", toTime(6.5), dateTime(6.5)],
  ["a time of an aborted message", toTime(3), dateTime(3)],
  ["a time among unordered messages", toTime(45), dateTime(45)],
  ["a time before every message", toTime(-1), dateTime(-1)],
  ["a time after every message", toTime(3600), dateTime(3600)],
  ["a duration", { to: "duration", durationMs: 86_400_000n }, ["--by-duration", "P1D"]],
];

const withCommits: readonly Scenario[] = [
  ["back", { to: "shiftBy", offsets: -2n }, ["--shift-by", "-2"]],
  ["forward", { to: "shiftBy", offsets: 3n }, ["--shift-by", "3"]],
  ["back past the starts", { to: "shiftBy", offsets: -100n }, ["--shift-by", "-100"]],
  ["forward past the ends", { to: "shiftBy", offsets: 100n }, ["--shift-by", "100"]],
];

/** The reference is the class that `kafka-consumer-groups.sh` starts, of the same version as the broker. */
describe("a reset beside kafka-consumer-groups, for classic and KIP-848 groups", function () {
  this.timeout(60_000);
  const scene = new ConformanceScene();
  let directory: string;

  before(async () => {
    directory = await mkdtemp(join(tmpdir(), "conformance-"));
    await scene.open();
  });

  beforeEach(() => scene.restoreHistories());

  after(async () => {
    await scene.close();
    await rm(directory, { recursive: true, force: true });
  });

  /** One run of the tool for all groups; what is planned, printed and committed must be the same. */
  const compare = async (
    twins: readonly Twins[],
    words: readonly string[],
    requestFor: (groupId: string) => ResetRequest,
  ): Promise<void> => {
    const printed = await scene.kafkaResets(
      twins.map(({ theirs }) => theirs),
      words,
    );
    for (const { ours, theirs } of twins) {
      const { targets } = await scene.reset(requestFor(ours));
      assert.deepEqual(targets, printed.get(theirs));
      assert.deepEqual(await scene.committedOffsets(ours), await scene.committedOffsets(theirs));
    }
  };

  const wholeTopic = (): ResetScope => ({ kind: "topics", topics: [scene.topicName] });

  for (const [name, target, words] of anyHistory) {
    it(`writes the same offsets to ${name}`, () =>
      compare(scene.twins, ["--topic", scene.topicName, ...words], (groupId) => ({
        groupId,
        scope: wholeTopic(),
        target,
      })));
  }

  for (const [name, target, words] of withCommits) {
    it(`writes the same offsets shifted ${name}`, () =>
      compare(scene.committedEverywhere, ["--topic", scene.topicName, ...words], (groupId) => ({
        groupId,
        scope: wholeTopic(),
        target,
      })));
  }

  it("writes nothing either where one partition has no commit to shift from", async () => {
    const [{ ours, theirs } = assert.fail()] = scene.committedOnce;
    const lines = await scene.kafkaReset(
      ["--group", theirs, "--topic", scene.topicName, "--shift-by", "1", "--execute"],
      { allowFailure: true },
    );
    assert.match(lines.join("\n"), /Cannot shift offset for partition/);
    const plan = await scene.plan(ours, wholeTopic(), { to: "shiftBy", offsets: 1n });
    assert.equal(plan.obstacle?.kind, "nothingToShift");
    assert.deepEqual(await scene.committedOffsets(theirs), { 0: "9999" });
  });

  it("takes all topics for those with a commit", () =>
    compare(scene.twins, ["--all-topics", "--to-earliest"], (groupId) => ({
      groupId,
      scope: { kind: "allTopics" },
      target: { to: "earliest" },
    })));

  it("reads topic:0,1,2 as the tool does", () => {
    const word = `${scene.topicName}:5,0,2`;
    const parsed = parseScope(word);
    assert.ok(parsed.ok);
    return compare(scene.twins, ["--topic", word, "--to-latest"], (groupId) => ({
      groupId,
      scope: parsed.scope,
      target: { to: "latest" },
    }));
  });

  it("reads a file of several groups as the tool does, each offset inside its log", async () => {
    const file = (groups: readonly string[]): string =>
      groups
        .flatMap((groupId) =>
          ["0,7", "1,0", "2,6", "5,1000"].map((row) => `${groupId},${scene.topicName},${row}\n`),
        )
        .join("");
    const path = join(directory, "four-columns.csv");
    await writeFile(path, file(scene.twins.map(({ theirs }) => theirs)));
    const ours = scene.twins.map((twins) => twins.ours);
    const parsed = parseOffsetsFile(file(ours));
    assert.ok(parsed.ok);
    const planned = requestsOfFile(parsed.lines, ours, "four-columns.csv");
    assert.ok(planned.ok);
    await compare(
      scene.twins,
      ["--from-file", path],
      (groupId) => planned.requests.find((one) => one.groupId === groupId) ?? assert.fail(),
    );
  });

  it("reads a file of one group as the tool does", async () => {
    const path = join(directory, "three-columns.csv");
    const text = `"${scene.topicName}",0,2\r\n${scene.topicName},3,9\r\n`;
    await writeFile(path, text);
    const parsed = parseOffsetsFile(text);
    assert.ok(parsed.ok);
    await compare(scene.twins.slice(1, 2), ["--from-file", path], (groupId) => {
      const planned = requestsOfFile(parsed.lines, [groupId], "three-columns.csv");
      assert.ok(planned.ok && planned.requests[0]);
      return planned.requests[0];
    });
  });
});
