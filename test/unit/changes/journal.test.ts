import assert from "node:assert/strict";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ChangeJournal, type NewChange } from "../../../src/changes/journal";

const change = (groupId = "billing"): NewChange => ({
  action: "resetOffsets",
  cluster: { id: "c1", name: "demo", bootstrapServers: ["127.0.0.1:9092"] },
  groupId,
  target: "earliest",
  partitions: [
    { topic: "orders", partition: 0, before: "9007199254740993", after: "0" },
    { topic: "orders", partition: 1, before: null, after: "0" },
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

  const journal = (maxRecords = 200): ChangeJournal =>
    new ChangeJournal({
      directory: join(directory, "changes"),
      now: () => new Date((clockMs += 1000)),
      maxRecords,
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
      ["20261120T150000000Z-00000002.json", JSON.stringify({ ...good, version: 2 })],
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

  it("rejects when it cannot write", async () => {
    await writeFile(join(directory, "changes"), "a file where the folder should be");
    await assert.rejects(journal().begin(change(), ""));
  });

  it("reads undo files by their id only", async () => {
    await writeFile(join(directory, "secret.csv"), "secret");
    await assert.rejects(journal().undoCsv("../secret"), /not the id of a change/);
  });
});
