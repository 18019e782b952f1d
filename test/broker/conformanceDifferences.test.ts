import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { toToolCommand } from "../../src/kafka/reset/commandLine";
import { parseOffsetsFile } from "../../src/kafka/reset/offsetsFile";
import type { ResetScope, ResetTarget } from "../../src/kafka/reset/target";
import { ResetScene } from "./resetScene";

/** All that is meant to differ. Whatever else differs is a mistake, and the conformance tests tell of it. */
describe("a reset that differs from kafka-consumer-groups on purpose", () => {
  const scene = new ResetScene();
  let directory: string;
  let topic: string;
  let groupId: string;

  before(async () => {
    directory = await mkdtemp(join(tmpdir(), "differences-"));
    await scene.open();
    topic = await scene.topic([10], 4);
  });

  beforeEach(async () => {
    groupId = scene.name("differs, a 'quoted' one");
    await scene.gateway.commitOffsets(groupId, [
      { topic, partition: 0, offset: 6n, metadata: "mine" },
    ]);
  });

  after(async () => {
    await scene.close();
    await rm(directory, { recursive: true, force: true });
  });

  const scope = (): ResetScope => ({ kind: "topics", topics: [topic] });

  const execute = (...words: readonly string[]): Promise<readonly string[]> =>
    scene.kafkaReset(["--group", groupId, ...words, "--execute"]);

  const metadata = async (): Promise<string | undefined> =>
    (await scene.gateway.fetchCommittedOffsets([groupId]))[0]?.value?.[0]?.metadata;

  const fileOf = async (text: string): Promise<string> => {
    const path = join(directory, "offsets.csv");
    await writeFile(path, text);
    return path;
  };

  const refusal = async (target: ResetTarget): Promise<string> => {
    const planning = scene.plan(groupId, scope(), target);
    return planning.then(
      () => "planned",
      (error: unknown) => String(error),
    );
  };

  it("keeps metadata where the offset stays, which the tool wipes", async () => {
    const plan = await scene.plan(groupId, scope(), { to: "current" });
    assert.equal(plan.obstacle?.kind, "nothingToChange");
    assert.equal(await metadata(), "mine");
    await execute("--topic", topic, "--to-current");
    assert.equal(await metadata(), "");
  });

  it("refuses a negative offset, which the tool takes for the start", async () => {
    await execute("--topic", topic, "--to-offset=-5");
    assert.deepEqual(await scene.commits(groupId), { 0: 4n });
    assert.match(await refusal({ to: "offset", offset: -5n }), /never negative/);
  });

  it("refuses a time before 1970, which the tool asks as earliest or latest", async () => {
    await execute("--topic", topic, "--to-datetime", "1969-12-31T23:59:59.999Z");
    assert.deepEqual(await scene.commits(groupId), { 0: 10n });
    assert.match(await refusal({ to: "timestamp", timestampMs: -1n }), /before 1970/);
  });

  it("refuses a row without an offset, which the tool takes for 0", async () => {
    const text = `${topic},0\n`;
    await execute("--from-file", await fileOf(text));
    assert.deepEqual(await scene.commits(groupId), { 0: 4n });
    assert.equal(parseOffsetsFile(text).ok, false);
  });

  it("refuses a partition that is there twice, of which the tool takes the last", async () => {
    const text = `${topic},0,8\n${topic},0,7\n`;
    await execute("--from-file", await fileOf(text));
    assert.deepEqual(await scene.commits(groupId), { 0: 7n });
    assert.equal(parseOffsetsFile(text).ok, false);
  });

  it("gives a command that does in the tool what the plan does here", async () => {
    const plan = await scene.plan(groupId, scope(), { to: "shiftBy", offsets: -1n });
    const options = { bootstrapServers: ["unused:1"], isExecuted: true };
    const command = toToolCommand(plan, options)?.command ?? "";
    const shell = ["-c", `printf '%s\\0' ${command}`];
    const words = execFileSync("/bin/sh", shell, { encoding: "utf8" }).split("\0").slice(0, -1);
    const at = words.indexOf("--reset-offsets");
    assert.deepEqual(words.slice(0, 3), [
      "kafka-consumer-groups.sh",
      "--bootstrap-server",
      "unused:1",
    ]);
    await scene.kafkaReset([...words.slice(3, at), ...words.slice(at + 1)]);
    assert.deepEqual(await scene.commits(groupId), { 0: 5n });
    assert.equal(plan.rows[0]?.target, 5n);
  });
});
