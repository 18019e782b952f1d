import assert from "node:assert/strict";
import { parse } from "csv-parse/sync";
import { messageText } from "../../../../src/decode/messageText";
import { exportMessages, type ExportFormat } from "../../../../src/export/exportMessages";
import type { Message } from "../../../../src/kafka/model";
import type { MessageRow } from "../../../../src/panels/peek/protocol/rows";
import { hostileMessages } from "../../../support/hostileMessages";
import { MemoryGateway } from "../../../support/memoryGateway";
import { messageOf } from "../../../support/messages";
import { invisibleIn } from "../../../support/invisibleIn";
import { never, peekInto, ref } from "../../../support/peekSession";

const maxCellCharacters = 1_000;
/** Of all that goes to a page for one message, however large it is. */
const maxDetailCharacters = 2 * 1024 * 1024;

async function exported(message: Message, format: ExportFormat): Promise<string> {
  const parts: string[] = [];
  for await (const part of exportMessages([{ messages: [message] }], { format })) {
    parts.push(part);
  }
  return parts.join("");
}

for (const [what, draft] of Object.entries(hostileMessages)) {
  describe(`a message with ${what}`, () => {
    const message = messageOf(draft);

    it("is a short row of visible text", async () => {
      const gateway = new MemoryGateway();
      gateway.addTopic("orders", 1)[0]?.append(draft);
      const peek = peekInto(gateway);
      const { rows } = await peek.read();
      peek.session.dispose();
      const [row] = rows.filter((one): one is MessageRow => one.kind === "message");
      assert.ok(row);
      for (const { text } of [row.key, row.value]) {
        assert.ok(text.length <= maxCellCharacters, `${text.length} characters`);
        assert.equal(invisibleIn(text), undefined);
        assert.doesNotMatch(text, /[\n\r\t]/);
      }
    });

    it("has details of visible text, which are bounded", async () => {
      const gateway = new MemoryGateway();
      gateway.addTopic("orders", 1)[0]?.append(draft);
      const peek = peekInto(gateway);
      await peek.read();
      const details = await peek.handlers.details(ref(0, "0"), never());
      peek.session.dispose();
      assert.ok(JSON.stringify(details).length <= maxDetailCharacters);
      const headers = details.headers.flatMap(({ key, value }) => [key, value.text]);
      for (const { pretty = "", raw = "", hex } of [details.key, details.value]) {
        for (const text of [pretty, raw, hex, ...headers])
          assert.equal(invisibleIn(text), undefined);
      }
    });

    it("is a document of visible JSON that is no longer than it must be", () => {
      const text = messageText(message);
      assert.equal(invisibleIn(text), undefined);
      const bytes = (message.key?.length ?? 0) + (message.value?.length ?? 0);
      assert.ok(text.length <= 10_000 + 10 * bytes, `${text.length} characters`);
      JSON.parse(text);
    });

    it("is exported byte for byte, and starts no formula", async () => {
      const lines = (await exported(message, "jsonLines")).trimEnd().split("\n");
      assert.equal(lines.length, 1);
      const { value } = JSON.parse(lines[0] ?? "") as { value: string | { base64: string } };
      const read =
        typeof value === "string" ? Buffer.from(value) : Buffer.from(value.base64, "base64");
      assert.ok(read.equals(message.value ?? Buffer.alloc(0)));
      const rows = parse<Record<string, string>>(await exported(message, "csv"), { columns: true });
      assert.equal(rows.length, 1);
      for (const cell of Object.values(rows[0] ?? {})) assert.doesNotMatch(cell, /^[=+\-@\t\r]/);
    });
  });
}
