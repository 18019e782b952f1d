import assert from "node:assert/strict";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { repositoryRoot } from "../../../tools/paths";

const documents = ["", "docs"].flatMap((directory) =>
  readdirSync(path.join(repositoryRoot, directory))
    .filter((name) => name.endsWith(".md"))
    .map((name) => path.posix.join(directory, name)),
);

const read = (file: string): string => readFileSync(path.join(repositoryRoot, file), "utf8");

/** As GitHub names the headings of a document. */
function anchorsOf(file: string): ReadonlySet<string> {
  const headings = [...read(file).matchAll(/^#+ (.+)$/gm)].map(([, heading]) => heading ?? "");
  return new Set(
    headings.map((heading) =>
      heading
        .toLowerCase()
        .replaceAll(/[^\p{L}\p{N} _-]/gu, "")
        .replaceAll(" ", "-"),
    ),
  );
}

describe("the links of the documents", () => {
  for (const file of documents) {
    it(`lead somewhere from ${file}`, () => {
      const prose = read(file).replaceAll(/```[^]*?```|`[^`\n]*`/g, "");
      for (const [, link = ""] of prose.matchAll(/\]\(([^()\s]+)\)/g)) {
        if (/^(https?|mailto|command):/.test(link)) continue;
        const [target = "", anchor] = link.split("#");
        const place = target === "" ? file : path.posix.join(path.dirname(file), target);
        assert.ok(existsSync(path.join(repositoryRoot, place)), `${file}: ${link}`);
        if (anchor !== undefined) assert.ok(anchorsOf(place).has(anchor), `${file}: ${link}`);
      }
    });
  }
});
