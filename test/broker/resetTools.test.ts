import assert from "node:assert/strict";
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ClusterChanges } from "../../src/changes/clusterChanges";
import { ChangeJournal } from "../../src/changes/journal";
import { ResetScene } from "./resetScene";

describe("the undo file of a reset", () => {
  const scene = new ResetScene();
  let directory: string;
  let topic: string;

  before(async () => {
    directory = await mkdtemp(join(tmpdir(), "reset-"));
    await scene.open();
    topic = await scene.topic([10, 4, 0], 2);
  });

  after(async () => {
    await scene.close();
    await rm(directory, { recursive: true, force: true });
  });

  it("is there before the commit, and can be imported by Kafka's tool", async () => {
    const groupId = scene.name("undo, quoted");
    const offset = 2n ** 53n + 1n;
    await scene.gateway.commitOffsets(groupId, [
      { topic, partition: 0, offset: 7n },
      { topic, partition: 1, offset },
    ]);
    const journal = new ChangeJournal({ directory: join(directory, "changes") });
    const filesAtCommit: string[] = [];
    const gateway = Object.create(scene.gateway, {
      commitOffsets: {
        value: async (...args: Parameters<typeof scene.gateway.commitOffsets>) => {
          filesAtCommit.push(...(await readdir(join(directory, "changes"))));
          return scene.gateway.commitOffsets(...args);
        },
      },
    }) as typeof scene.gateway;
    const changes = new ClusterChanges({ mayWrite: () => ({ allowed: true }) }, journal, () => {
      assert.fail("nothing is to be reported");
    });
    const profile = { id: "c1", name: "demo", bootstrapServers: [], isReadOnly: false };
    const plan = await scene.plan(groupId, { kind: "allTopics" }, { to: "earliest" });
    const result = await changes.apply({ profile, gateway }, plan);

    assert.ok(result.kind === "done");
    assert.deepEqual(await scene.commits(groupId), { 0: 2n, 1: 0n });
    const { changeId } = result;
    assert.deepEqual(filesAtCommit.sort(), [`${changeId}.csv`, `${changeId}.json`]);
    assert.equal((await journal.list()).records[0]?.outcome?.ok, true);

    const csv = join(directory, "undo.csv");
    const undo = await journal.undoCsv(changeId);
    assert.match(undo, new RegExp(`^"${groupId}",${topic},1,${offset}$`, "m"));
    await writeFile(csv, undo);
    await scene.kafkaReset(["--group", groupId, "--from-file", csv, "--execute"]);
    // Kafka's tool clamps the commit that was past the end; ours is exact in the file.
    assert.deepEqual(await scene.commits(groupId), { 0: 7n, 1: 4n });
  });
});
