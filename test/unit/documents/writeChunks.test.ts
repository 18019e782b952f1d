import assert from "node:assert/strict";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { writeChunks } from "../../../src/documents/writeChunks";

describe("writeChunks", () => {
  let folder: string;
  let file: string;
  const { signal } = new AbortController();

  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "write-chunks-"));
    file = path.join(folder, "out.txt");
  });

  afterEach(async () => {
    await rm(folder, { recursive: true });
  });

  it("writes texts and bytes in their order", async () => {
    await writeChunks(file, ["a", Buffer.from([0xff]), "é"], signal);
    assert.deepEqual(await readFile(file), Buffer.from([0x61, 0xff, 0xc3, 0xa9]));
  });

  it("writes more than it collects", async () => {
    const chunk = "x".repeat(100_000);
    await writeChunks(
      file,
      Array.from({ length: 30 }, () => chunk),
      signal,
    );
    assert.equal((await readFile(file)).length, 3_000_000);
  });

  it("leaves nothing behind when the chunks fail, and what was there before as it was", async () => {
    await writeFile(file, "before");
    const failing = function* (): Generator<string, void, undefined> {
      yield "half";
      throw new Error("no more");
    };
    await assert.rejects(writeChunks(file, failing(), signal), /no more/);
    assert.deepEqual(await readdir(folder), ["out.txt"]);
    assert.equal(await readFile(file, "utf8"), "before");
  });

  it("leaves nothing behind when it is cancelled", async () => {
    const cancel = new AbortController();
    const cancelling = function* (): Generator<string, void, undefined> {
      yield "half";
      cancel.abort();
      yield "more";
    };
    await assert.rejects(writeChunks(file, cancelling(), cancel.signal));
    assert.deepEqual(await readdir(folder), []);
  });
});
