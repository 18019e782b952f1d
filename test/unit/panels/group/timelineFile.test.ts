import assert from "node:assert/strict";
import { parse } from "csv-parse/sync";
import { JSDOM } from "jsdom";
import type { Timeline } from "../../../../src/panels/group/protocol";
import { timelineFile } from "../../../../src/panels/group/timelineFile";

const timeline: Timeline = {
  timeZone: "UTC",
  fromMs: 1_700_000_000_000,
  toMs: 1_700_000_010_000,
  members: [
    { memberId: "a-1", label: "M1", colorIndex: 0, clientId: "<script>a</script>", host: "h" },
    { memberId: "b-1", label: "M2", colorIndex: 9, clientId: "b", host: '"&h' },
  ],
  spans: [
    {
      topic: "orders",
      partition: 0,
      memberId: "a-1",
      label: "M1",
      fromMs: 1_700_000_000_000,
      toMs: 1_700_000_005_000,
    },
    {
      topic: "orders",
      partition: 0,
      label: "",
      fromMs: 1_700_000_005_000,
      toMs: 1_700_000_010_000,
    },
  ],
  states: [{ state: "Stable", fromMs: 1_700_000_000_000, toMs: 1_700_000_010_000 }],
  events: [
    { atMs: 1_700_000_005_000, kind: "left", text: '=M1, "gone"', pausedMs: 5 },
    { atMs: 1_700_000_005_000, kind: "state", text: "Stable → Empty" },
  ],
};
const subject = { groupId: "a/b <i>", clusterName: "demo", timeZone: "UTC" };

describe("a timeline as a file", () => {
  it("has a name that every file system takes", () => {
    assert.equal(timelineFile(timeline, "svg", subject).name, "rebalances-a_b_i_.svg");
    const nameless = timelineFile(timeline, "json", { ...subject, groupId: "" });
    assert.equal(nameless.name, "rebalances-group.json");
  });

  it("is JSON with instants in UTC", () => {
    const { text } = timelineFile(timeline, "json", subject);
    const read = JSON.parse(text) as { from: string; spans: { from: string; label: string }[] };
    assert.equal(read.from, "2023-11-14T22:13:20.000Z");
    assert.deepEqual(
      read.spans.map(({ label }) => label),
      ["M1", ""],
    );
  });

  it("is CSV that a spreadsheet takes for text", () => {
    const { text } = timelineFile(timeline, "csv", subject);
    const rows: Record<string, string>[] = parse(text, { columns: true });
    assert.deepEqual(
      rows.map(({ what }) => what),
      ["owner", "nobody", "state", "event left", "event state"],
    );
    assert.equal(rows[0]?.["member"], "M1");
    assert.equal(rows[0]["to"], "2023-11-14T22:13:25.000Z");
    assert.equal(rows[3]?.["text"], `'=M1, "gone"`);
  });

  it("is a picture in which names are nothing but text", () => {
    const { text } = timelineFile(timeline, "svg", subject);
    const { document } = new JSDOM(text, { contentType: "image/svg+xml" }).window;
    const names = new Set([...document.querySelectorAll("*")].map(({ localName }) => localName));
    assert.deepEqual([...names].sort(), ["rect", "svg", "text", "title"]);
    const texts = [...document.querySelectorAll("text")].map(({ textContent }) => textContent);
    assert.ok(texts.includes("M1 · <script>a</script> · h"));
    assert.ok(texts.includes('M2 · b · "&h'));
    assert.ok(texts.includes("orders 0"));
    assert.match(
      document.querySelector("title")?.textContent ?? "",
      /^Rebalances of a\/b <i> on demo$/,
    );
  });

  it("cuts a topic's name to fit beside its lane", () => {
    const topic = "a-topic-with-a-rather-long-name";
    const spans = timeline.spans.map((span) => ({ ...span, topic }));
    const { text } = timelineFile({ ...timeline, spans }, "svg", subject);
    assert.match(text, />a-topic-with-a-rat… 0</);
  });

  it("leaves an empty frame where nobody consumed", () => {
    const { text } = timelineFile(timeline, "svg", subject);
    assert.equal(text.match(/stroke-dasharray/g)?.length, 1);
  });

  it("is a picture also of a single moment", () => {
    const moment = { ...timeline, toMs: timeline.fromMs, spans: [], events: [] };
    assert.doesNotMatch(timelineFile(moment, "svg", subject).text, /NaN|Infinity/);
  });
});
