import assert from "node:assert/strict";
import type * as vscode from "vscode";
import { MessageDrafts } from "../../../src/commands/messageDrafts";
import {
  Disposable,
  EventEmitter,
  fakeWindow,
  languages,
  Uri,
  workspace,
} from "../../support/vscode";

type Document = Pick<vscode.TextDocument, "uri" | "getText">;

describe("documents that messages are written in", () => {
  const closed = new EventEmitter<Document>();
  let drafts: MessageDrafts;
  let selectors: unknown[];
  let opened: Document[];

  beforeEach(() => {
    fakeWindow.reset();
    selectors = [];
    opened = [];
    fakeWindow.answer("openTextDocument", ({ content }: { content: string }) => {
      const uri = Uri.from({ scheme: "untitled", path: `Untitled-${opened.length}` });
      opened.push({ uri: uri as unknown as vscode.Uri, getText: () => content });
      return opened.at(-1);
    });
    Object.assign(workspace, { onDidCloseTextDocument: closed.event });
    Object.assign(languages, {
      registerCodeLensProvider: (selector: unknown) => {
        selectors.push(selector);
        return new Disposable(() => selectors.pop());
      },
    });
    drafts = new MessageDrafts();
  });

  afterEach(() => {
    drafts.dispose();
    Reflect.deleteProperty(workspace, "onDidCloseTextDocument");
    assert.deepEqual(selectors, []);
  });

  async function open(text: string): Promise<Document> {
    await drafts.open({ id: "c", name: "demo" }, text);
    return opened.at(-1) ?? assert.fail("nothing was opened");
  }

  const lines = (document: Document): readonly (string | undefined)[] =>
    drafts.provideCodeLenses(document).map(({ command }) => command?.title);

  it("have lines above them that send them, and say what null means", async () => {
    const document = await open("{}");
    assert.deepEqual(selectors, [{ language: "json", scheme: "untitled" }]);
    const [send, elsewhere, hint] = drafts.provideCodeLenses(document);
    assert.deepEqual(
      [send?.command?.title, send?.command?.command],
      ["Send to demo…", "kafkaOffsets.sendThisMessage"],
    );
    assert.equal(elsewhere?.command?.command, "kafkaOffsets.sendThisMessageElsewhere");
    assert.deepEqual(hint?.command, {
      title: "partition null: by key · timestamp null: now · value null: tombstone",
      command: "",
    });
    assert.deepEqual(drafts.clusterOf(document), { id: "c", name: "demo" });
  });

  it("say of base64 that it is sent as it is", async () => {
    const document = await open('{"valueEncoding": "base64"}');
    assert.match(lines(document).at(-1) ?? "", /byte for byte, schema-encoded messages too$/);
  });

  it("leave other documents alone, and those that were closed", async () => {
    const document = await open("{}");
    const uri = Uri.from({ scheme: "untitled", path: "other" }) as unknown as vscode.Uri;
    assert.deepEqual(lines({ uri, getText: () => "{}" }), []);
    closed.fire(document);
    assert.deepEqual(lines(document), []);
  });
});
