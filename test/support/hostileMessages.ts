import type { MessageDraft } from "./memoryLog";

const markup =
  '<img src=x onerror="document.title=\'pwned\'"><script>document.title="pwned"</script>';
const commandLink =
  "[open](command:workbench.action.terminal.new) $(trash) [x](javascript:alert(1))";
const turned = "invoice\u202egnp.exe\u2066 \u200b";
const controls = "\u001b[2J\u0007\u0000";
const formula = '=HYPERLINK("http://evil.example","click")';
const depth = 50_000;

const same = (text: string): MessageDraft => ({ key: text, value: text, headers: [[text, text]] });

/** Messages that want to be more than data, by what they try. A broker takes each, alone in its batch. */
export const hostileMessages: Readonly<Record<string, MessageDraft>> = {
  markup: same(markup),
  "a command link": same(commandLink),
  "text that turns its direction": same(turned),
  "control characters": same(controls),
  "a formula": same(formula),
  "a prototype": same('{"__proto__":{"polluted":true},"constructor":1}'),
  "a key of a megabyte": { key: "k".repeat(1_000_000), value: "v", headers: [] },
  "a value without a line break": { value: `"${"<b>".repeat(300_000)}"`, headers: [] },
  "bytes that are no UTF-8": {
    key: Buffer.from([0xc0, 0x80, 0xff]),
    value: Buffer.from([0xed, 0xa0, 0x80, 0x3c]),
    headers: [["h", Buffer.from([0xff])]],
  },
  "JSON nested deep": { value: "[".repeat(depth) + "]".repeat(depth), headers: [] },
  "objects nested deep": { value: `${'{"a":'.repeat(depth)}1${"}".repeat(depth)}`, headers: [] },
};
