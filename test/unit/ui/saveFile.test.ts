import assert from "node:assert/strict";
import { saveTextFile } from "../../../src/ui/saveFile";
import { fakeWindow, Uri, window, workspace } from "../../support/vscode";

describe("saving a text as a file", () => {
  let written: [path: string, text: string][];

  beforeEach(() => {
    fakeWindow.reset();
    written = [];
    Object.assign(window, {
      showSaveDialog: (options: unknown) => fakeWindow.ask("showSaveDialog", [options]),
    });
    Object.assign(workspace, {
      workspaceFolders: [{ uri: Uri.file("/work") }],
      fs: {
        writeFile: ({ path }: Uri, bytes: Uint8Array): Promise<void> => {
          written.push([path, new TextDecoder().decode(bytes)]);
          return Promise.resolve();
        },
      },
    });
  });

  afterEach(() => {
    Reflect.deleteProperty(window, "showSaveDialog");
    Reflect.deleteProperty(workspace, "workspaceFolders");
    Reflect.deleteProperty(workspace, "fs");
  });

  it("writes where the person says, having suggested the workspace's folder", async () => {
    fakeWindow.answer("showSaveDialog", () => Uri.file("/elsewhere/b.svg"));
    await saveTextFile({ name: "a.svg", text: "<svg/>" });
    assert.deepEqual(written, [["/elsewhere/b.svg", "<svg/>"]]);
    const [options] = fakeWindow.calls[0]?.args ?? [];
    assert.equal((options as { defaultUri: Uri }).defaultUri.path, "/work/a.svg");
  });

  it("writes nothing when the question is closed", async () => {
    await saveTextFile({ name: "a.svg", text: "<svg/>" });
    assert.deepEqual(written, []);
  });
});
