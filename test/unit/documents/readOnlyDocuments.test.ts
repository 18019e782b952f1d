import assert from "node:assert/strict";
import type * as vscode from "vscode";
import { ReadOnlyDocuments, documentScheme } from "../../../src/documents/readOnlyDocuments";
import type { ReadOnlyDocument } from "../../../src/documents/readOnlyDocuments";
import { Disposable, EventEmitter, fakeWindow, workspace } from "../../support/vscode";

const document = (text: string, name = "orders 0 0.json"): ReadOnlyDocument => ({
  folder: "demo",
  name,
  text,
});

describe("read-only documents", () => {
  const closed = new EventEmitter<{ readonly uri: vscode.Uri }>();
  let documents: ReadOnlyDocuments;
  let schemes: string[];

  beforeEach(() => {
    schemes = [];
    fakeWindow.reset();
    fakeWindow.answer("openTextDocument", (uri: vscode.Uri) => ({ uri }));
    Object.assign(workspace, {
      registerTextDocumentContentProvider: (scheme: string) => {
        schemes.push(scheme);
        return new Disposable(() => schemes.pop());
      },
      onDidCloseTextDocument: closed.event,
    });
    documents = new ReadOnlyDocuments();
  });

  afterEach(() => {
    documents.dispose();
    Reflect.deleteProperty(workspace, "registerTextDocumentContentProvider");
    Reflect.deleteProperty(workspace, "onDidCloseTextDocument");
  });

  async function open(shown: ReadOnlyDocument): Promise<vscode.Uri> {
    await documents.open(shown);
    const calls = fakeWindow.calls.filter(({ name }) => name === "openTextDocument");
    return calls.at(-1)?.args[0] as vscode.Uri;
  }

  it("shows a text under a scheme of its own, which makes it read-only", async () => {
    const uri = await open(document('{"id": 9007199254740993}'));
    assert.deepEqual(schemes, [documentScheme]);
    assert.equal(uri.scheme, documentScheme);
    assert.equal(uri.path, "/demo/orders 0 0.json");
    assert.match(documents.provideTextDocumentContent(uri), /"id": 9007199254740993/);
    assert.equal(fakeWindow.calls.at(-1)?.name, "showTextDocument");
  });

  it("shows the new text when another text has come to the same place", async () => {
    const changed: vscode.Uri[] = [];
    documents.onDidChange((uri) => changed.push(uri));
    await open(document("before"));
    const uri = await open(document("after"));
    assert.equal(changed.length, 1);
    assert.match(documents.provideTextDocumentContent(uri), /^after$/);
  });

  it("lets go of the text when the document is closed", async () => {
    const uri = await open(document("a"));
    closed.fire({ uri });
    assert.match(documents.provideTextDocumentContent(uri), /no longer held/);
  });

  it("holds no more than fifty texts", async () => {
    const first = await open(document("a", "first"));
    for (let index = 1; index <= 50; index++) await open(document("a", `${index}`));
    assert.match(documents.provideTextDocumentContent(first), /no longer held/);
  });

  it("lets go of others rather than of the last, however long it is", async () => {
    const long = "x".repeat(100 * 1024 * 1024);
    const first = await open(document(long, "first"));
    const second = await open(document(long, "second"));
    assert.match(documents.provideTextDocumentContent(first), /no longer held/);
    assert.equal(documents.provideTextDocumentContent(second).length, long.length);
  });

  it("compares two texts", async () => {
    await documents.compare(document("one", "a.json"), document("other", "b.json"));
    const call = fakeWindow.calls.at(-1);
    const [command, left, right, title] = call?.args ?? [];
    assert.deepEqual([command, title], ["vscode.diff", "a.json ↔ b.json"]);
    assert.equal(documents.provideTextDocumentContent(left as vscode.Uri), "one");
    assert.equal(documents.provideTextDocumentContent(right as vscode.Uri), "other");
  });
});
