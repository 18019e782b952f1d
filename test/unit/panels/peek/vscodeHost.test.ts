import assert from "node:assert/strict";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { VscodeHost } from "../../../../src/panels/peek/vscodeHost";
import { fakeWindow, window } from "../../../support/vscode";

describe("VscodeHost", () => {
  let folder: string;
  let chosen: { readonly scheme: string; readonly fsPath: string } | undefined;
  const target = { name: "orders.csv", title: "Exporting" };
  const host = new VscodeHost({
    clusterName: "demo",
    documents: { open: () => Promise.resolve(), compare: () => Promise.resolve() },
    commitHere: () => Promise.resolve(),
    resend: () => Promise.resolve(),
    duplicate: () => undefined,
    showTitle: () => undefined,
  });

  beforeEach(async () => {
    fakeWindow.reset();
    folder = await mkdtemp(path.join(tmpdir(), "peek-host-"));
    chosen = { scheme: "file", fsPath: path.join(folder, "out.csv") };
    Object.assign(window, { showSaveDialog: () => Promise.resolve(chosen) });
  });

  afterEach(async () => {
    Reflect.deleteProperty(window, "showSaveDialog");
    await rm(folder, { recursive: true });
  });

  it("writes to the file that was chosen", async () => {
    assert.ok(await host.writeFile(target, () => ["a", "b"]));
    assert.equal(await readFile(path.join(folder, "out.csv"), "utf8"), "ab");
  });

  it("writes nothing when none was chosen", async () => {
    chosen = undefined;
    assert.ok(!(await host.writeFile(target, () => assert.fail("nothing is to be written"))));
  });

  it("leaves nothing behind when it is cancelled, and says that it was", async () => {
    const isWritten = await host.writeFile(target, function* ({ signal }) {
      yield "half";
      fakeWindow.progress.cancel();
      signal.throwIfAborted();
      yield "more";
    });
    assert.ok(!isWritten);
    assert.deepEqual(await readdir(folder), []);
  });

  it("passes on why it failed", async () => {
    const failing = host.writeFile(target, function* () {
      yield "half";
      throw new Error("no more");
    });
    await assert.rejects(failing, /no more/);
    chosen = { scheme: "ftp", fsPath: "/out.csv" };
    await assert.rejects(
      host.writeFile(target, () => []),
      /file on this computer/,
    );
  });
});
