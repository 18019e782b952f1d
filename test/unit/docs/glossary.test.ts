import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { columnExplanations, explained, glossary } from "../../../src/ui/glossary";

describe("the glossary", () => {
  it("says in docs/GLOSSARY.md what the hovers say", () => {
    const entries = Object.values(glossary).map(({ term, text }) => `**${term}** · ${text}\n`);
    const intro =
      "The words of Kafka as Kafka Offsets uses them. Hover a row of the sidebar, or the title of a column, to read them in place.\n";
    const document = readFileSync("docs/GLOSSARY.md", "utf8");
    assert.equal(document, ["# Glossary\n", intro, ...entries].join("\n"));
  });

  it("explains each title of a column once", () => {
    const titles = Object.values(glossary).flatMap(({ columns }) => [...columns]);
    assert.equal(new Set(titles).size, titles.length);
    assert.deepEqual(Object.keys(columnExplanations()), titles);
  });

  it("explains only titles that some panel has", () => {
    const files = readdirSync("webview", { recursive: true, encoding: "utf8" });
    const pages = files
      .filter((file) => file.endsWith(".ts"))
      .map((file) => readFileSync(path.join("webview", file), "utf8"))
      .join();
    for (const title of Object.keys(columnExplanations())) {
      assert.ok(pages.includes(`"${title}"`), title);
    }
  });

  it("puts the word itself in front", () => {
    assert.match(explained("lag"), /^Lag: How many offsets a group is behind/);
    assert.equal(columnExplanations()["End"], explained("highWatermark"));
  });

  it("explains in whole sentences", () => {
    for (const { text } of Object.values(glossary)) assert.match(text, /^[A-Z].*\.$/);
  });
});
