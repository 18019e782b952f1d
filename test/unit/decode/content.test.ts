import assert from "node:assert/strict";
import { decodeText, describeContent, summarize } from "../../../src/decode/content";

const limits = { textBytes: 64, hexBytes: 32 };

describe("summarize", () => {
  it("tells null from empty", () => {
    assert.deepEqual(summarize(undefined, 10), { kind: "missing", text: "", sizeBytes: 0 });
    assert.deepEqual(summarize(Buffer.alloc(0), 10), { kind: "empty", text: "", sizeBytes: 0 });
  });

  it("shows a key that is a number in binary as hex, although it is valid UTF-8", () => {
    const key = Buffer.from([0, 0, 0, 0, 0, 0, 0, 3]);
    assert.equal(summarize(key, 30).text, "00 00 00 00 00 00 00 03");
    assert.equal(summarize(key, 30).kind, "binary");
  });

  it("says that bytes are cut only where some are left out", () => {
    assert.equal(summarize(Buffer.alloc(4, 0xff), 10).text, "ff ff ff ff");
    assert.equal(summarize(Buffer.alloc(5, 0xff), 10).text, "ff ff ff ff …");
  });

  it("cuts long text between characters, with the whole size told", () => {
    const summary = summarize(Buffer.from("ü".repeat(1000)), 5);
    assert.deepEqual(summary, { kind: "text", text: "üüüüü…", sizeBytes: 2000 });
  });

  it("looks at the beginning of a huge value only", () => {
    const huge = Buffer.alloc(50 * 1024 * 1024, "x");
    huge[huge.length - 1] = 0xff;
    const summary = summarize(huge, 4);
    assert.deepEqual(summary, { kind: "text", text: "xxxx…", sizeBytes: huge.length });
  });

  it("shows a line break in one line", () => {
    assert.equal(summarize(Buffer.from("a\nb"), 10).text, "a↵b");
  });
});

describe("decodeText", () => {
  it("refuses bytes that are not UTF-8", () => {
    assert.equal(decodeText(Buffer.from([0xc3, 0x28])), undefined);
    assert.equal(decodeText(Buffer.from([0xed, 0xa0, 0x80])), undefined);
  });

  it("keeps a byte order mark, so that copies are exact", () => {
    assert.equal(decodeText(Buffer.from("\ufeffa")), "\ufeffa");
  });

  it("keeps text with single control characters as text", () => {
    assert.equal(decodeText(Buffer.from("8=FIX.4.4\u00019=65\u0001")), "8=FIX.4.4\u00019=65\u0001");
  });
});

describe("describeContent", () => {
  it("gives JSON indented and as it is", () => {
    const detail = describeContent(Buffer.from('{"id":9007199254740993}'), limits);
    assert.equal(detail.kind, "json");
    assert.equal(detail.pretty, '{\n  "id": 9007199254740993\n}');
    assert.equal(detail.raw, '{"id":9007199254740993}');
    assert.match(detail.hex, /^00000000 {2}7b 22 69 64/);
  });

  it("gives text that is cut, without taking it for whole JSON", () => {
    const bytes = Buffer.from(`[${"1,".repeat(100)}1]`);
    const detail = describeContent(bytes, limits);
    assert.equal(detail.kind, "text");
    assert.equal(detail.pretty, undefined);
    assert.equal(detail.shownBytes, 64);
    assert.equal(detail.sizeBytes, bytes.length);
    assert.equal(detail.hexShownBytes, 32);
  });

  it("gives only hex of what is no text", () => {
    const detail = describeContent(Buffer.from([0xff, 0x00, 0x41]), limits);
    assert.equal(detail.kind, "binary");
    assert.equal(detail.raw, undefined);
    assert.match(detail.hex, /ff 00 41 +\.\.A$/);
  });

  it("makes hostile characters of a value visible and keeps its lines", () => {
    const detail = describeContent(Buffer.from("a\u202eb\nc"), limits);
    assert.equal(detail.raw, "a⟨U+202E⟩b\nc");
  });
});
