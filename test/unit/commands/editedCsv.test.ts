import assert from "node:assert/strict";
import { chooseOffsetsFile } from "../../../src/commands/editedCsv";
import { Uri, window, workspace } from "../../support/vscode";

const { showOpenDialog } = window;

describe("choosing a file of offsets", () => {
  let size = 0;

  beforeEach(() => {
    size = 11;
    Object.assign(window, { showOpenDialog: () => Promise.resolve([Uri.file("/home/a/b.csv")]) });
    Object.assign(workspace, {
      fs: {
        stat: () => Promise.resolve({ size }),
        readFile: () => Promise.resolve(new TextEncoder().encode("orders,0,5\n")),
      },
    });
  });

  afterEach(() => {
    Object.assign(window, { showOpenDialog });
    Reflect.deleteProperty(workspace, "fs");
  });

  it("gives its name and text", async () => {
    assert.deepEqual(await chooseOffsetsFile(), { name: "b.csv", text: "orders,0,5\n" });
  });

  it("is undefined when nobody chooses", async () => {
    Object.assign(window, { showOpenDialog: () => Promise.resolve(undefined) });
    assert.equal(await chooseOffsetsFile(), undefined);
  });

  it("refuses what is too large to be one, unread", async () => {
    size = 33 * 1024 * 1024;
    await assert.rejects(chooseOffsetsFile(), /b\.csv is too large/);
  });
});
