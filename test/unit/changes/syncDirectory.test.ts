import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { syncDirectory } from "../../../src/changes/syncDirectory";

describe("putting a directory on disk", () => {
  let directory: string;

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), "sync-"));
  });

  afterEach(async () => {
    await rm(directory, { recursive: true, force: true });
  });

  it("leaves it as it is", async () => {
    await assert.doesNotReject(syncDirectory(directory));
  });

  it("rejects when there is none, so that nothing is taken for kept", async () => {
    await assert.rejects(syncDirectory(join(directory, "gone")), { code: "ENOENT" });
  });
});
