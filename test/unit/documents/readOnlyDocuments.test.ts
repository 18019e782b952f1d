import assert from "node:assert/strict";
import type * as vscode from "vscode";
import { messageDocument } from "../../../src/documents/messageDocument";
import { ReadOnlyDocuments, documentScheme } from "../../../src/documents/readOnlyDocuments";
import type { Message } from "../../../src/kafka/model";
import { MemoryLog } from "../../support/memoryLog";
import { Disposable, EventEmitter, fakeWindow, workspace } from "../../support/vscode";

function message(value: string, topic = "orders"): Message {
  const log = new MemoryLog(topic, 0);
  log.append({ value });
  const [only] = log.messages(0n, 1n, true);
  assert.ok(only);
  return only;
}

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

  async function open(shown: Message): Promise<vscode.Uri> {
    await documents.open(messageDocument(shown, "demo"));
    const calls = fakeWindow.calls.filter(({ name }) => name === "openTextDocument");
    return calls.at(-1)?.args[0] as vscode.Uri;
  }

  it("shows a message as JSON under a scheme of its own, which makes it read-only", async () => {
    const uri = await open(message('{"id":9007199254740993}'));
    assert.deepEqual(schemes, [documentScheme]);
    assert.equal(uri.scheme, documentScheme);
    assert.equal(uri.path, "/demo/orders 0 0.json");
    assert.match(documents.provideTextDocumentContent(uri), /"id": 9007199254740993/);
    assert.equal(fakeWindow.calls.at(-1)?.name, "showTextDocument");
  });

  it("shows the new text when another message has come to the same place", async () => {
    const changed: vscode.Uri[] = [];
    documents.onDidChange((uri) => changed.push(uri));
    await open(message("before"));
    const uri = await open(message("after"));
    assert.equal(changed.length, 1);
    assert.match(documents.provideTextDocumentContent(uri), /"after"/);
  });

  it("lets go of the text when the document is closed", async () => {
    const uri = await open(message("a"));
    closed.fire({ uri });
    assert.match(documents.provideTextDocumentContent(uri), /no longer held/);
  });

  it("holds no more than fifty texts", async () => {
    const first = await open(message("a", "topic-0"));
    for (let index = 1; index <= 50; index++) await open(message("a", `topic-${index}`));
    assert.match(documents.provideTextDocumentContent(first), /no longer held/);
  });
});
