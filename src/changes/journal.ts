import { randomBytes } from "node:crypto";
import { mkdir, open, readdir, readFile, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { parseChangeRecord, type ChangeOutcome, type ChangeRecord } from "./changeRecord";
import { watchFolder } from "./watchFolder";
import type { NewChange } from "./newChange";
import { syncDirectory } from "./syncDirectory";

export interface JournalListing {
  /** Newest first. */
  readonly records: readonly ChangeRecord[];
  /** Names of files that hold no readable record. */
  readonly unreadableFiles: readonly string[];
}

export interface JournalOptions {
  /** Created when missing. */
  readonly directory: string;
  readonly now?: () => Date;
  /** The oldest records go when there are more. */
  readonly maxRecords?: number;
  /** However many there are, none goes before: a reset of very many groups is undone by as many records. */
  readonly keptMs?: number;
}

const recordFile = /^(\d{8}T\d{9}Z-[0-9a-f]{8})\.json$/;
const defaultMaxRecords = 200;
const defaultKeptMs = 24 * 60 * 60 * 1000;

/**
 * Every write to a cluster, kept on this machine: `<id>.json` is the record, `<id>.csv` what undoes it. A record is
 * on disk before the write is sent. Several windows may use one directory; ids never collide.
 */
export class ChangeJournal {
  private readonly directory: string;
  private readonly now: () => Date;
  private readonly maxRecords: number;
  private readonly keptMs: number;

  constructor({ directory, now, maxRecords, keptMs }: JournalOptions) {
    this.directory = directory;
    this.now = now ?? (() => new Date());
    this.maxRecords = maxRecords ?? defaultMaxRecords;
    this.keptMs = keptMs ?? defaultKeptMs;
  }

  /** Resolves when record and undo file are on disk; rejects when they are not, and then nothing may be sent. */
  async begin(change: NewChange, undoCsv: string): Promise<ChangeRecord> {
    const at = this.now().toISOString();
    const id = `${timeInId(at)}-${randomBytes(4).toString("hex")}`;
    const record: ChangeRecord = { version: 2, id, at, ...change, outcome: null };
    await mkdir(this.directory, { recursive: true });
    await this.write(`${id}.csv`, undoCsv);
    await this.write(`${id}.json`, toText(record));
    await this.prune(id, timeInId(new Date(Date.parse(at) - this.keptMs).toISOString()));
    return record;
  }

  /** Adds how it went. */
  async finish(record: ChangeRecord, outcome: Omit<ChangeOutcome, "at">): Promise<ChangeRecord> {
    const finished = { ...record, outcome: { at: this.now().toISOString(), ...outcome } };
    await this.write(`${record.id}.json`, toText(finished));
    return finished;
  }

  /** A file that cannot be read does not hide the others. */
  async list(): Promise<JournalListing> {
    const records: ChangeRecord[] = [];
    const unreadableFiles: string[] = [];
    for (const id of await this.ids()) {
      const name = `${id}.json`;
      const text = await readFile(join(this.directory, name), "utf8").catch(() => "");
      const record = parseChangeRecord(text);
      if (record?.id === id) records.push(record);
      else unreadableFiles.push(name);
    }
    return { records, unreadableFiles };
  }

  /** The undo file's text. Rejects for an id that is none. */
  async undoCsv(id: string): Promise<string> {
    if (!recordFile.test(`${id}.json`)) throw new Error("This is not the id of a change.");
    return readFile(join(this.directory, `${id}.csv`), "utf8");
  }

  /**
   * Calls back soon after a record was added, finished or removed, by this window or another one; several changes
   * may be one call. Creates the directory. The caller disposes of it.
   */
  onDidChange(listener: () => void): { dispose(): void } {
    return watchFolder(this.directory, (name) => recordFile.test(name), listener);
  }

  /** Newest first: ids begin with their time. */
  private async ids(): Promise<string[]> {
    const names = await readdir(this.directory).catch((error: unknown) => {
      if (isMissing(error)) return [];
      throw error;
    });
    return names
      .flatMap((name) => recordFile.exec(name)?.[1] ?? [])
      .sort()
      .reverse();
  }

  /**
   * A record that cannot be removed does no harm: the next write tries again.
   * @param kept stays, also where the clock was set back and it looks like the oldest
   * @param keptFrom so do those whose ids begin with this time or a later one
   */
  private async prune(kept: string, keptFrom: string): Promise<void> {
    const ids = await this.ids().catch(() => []);
    for (const id of ids.slice(this.maxRecords)) {
      if (id === kept || id >= keptFrom) continue;
      for (const name of [`${id}.json`, `${id}.csv`]) {
        await rm(join(this.directory, name), { force: true }).catch(() => undefined);
      }
    }
  }

  /** Whole or not at all, even when the machine stops in the middle. */
  private async write(name: string, text: string): Promise<void> {
    const path = join(this.directory, name);
    const draft = `${path}.${randomBytes(4).toString("hex")}.draft`;
    try {
      const file = await open(draft, "wx");
      try {
        await file.writeFile(text, "utf8");
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(draft, path);
      await syncDirectory(this.directory);
    } catch (error) {
      await rm(draft, { force: true });
      throw error;
    }
  }
}

/** @param iso an instant as `Date` writes it */
function timeInId(iso: string): string {
  return iso.replace(/[-:.]/g, "");
}

function toText(record: ChangeRecord): string {
  return `${JSON.stringify(record, undefined, 2)}\n`;
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ENOENT";
}
