import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { commandIds, settingKeys, viewIds, walkthroughId } from "../../src/manifest";

interface Walkthrough {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly steps: readonly {
    readonly id: string;
    readonly title: string;
    readonly description: string;
    readonly media: { readonly svg: string; readonly altText: string };
    readonly completionEvents: readonly string[];
  }[];
}

const packageJson = JSON.parse(readFileSync("package.json", "utf8")) as {
  readonly contributes: { readonly walkthroughs: readonly Walkthrough[] };
};
const commands: readonly string[] = commandIds;
const { walkthroughs } = packageJson.contributes;
const steps = walkthroughs.flatMap((walkthrough) => walkthrough.steps);

describe("the walkthrough", () => {
  it("is the one that the command opens, and has no more than six steps", () => {
    assert.deepEqual(
      walkthroughs.map(({ id }) => id),
      [walkthroughId],
    );
    assert.ok(steps.length <= 6);
    assert.equal(new Set(steps.map(({ id }) => id)).size, steps.length);
  });

  it("offers commands that exist", () => {
    for (const { id, description } of steps) {
      const offered = [...description.matchAll(/\(command:([\w.]+)\)/g)].map(([, name]) => name);
      assert.notEqual(offered.length, 0, id);
      for (const command of offered) {
        const isKnown = commands.includes(command ?? "") || command === `${viewIds.clusters}.focus`;
        assert.ok(isKnown, `${id}: ${command ?? ""}`);
      }
    }
  });

  it("ticks a step off by commands, views and settings that exist", () => {
    const known = new Set([
      ...commands.map((id) => `onCommand:${id}`),
      ...Object.values(viewIds).flatMap((id) => [`onView:${id}`, `onCommand:${id}.focus`]),
      ...Object.values(settingKeys).map((key) => `onSettingChanged:${key}`),
    ]);
    for (const { id, completionEvents } of steps) {
      assert.notEqual(completionEvents.length, 0, id);
      for (const event of completionEvents) assert.ok(known.has(event), `${id}: ${event}`);
    }
  });

  it("has pictures that take their colours from the theme, with words for who cannot see them", () => {
    for (const { media } of steps) {
      const svg = readFileSync(media.svg, "utf8");
      assert.match(svg, /^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" viewBox="0 0 520 340"/);
      for (const [, color] of svg.matchAll(/(?:fill|stroke)="([^"]*)"/g)) {
        assert.match(color ?? "", /^(none|var\(--vscode-[\w-]+,#[0-9a-f]{3,6}\))$/, media.svg);
      }
      assert.ok(media.altText.length > 20);
    }
  });
});
