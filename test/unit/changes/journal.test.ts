import assert from "node:assert/strict";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseChangeRecord } from "../../../src/changes/changeRecord";
import { eventually } from "../../support/eventually";
import { ChangeJournal } from "../../../src/changes/journal";
import type { NewChange } from "../../../src/changes/newChange";

const plain = { metadata: "", leaderEpoch: -1 };

const change = (groupId = "billing"): NewChange => ({
  action: "resetOffsets",
  cluster: { id: "c1", name: "demo", bootstrapServers: ["127.0.0.1:9092"], clusterId: "k1" },
  groupId,
  target: "earliest",
  undoes: null,
  partitions: [
    { topic: "orders", partition: 0, before: "9007199254740993", after: "0", ...plain },
    { topic: "orders", partition: 1, before: null, after: "0", ...plain },
  ],
});

describe("the journal of changes", () => {
  let directory: string;
  let clockMs: number;

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), "journal-"));
    clockMs = Date.UTC(2026, 10, 20, 14);
  });

  afterEach(() => rm(directory, { recursive: true, force: true }));

  const journal = (maxRecords = 200, keptMs = 0): ChangeJournal =>
    new ChangeJournal({
      directory: join(directory, "changes"),
      now: () => new Date((clockMs += 1000)),
      maxRecords,
      keptMs,
    });

  const files = (): Promise<string[]> => readdir(join(directory, "changes"));

  it("has the record and what undoes it on disk once begun", async () => {
    const record = await journal().begin(change(), "billing,orders,0,9007199254740993\n");
    assert.deepEqual((await files()).sort(), [`${record.id}.csv`, `${record.id}.json`]);
    const stored = JSON.parse(
      await readFile(join(directory, "changes", `${record.id}.json`), "utf8"),
    ) as unknown;
    assert.deepEqual(stored, record);
    assert.equal(await journal().undoCsv(record.id), "billing,orders,0,9007199254740993\n");
    assert.equal(record.outcome, null);
  });

  it("adds the outcome", async () => {
    const kept = journal();
    const record = await kept.begin(change(), "");
    await kept.finish(record, { ok: true, message: "2 of 2 written.", partitions: [] });
    const [listed] = (await kept.list()).records;
    assert.equal(listed?.outcome?.message, "2 of 2 written.");
    assert.equal((await files()).length, 2);
  });

  it("lists the newest first", async () => {
    const kept = journal();
    for (const groupId of ["first", "second", "third"]) await kept.begin(change(groupId), "");
    assert.deepEqual(
      (await kept.list()).records.map(({ groupId }) => groupId),
      ["third", "second", "first"],
    );
  });

  it("is empty before anything was kept", async () => {
    assert.deepEqual(await journal().list(), { records: [], unreadableFiles: [] });
  });

  it("names what cannot be read without losing the rest", async () => {
    const kept = journal();
    const good = await kept.begin(change(), "");
    const broken = [
      ["20261120T150000000Z-00000001.json", '{"version":1,"id"'],
      ["20261120T150000000Z-00000002.json", JSON.stringify({ ...good, version: 3 })],
      ["20261120T150000000Z-00000003.json", JSON.stringify(good)],
    ] as const;
    for (const [name, text] of broken) await writeFile(join(directory, "changes", name), text);
    await writeFile(join(directory, "changes", "notes.json"), "{}");
    const { records, unreadableFiles } = await kept.list();
    assert.deepEqual(
      records.map(({ id }) => id),
      [good.id],
    );
    assert.deepEqual([...unreadableFiles].sort(), broken.map(([name]) => name).sort());
  });

  it("forgets the oldest when there are too many", async () => {
    const kept = journal(2);
    for (const groupId of ["first", "second", "third"]) await kept.begin(change(groupId), "");
    assert.equal((await files()).length, 4);
    assert.deepEqual(
      (await kept.list()).records.map(({ groupId }) => groupId),
      ["third", "second"],
    );
  });

  it("keeps all of a reset of very many groups, and for a day", async () => {
    const kept = journal(2, 86_400_000);
    for (const groupId of ["a", "b", "c", "d"]) await kept.begin(change(groupId), "");
    assert.equal((await kept.list()).records.length, 4);
    clockMs += 86_400_000;
    await kept.begin(change("e"), "");
    assert.deepEqual(
      (await kept.list()).records.map(({ groupId }) => groupId),
      ["e", "d"],
    );
  });

  it("keeps the record just begun, also where the clock was set back", async () => {
    const kept = journal(1);
    await kept.begin(change("first"), "");
    clockMs -= 86_400_000;
    const record = await kept.begin(change("second"), "billing,orders,0,1\n");
    assert.equal(await kept.undoCsv(record.id), "billing,orders,0,1\n");
    assert.ok((await kept.list()).records.some(({ id }) => id === record.id));
  });

  it("tells of changes, also those of another window", async () => {
    const kept = journal();
    let calls = 0;
    const listening = kept.onDidChange(() => (calls += 1));
    const record = await journal().begin(change(), "");
    await eventually("the new record is told of", () => calls > 0);
    const seen = calls;
    await kept.finish(record, { ok: true, message: "", partitions: [] });
    await eventually("its outcome is told of", () => calls > seen);
    listening.dispose();
  });

  it("tells nobody who listens no more", async () => {
    const kept = journal();
    let others = 0;
    kept.onDidChange(() => assert.fail("it was disposed of")).dispose();
    const other = kept.onDidChange(() => (others += 1));
    await kept.begin(change(), "");
    await eventually("the other one is told", () => others > 0);
    other.dispose();
  });

  it("cannot be watched where there is no folder, which is no failure", async () => {
    await writeFile(join(directory, "changes"), "a file where the folder should be");
    const listening = journal().onDidChange(() => assert.fail());
    listening.dispose();
    assert.deepEqual(
      await readFile(join(directory, "changes"), "utf8"),
      "a file where the folder should be",
    );
  });

  it("rejects when it cannot write", async () => {
    await writeFile(join(directory, "changes"), "a file where the folder should be");
    await assert.rejects(journal().begin(change(), ""));
  });

  it("reads undo files by their id only", async () => {
    await writeFile(join(directory, "secret.csv"), "secret");
    await assert.rejects(journal().undoCsv("../secret"), /not the id of a change/);
  });
});

describe("records of earlier releases", () => {
  it("are read as resets without metadata", () => {
    const record = parseChangeRecord(
      JSON.stringify({
        version: 1,
        id: "20261120T140001000Z-0000000a",
        at: "2026-11-20T14:00:01.000Z",
        action: "resetOffsets",
        cluster: { id: "c1", name: "demo", bootstrapServers: ["127.0.0.1:9092"] },
        groupId: "billing",
        target: "earliest",
        partitions: [{ topic: "orders", partition: 0, before: "7", after: "0" }],
        outcome: null,
      }),
    );
    assert.deepEqual(record?.partitions, [
      { topic: "orders", partition: 0, before: "7", after: "0", ...plain },
    ]);
    assert.equal(record.cluster.clusterId, null);
    assert.equal(record.undoes, null);
  });
});
